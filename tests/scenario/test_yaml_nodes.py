from __future__ import annotations

import pytest

from memory_maze.scenario import ScenarioError
from memory_maze.scenario.documents.tree import to_plain
from memory_maze.scenario.documents.yaml_nodes import parse


def plain(text: str) -> object:
    tree, problems = parse(text)
    assert not problems
    return to_plain(tree)


def test_quoted_words_are_text() -> None:
    assert plain("a: '9'\nb: \"true\"\nc: 9\nd: |\n  9\n") == {"a": "9", "b": "true", "c": 9, "d": "9\n"}


def test_a_layout_keeps_its_spaces() -> None:
    assert plain("layout: |\n  ***\n  * *\n  ***\n") == {"layout": "***\n* *\n***\n"}


def test_aliases_repeat_values() -> None:
    assert plain("a: &x {b: 1}\nc: *x\nd: [*x, *x]\n") == {"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}, {"b": 1}]}


def test_merge_keys_yield_to_explicit_keys_and_to_earlier_ones() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n"
    assert plain(text)["c"] == {"x": 3, "y": 1, "z": 2}  # type: ignore[index]
    assert plain("a: {'<<': 1}\n") == {"a": {"<<": 1}}


def test_a_directive_and_a_byte_order_mark_do_no_harm() -> None:
    assert plain("%YAML 1.2\n---\na: 1\n...\n") == {"a": 1}


@pytest.mark.parametrize("bomb", ["[" * 500_000, "{a: " * 200_000, "- " * 300_000, "a: [" + "[]," * 300_000])
def test_hostile_documents_are_refused(bomb: str) -> None:
    # Read to their ends they would take minutes, or the stack.
    with pytest.raises(ScenarioError, match=r"nested deeper|more than"):
        parse(bomb)


def test_the_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "a: &x [1, no, 1e3]\nb: {<<: {c: 1}, d: *x}\n"
    expected = plain(text)
    monkeypatch.setattr("memory_maze.scenario.documents.yaml_nodes._LOADER", yaml.SafeLoader)
    assert plain(text) == expected
    with pytest.raises(ScenarioError, match="nested deeper"):
        parse("[" * 1000)
