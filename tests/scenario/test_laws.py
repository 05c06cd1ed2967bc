"""Laws of documents, held against whatever hypothesis makes up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import category

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from memory_maze.scenario import LocatedProblem, Scenario, ScenarioError, digest, load, load_text, resolve
from memory_maze.scenario.documents.decoding import decode
from memory_maze.scenario.documents.tree import from_plain, merge, to_plain
from memory_maze.scenario.documents.writing import to_yaml
from memory_maze.scenario.documents.yaml_nodes import parse
from memory_maze.scenario.model.fields import PALETTE
from memory_maze.scenario.terminal import visible, visible_json

LAWS = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
"""The same examples in every run; raise their number to search further."""

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False), WORDS
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
)
MAPPINGS = st.dictionaries(WORDS, VALUES, max_size=5)

ODD = st.integers(4, 10).map(lambda half: 2 * half + 1)


def drawn(least: float, most: float) -> st.SearchStrategy[Any]:
    """A number, or a distribution of numbers."""
    number = st.floats(least, most)
    ends = st.tuples(number, number).map(lambda pair: {"uniform": sorted(pair)})
    return number | ends | st.lists(number, min_size=1, max_size=3).map(lambda values: {"choice": values})


def counted(least: int, most: int) -> st.SearchStrategy[Any]:
    """A whole number, or a distribution of whole numbers."""
    number = st.integers(least, most)
    return number | st.tuples(number, number).map(lambda pair: {"integers": sorted(pair)})


FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "summary": st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    "tags": st.lists(WORDS, max_size=3),
    "maze.size": ODD,
    "maze.seed": st.none() | st.integers(0, 2**31 - 1),
    "maze.rooms.max": st.integers(4, 200),
    "maze.cell_size": drawn(1.2, 4.0),
    "maze.wall_height": drawn(0.3, 10.0),
    "maze.style": st.sampled_from(["style_01", "plain", {"choice": ["style_01", "style_02"]}]),
    "objects.count": st.integers(1, 4),
    "objects.radius": drawn(0.1, 0.6),
    "objects.colors": st.sampled_from(["palette", "shuffled", "distinct"]) | st.permutations(list(PALETTE)),
    "objects.visible": st.sampled_from(["always", "never", {"steps": 3}]),
    "episode.seconds": st.floats(1.0, 1000.0),
    "episode.start": st.just("random") | st.fixed_dictionaries({"heading": st.none() | st.floats(-360.0, 360.0)}),
    "camera.view": st.sampled_from(["first-person", "top"]),
    "camera.resolution": st.integers(64, 256),
    "camera.field_of_view": st.none() | drawn(1.0, 150.0),
    "control.frequency": st.sampled_from([1, 2.5, 4, 5.0, 10, 40]),
    "observation.form": st.sampled_from(["image", "dict"]),
    "observation.prompt_steps": st.none() | counted(1, 50),
    "observation.prompt_until": st.none() | st.integers(5, 50),
    "observation.minimap": st.booleans(),
    "task.prompts": st.sampled_from(["random", "in-order", "cycle", [0]]),
    "task.reward": drawn(-2.0, 2.0),
    "task.wrong_touch": drawn(-1.0, 0.0),
    "task.step_reward": drawn(-0.1, 0.1),
    "task.found": st.sampled_from(["stays", "vanishes", "moves", "all-move"]),
    "task.find": st.none() | st.just(1),
    "task.ends_on_wrong_touch": st.booleans(),
    "task.first_prompt_after": counted(0, 4),
}
"""Values of which every choice is right, so that any set of these fields makes a scenario out of a right one."""

GENERATORS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.just({"maze.generator": "perfect"}),
    st.fixed_dictionaries({"maze.generator": st.just("open"), "maze.pillars": counted(0, 6)}),
)
"""Other generators than the default, each with the fields that it alone heeds."""


def _heeded(changes: dict[str, Any], generator: dict[str, Any]) -> dict[str, Any]:
    """The changes with a generator that heeds all of them, whatever generator a parent has."""
    if "maze.rooms.max" in changes:
        return {**changes, "maze.generator": "labmaze"}
    return {**changes, **generator}


CHANGES = st.builds(
    _heeded,
    st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=6).flatmap(
        lambda fields: st.fixed_dictionaries({field: FIELDS[field] for field in fields})
    ),
    GENERATORS,
)

ROOT = {"summary": "root", "maze": {"size": 9}, "episode": {"steps": 5}}


def nested(changes: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for field, value in changes.items():
        *sections, name = field.split(".")
        inner = document
        for section in sections:
            inner = inner.setdefault(section, {})
        inner[name] = value
    return document


@LAWS
@given(MAPPINGS)
@example({"a": "two\nlines \n", "b": " x", "c": "\u2028", "d": "\ufeff", "e": "\x85", "f": "\r\n", "g": "1:30"})
@example({"a": "\ud7ff\ue000\ue001\u2029\\ud83e\\udde0", "b": "---", "c": "#", "d": "? x", "e": "\x7f\x1b"})
@example({"a": "x\n\n", "b": "\n", "c": "\tx\n", "d": "x\n  y\n", "e": "1e3", "f": "", "g": [], "h": {}, "i": 1e300})
def test_what_is_written_as_yaml_is_read_again(mapping: dict[str, Any]) -> None:
    root, problems = parse(to_yaml(mapping))
    assert not problems
    assert to_plain(root) == mapping
    assert [type(value) for value in to_plain(root).values()] == [type(value) for value in mapping.values()]


@LAWS
@given(MAPPINGS, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_json_is_read_as_json_reads_it(mapping: dict[str, Any], escaped: bool, indent: Any) -> None:
    text = json.dumps(mapping, ensure_ascii=escaped, indent=indent)
    if not escaped and any(not character.isprintable() for character in json.dumps(mapping, ensure_ascii=False)):
        return
    root, problems = parse(text)
    assert not problems
    assert to_plain(root) == json.loads(text)


@LAWS
@given(MAPPINGS, MAPPINGS, MAPPINGS)
def test_merging_is_associative_where_values_keep_their_kinds(
    one: dict[str, Any], two: dict[str, Any], three: dict[str, Any]
) -> None:
    """A list or a word over a mapping forgets the mapping, so kinds are told apart by name: only mappings hold more."""
    base, child, grandchild = (from_plain(_by_kind(mapping)) for mapping in (one, two, three))
    left = merge(merge(base, child), grandchild)
    right = merge(base, merge(child, grandchild))
    assert to_plain(left) == to_plain(right)


def _by_kind(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {("m" if isinstance(item, dict) else "v") + name: _by_kind(item) for name, item in value.items()}


@LAWS
@given(CHANGES, CHANGES)
def test_a_chain_of_parents_may_be_folded_anywhere(first: dict[str, Any], second: dict[str, Any]) -> None:
    """A child of a child is a child of what its parent comes to, and the same as the root with both overridden."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "root.yaml", ROOT)
        _write(folder / "middle.yaml", {"summary": "m", "extends": "./root.yaml", **_inherited(first)})
        _write(folder / "flat.yaml", resolve(folder / "middle.yaml"))
        last = _inherited(second)
        chain = load({"summary": "x", "extends": str(folder / "middle.yaml"), **last})
        folded = load({"summary": "x", "extends": str(folder / "flat.yaml"), **last})
    overridden = load(ROOT, _inherited(first)).override({"summary": "x", **last})
    assert chain == folded == overridden


