from __future__ import annotations

from typing import Any

import pytest

from memory_maze.scenario import ScenarioError
from memory_maze.scenario.documents.tree import Mark, dotted, from_plain, mark_of, merge, to_plain
from memory_maze.scenario.documents.yaml_nodes import parse


def merged(base: Any, changes: Any) -> Any:
    return to_plain(merge(from_plain(base), from_plain(changes)))


def test_mappings_merge_and_everything_else_replaces() -> None:
    base = {"a": {"b": 1, "c": [1, 2]}, "d": "x"}
    assert merged(base, {"a": {"c": [3]}, "e": 5}) == {"a": {"b": 1, "c": [3]}, "d": "x", "e": 5}
    assert merged(base, {"a": None}) == {"a": None, "d": "x"}
    assert merged({"a": "random"}, {"a": {"cell": [0, 0]}}) == {"a": {"cell": [0, 0]}}


@pytest.mark.parametrize(
    ("base", "changes", "result"),
    [
        ({"size": 9}, {"layout": "x"}, {"layout": "x"}),
        ({"size": 9}, {"width": 9, "height": 11}, {"width": 9, "height": 11}),
        ({"width": 9, "height": 11}, {"size": 9}, {"size": 9}),
        ({"width": 9, "height": 11}, {"width": 13}, {"width": 13, "height": 11}),
        ({"layout": "x"}, {"size": 9}, {"size": 9}),
        ({"size": 9, "cell_size": 1}, {"layout": "x"}, {"cell_size": 1, "layout": "x"}),
        ({"size": 9}, {"layout": None}, {"size": 9, "layout": None}),
        ({"size": 9}, {"size": 11, "layout": "x"}, {"size": 11, "layout": "x"}),
    ],
)
def test_a_maze_replaces_an_inherited_alternative(base: Any, changes: Any, result: Any) -> None:
    assert merged({"maze": base}, {"maze": changes}) == {"maze": result}


def test_steps_replace_inherited_seconds_and_the_reverse() -> None:
    assert merged({"episode": {"seconds": 9}}, {"episode": {"steps": 5}}) == {"episode": {"steps": 5}}
    assert merged({"episode": {"steps": 5}}, {"episode": {"seconds": 9}}) == {"episode": {"seconds": 9}}


def test_each_value_keeps_its_place_through_a_merge() -> None:
    base, _ = parse("a:\n  b: 1\n  c: 2\n", "base")
    child, _ = parse("# comment\na: {c: 3}\n", "child")
    tree = merge(base, child)
    assert mark_of(tree, ("a", "b")) == Mark("base", 2, 6)
    assert mark_of(tree, ("a", "c")) == Mark("child", 2, 8)
    assert mark_of(tree, ("a", "c"), key=True) == Mark("child", 2, 5)
    assert mark_of(tree, ("a", "missing")) == Mark("child", 2, 4)
    assert to_plain(tree) == {"a": {"b": 1, "c": 3}}


def test_paths_are_shown_dotted() -> None:
    assert dotted(("objects", "colors", 1)) == "objects.colors[1]"
    assert dotted(("a", "b c")) == "a.'b c'"


def test_a_program_mapping_that_contains_itself_is_refused() -> None:
    mapping: dict[str, Any] = {}
    mapping["maze"] = mapping
    with pytest.raises(ScenarioError, match="nested deeper"):
        from_plain(mapping)


def test_a_program_mapping_has_text_keys() -> None:
    with pytest.raises(ScenarioError, match=r"^maze: field names must be text, not 9"):
        from_plain({"maze": {9: 1}})