@LAWS
@given(CHANGES)
def test_dotted_nested_and_written_overrides_mean_the_same(changes: dict[str, Any]) -> None:
    dotted = load(ROOT, changes)
    assert dotted == load(ROOT, nested(changes))
    assert dotted == load(ROOT, [f"{field}={json.dumps(value)}" for field, value in changes.items()])
    assert dotted == load(ROOT).override(changes)
    assert dotted == load(ROOT).override(
        **nested({field: value for field, value in changes.items() if "." in field})
    ).override({field: value for field, value in changes.items() if "." not in field})


@LAWS
@given(CHANGES)
def test_a_scenario_survives_being_written(changes: dict[str, Any]) -> None:
    scenario = load(ROOT, changes)
    complete = scenario.model_dump(mode="json")
    assert load_text(to_yaml(complete)) == scenario
    assert load_text(json.dumps(complete)) == scenario
    assert load_text(to_yaml(scenario.model_dump(mode="json", exclude_unset=True))) == scenario
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


@LAWS
@given(CHANGES, st.randoms(use_true_random=False))
def test_digests_ignore_the_order_of_keys_and_spelled_out_defaults(changes: dict[str, Any], random: Any) -> None:
    scenario = load(ROOT, changes)
    assert digest(load(_shuffled(scenario.model_dump(mode="json"), random))) == digest(scenario)
    assert digest(load(_shuffled(scenario.model_dump(mode="json", exclude_unset=True), random))) == digest(scenario)
    assert digest(scenario.override({"summary": "other", "tags": ["t"]})) == digest(scenario)


@LAWS
@given(st.text(max_size=200))
@example("\x85")
@example('"\\ud83e\\udde0\\"')
@example("? !!a &b *c |\n\t%")
@example("a: &a [*a, <<, {<<: *a}]")
@example("<<: [{a: 1}, 2]")
def test_any_text_is_read_or_refused(text: str) -> None:
    _read_or_refused(lambda: load_text(text, "t.yaml"))
    _read_or_refused(lambda: load(ROOT, [f"maze={text}"]))


@LAWS
@given(st.text(alphabet="a:-?[]{},&*!|>'\"%@`#<~ \t\n\r0.1e\\u\u2028\x85\ufeff", max_size=80))
def test_any_text_of_yamls_own_characters_is_read_or_refused(text: str) -> None:
    _read_or_refused(lambda: load_text(text, "t.yaml"))


@LAWS
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\xef\xbb")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _read_or_refused(lambda: decode(content, "t.yaml"))
    _read_or_refused(lambda: load_text(content, "t.yaml"))


@LAWS
@given(
    st.dictionaries(st.sampled_from(["maze", "objects", "episode", "camera", "control", "observation", "x"]), VALUES)
)
def test_any_mapping_is_accepted_or_refused(document: dict[str, Any]) -> None:
    _read_or_refused(lambda: load({"summary": "x", **document}))
    _read_or_refused(lambda: load("classic/9x9", document))


@LAWS
@given(st.text())
def test_nothing_visible_rules_a_terminal(text: str) -> None:
    shown = visible(text)
    assert not any(category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    assert json.loads(visible_json(json.dumps(text, ensure_ascii=False))) == text


def _read_or_refused(read: Callable[[], object]) -> None:
    problems: tuple[LocatedProblem, ...] = (LocatedProblem("none"),)
    try:
        read()
    except ScenarioError as error:
        problems = error.problems
    assert problems
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in problems)
    assert len("\n".join(map(str, problems)).splitlines()) == len(problems)


def _write(file: Path, document: dict[str, Any]) -> None:
    file.write_text(to_yaml(document), encoding="utf-8")


def _inherited(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes without what describes one document alone, nested."""
    return nested({field: value for field, value in changes.items() if field not in ("summary", "tags")})


def _shuffled(value: Any, random: Any) -> Any:
    if not isinstance(value, dict):
        return value
    keys = list(value)
    random.shuffle(keys)
    return {key: _shuffled(value[key], random) for key in keys}
