"""Families: which members a document has, what they are called, and what is said of those that are wrong."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

import memory_maze
from memory_maze.scenario import Scenario, ScenarioError, digest, load, load_either, load_family, load_text, resolve
from memory_maze.scenario.catalogue import find, member_ids, shipped_members
from memory_maze.scenario.overview import member_names, overviews

FAMILY = """\
summary: How size and number matter.
extends: classic/9x9
matrix:
  maze.size: [9, 13, 17]
  objects.count: [3, 6]
exclude: [{maze.size: 9, objects.count: 6}]
include: [{member: giant, maze.size: 25, maze.rooms.max: 12, objects.count: 6}]
member: "{maze.size}-{objects.count}"
"""


def names_of(family: Any) -> list[str]:
    return [member.name for member in family]


def of(**fields: Any) -> dict[str, Any]:
    return {"summary": "x", "extends": "classic/9x9", **fields}


def test_a_family_has_the_combinations_that_are_not_excluded_and_those_included(write: Callable[..., Path]) -> None:
    family = load_family(write(FAMILY))
    assert names_of(family) == ["9-3", "13-3", "13-6", "17-3", "17-6", "giant"]
    assert (family.name, family.summary, len(family)) == ("x.yaml", "How size and number matter.", 6)
    assert family.fields == ("maze.size", "objects.count")
    assert family.members[1].changes == {"maze.size": 13, "objects.count": 3}
    assert family.members[5].changes == {"maze.rooms.max": 12, "maze.size": 25, "objects.count": 6}
    assert [scenario.maze.size for scenario in family.scenarios] == [9, 13, 13, 17, 17, 25]
    assert family["13-6"].objects.count == 6
    with pytest.raises(KeyError, match=r"x.yaml#13-7 is no member; did you mean '13-3'"):
        family["13-7"]


def test_a_family_does_not_change(write: Callable[..., Path]) -> None:
    family = load_family(write(FAMILY))
    with pytest.raises(FrozenInstanceError):
        family.name = "y"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(family)) == family
    assert {family: 1}[load_family("x.yaml")] == 1


def test_a_member_is_a_scenario_wherever_one_is_wanted(write: Callable[..., Path]) -> None:
    write(FAMILY, "sub/family.yaml")
    child = write("summary: child\nextends: ./family.yaml#13-6\nmaze: {seed: 3}\n", "sub/child.yaml")
    member = load("sub/family.yaml#13-6")
    assert member == load_family("sub/family.yaml")["13-6"]
    assert load(child) == member.override({"summary": "child", "maze.seed": 3})
    assert resolve("sub/family.yaml#13-6")["maze"]["size"] == 13
    assert "matrix" not in resolve("sub/family.yaml#13-6")
    assert load("sub/family.yaml#13-6", ["maze.size=11"]).maze.size == 11
    grandchild = {"summary": "x", "extends": str(child), "matrix": {"maze.seed": [1, 2]}}
    assert [one.maze.seed for one in load_family(grandchild).scenarios] == [1, 2]


def test_a_member_replaces_what_its_field_excludes() -> None:
    family = load_family(of(matrix={"episode.steps": [5, 10]}))
    assert [(one.episode.seconds, one.episode.steps) for one in family.scenarios] == [(None, 5), (None, 10)]
    sized = load_family({"summary": "x", "extends": "examples/four-rooms", "matrix": {"maze.size": [9]}})
    assert (sized["9"].maze.layout, sized["9"].maze.size) == (None, 9)


@pytest.mark.parametrize(
    ("matrix", "names"),
    [
        ({"maze.seed": [1, None]}, ["1", "null"]),
        ({"observation.minimap": [True, False]}, ["true", "false"]),
        ({"objects.radius": [0.25, 0.5]}, ["0.25", "0.5"]),
        ({"objects.height": [-0.5, 0]}, ["-0.5", "0"]),
        ({"camera.view": ["first-person", "top"]}, ["first-person", "top"]),
        (
            {"objects.colors": [["red", "green", "blue"], "shuffled", ["blue", "red", "green"]]},
            ["colors1", "shuffled", "colors3"],
        ),
        ({"summary": ["two words", "three more words"]}, ["summary1", "summary2"]),
        ({"episode": [{"steps": 5}, {"seconds": 9}]}, ["episode1", "episode2"]),
        ({"objects.count": [2, 3], "maze.size": [9, 11]}, ["9-2", "9-3", "11-2", "11-3"]),
    ],
    ids=str,
)
def test_members_are_called_by_their_values(matrix: dict[str, Any], names: list[str]) -> None:
    assert names_of(load_family(of(matrix=matrix))) == names


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{objects.count}_in_{maze.size}", "3_in_9"),
        ("n{objects.count}", "n3"),
        ("{maze.size}{maze.size}.{objects.count}", "99.3"),
        ("alone", "alone"),
    ],
)
def test_a_pattern_names_members(pattern: str, name: str) -> None:
    assert names_of(load_family(of(matrix={"maze.size": [9], "objects.count": [3]}, member=pattern))) == [name]


def test_what_is_included_is_called_by_the_matrix_else_by_what_it_sets() -> None:
    family = of(
        matrix={"maze.size": [9], "objects.colors": [["red", "green", "blue"]]},
        include=[
            {"maze.size": 11, "camera.resolution": 32},
            {"camera": {"resolution": 48}, "maze.seed": 7},
            {"maze": {"size": 13}, "objects.colors": ["red", "green", "blue"]},
            {"member": "own-{maze.size}", "maze": {"size": 15}},
        ],
    )
    assert names_of(load_family(family)) == ["9-colors1", "11", "7", "13-colors1", "own-15"]


WRONG = {
    "an exclude alone": ("exclude: [{maze.size: 9}]", ["3:1: exclude: makes a family without members"]),
    "an empty include": ("include: []", ["3:1: include: makes a family without members"]),
    "an empty matrix": ("matrix: {}", ["3:9: matrix: has no fields; write some, such as {maze.size: [9, 13]}"]),
    "no matrix": ("matrix:", ["3:8: matrix: expected a mapping of fields to lists such as {maze.size: [9, 13]}, not"]),
    "all excluded": (
        "matrix: {maze.size: [9]}\nexclude: [{maze.size: 9}]",
        ["4:10: exclude: excludes every combination, and a family has members"],
    ),
    "a value alone": (
        "matrix: {maze.size: 9}",
        ["3:21: matrix.maze.size: expected a list of values, not 9; put it in brackets"],
    ),
    "a section": (
        "matrix: {maze: {size: [9]}}",
        ["3:16: matrix.maze: expected a list of values, not a mapping; name a field in it, such as"],
    ),
    "an empty list": (
        "matrix: {maze.size: [9], objects.count: []}",
        ["3:41: matrix.objects.count: an empty list gives no members"],
    ),
    "a value twice": ("matrix: {maze.size: [9, 11, 9]}", ["3:29: matrix.maze.size[2]: 9 is there twice; keep one"]),
    "no field": ("matrix: {maze.: [9]}", ["3:10: matrix: 'maze.' is no field; write it as maze.size"]),
    "a part of a field": (
        "matrix: {maze.size: [9], maze: [{seed: 1}]}",
        ["3:10: matrix.maze.size: maze.size is a part of maze, which stands beside it; give one of them"],
    ),
    "a parent": ("matrix: {extends: [a, b]}", ["3:10: matrix.extends: extends is the same for all members"]),
    "an unknown field": (
        "matrix:\n  maze.sise: [9, 13]",
        ["4:3: maze.sise: unknown field; did you mean 'size'?"],
    ),
    "an unknown section": (
        "matrix:\n  mase.size: [9, 13]",
        ["4:3: mase: unknown field; did you mean 'maze'?"],
    ),
    "a wrong value": (
        "matrix:\n  maze.size: [9, 8]\n  objects.count: [2, 3]",
        ["4:18: maze.size: must be odd, as the sides of all generated mazes are: 7 or 9, not 8 (members 8-2 and 8-3)"],
    ),
    "a value that does not fit": (
        "matrix:\n  objects.count: [3, 7]",
        [
            "4:22: objects.count: 7 objects, but only 6 colours; list 7 under objects.colors, or write "
            "objects.colors: distinct (member 7)",
            "4:22: objects.count: 7 objects, but at most 4 rooms for 1 each;",
        ],
    ),
    "a wrong value beside the matrix": (
        "objects: {radius: 3}\nmatrix: {maze.size: [9, 11]}",
        ["3:19: objects.radius: must be at most 2, not 3"],
    ),
    "several things": (
        "matrix: {maze.size: [8, 9, 11, 13], objects.count: [2, 3]}\nmaze: {cell_size: 9}\nobjects: {counts: 1}",
        [
            "3:22: maze.size: must be odd, as the sides of all generated mazes are: 7 or 9, not 8 "
            "(members 8-2 and 8-3)",
            "4:19: maze.cell_size: must be at most 4, not 9",
            "5:11: objects.counts: unknown field; did you mean 'count'?",
        ],
    ),
    "one value of many members": (
        "matrix: {maze.size: [8, 9], objects.count: [1, 2, 3, 4]}",
        ["3:22: maze.size: must be odd", "not 8 (4 members, the first is 8-1)"],
    ),
    "an exclude of one mapping": (
        "matrix: {maze.size: [9]}\nexclude: {maze.size: 9}",
        ["4:10: exclude: expected a list of mappings such as [{maze.size: 9}], not a mapping"],
    ),
    "an exclude that matches nothing": (
        "matrix: {maze.size: [9, 11]}\nexclude:\n  - {maze.size: 9}\n  - {maze.size: 13}",
        ["6:5: exclude[1]: matches no combination of the matrix; write values that it has, or leave this out"],
    ),
    "an exclude of a field beside the matrix": (
        "matrix: {maze.size: [9, 11]}\nexclude: [{maze.sise: 9}]",
        ["4:12: exclude[0].maze.sise: is no field of the matrix; did you mean 'maze.size'?"],
    ),
    "an empty exclude": (
        "matrix: {maze.size: [9, 11]}\nexclude: [{}]",
        ["4:11: exclude[0]: expected a mapping of fields such as {maze.size: 9}, not an empty one"],
    ),
    "a wrong value that is included": (
        "matrix: {maze.size: [9]}\ninclude: [{maze.size: 13, camera.resolution: 8}]",
        ["4:46: camera.resolution: must be at least 16, not 8 (member 13)"],
    ),
    "no name for what is included": (
        "matrix: {maze.size: [9]}\ninclude: [{tags: [a]}]",
        ["4:11: include[0]: a member has no short value to be named by; add member: NAME to it"],
    ),
    "a pattern with an unknown field": (
        'matrix: {maze.size: [9]}\nmember: "{maze.sise}"',
        ["4:9: member: maze.sise is a field neither of the matrix nor of an include; did you mean 'maze.size'?"],
    ),
    "a pattern with a field that a member lacks": (
        'matrix: {maze.size: [9]}\ninclude: [{camera.resolution: 32}]\nmember: "{maze.size}"',
        ["4:11: include[0]: a member lacks maze.size, which names members; add member: NAME to it"],
    ),
    "a pattern that is no name": (
        "matrix: {maze.size: [9]}\nmember: a b",
        ["4:9: member: 'a b' names no member: a name has letters, digits, -, _ and ."],
    ),
    "a number for a pattern": ("matrix: {maze.size: [9]}\nmember: 5", ["4:9: member: 5; put it in quotes names no"]),
    "a hidden name": (
        "matrix: {maze.size: [9]}\nmember: .a",
        ["4:9: member: '.a' cannot be a member's name, which is short and does not begin with a dot; write another"],
    ),
    "equal names": (
        'matrix: {maze.size: [9, 11], objects.count: [2, 3]}\nmember: "{maze.size}"',
        ["4:9: member: two members are called '9'; name them apart", "4:9: member: two members are called '11'"],
    ),
    "an equal name that is included": (
        "matrix: {maze.size: [9, 11]}\ninclude:\n  - {maze.size: 9, camera.resolution: 32}",
        ["5:5: include[0]: two members are called '9'; name them apart by member:"],
    ),
    "names that differ in capitals": (
        "matrix: {maze.size: [9]}\ninclude: [{member: a, maze.size: 11}, {member: A, maze.size: 13}]",
        ["4:39: include[1]: 'a' and 'A' differ in capitals; name them apart"],
    ),
    "too many": (
        f"matrix: {{maze.seed: {list(range(101))}, maze.size: {list(range(3, 23, 2))}}}",
        ["3:9: matrix: makes 1010 members, and a family has at most 1000; leave values out"],
    ),
    "two things, and a duplicate key": (
        "matrix: {maze.size: [], maze.size: [9]}\nexclude: 5",
        [
            "3:21: matrix.maze.size: an empty list gives no members",
            "3:25: matrix.'maze.size': duplicate key, first given in line 3; keep one",
            "4:10: exclude: expected a list of mappings",
        ],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_line(case: str, write: Callable[..., Path]) -> None:
    text, parts = WRONG[case]
    with pytest.raises(ScenarioError) as caught:
        load_family(write(f"summary: x\nextends: classic/9x9\n{text}\n"))
    lines = str(caught.value).splitlines()
    assert all(line.startswith("x.yaml:") for line in lines)
    for part in parts:
        assert part in str(caught.value)
    starts = [part for part in parts if part[0].isdigit()]
    assert len(lines) == len(starts)


def test_many_members_are_allowed() -> None:
    family = load_family(of(matrix={"maze.seed": list(range(100)), "maze.size": list(range(9, 29, 2))}))
    assert len(family) == 1000
    assert len({member.name for member in family}) == 1000


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            "families/sizes",
            "'families/sizes' is a family, and one scenario is wanted; name a member, such as families/s",
        ),
        ("families/sizes#12", "'families/sizes' has no member '12'; did you mean 'families/sizes#11'?"),
        ("families/sizes#huge", "'families/sizes' has no member 'huge'; it has 9, 11, 13, 15, 17"),
        ("families/sizes#", "'families/sizes' has no member ''; did you mean 'families/sizes#9'?"),
        ("families/sices#9", "there is no scenario 'families/sices'; did you mean 'families/sizes'?"),
        ("classic/9x9#9", "'classic/9x9' is one scenario, not a family; leave '#9' out"),
        (
            "x.yaml",
            "'x.yaml' is a family, and one scenario is wanted; name a member, such as x.yaml#9-3 or x.yaml#13-3",
        ),
        (
            "MemoryMaze/families.sizes.12-v0",
            "there is no scenario 'MemoryMaze/families.sizes.12-v0'; did you mean 'Mem",
        ),
    ],
)
def test_where_one_scenario_is_wanted_members_are_named(source: str, sentence: str, write: Callable[..., Path]) -> None:
    write(FAMILY)
    with pytest.raises(ScenarioError) as caught:
        load(source)
    assert str(caught.value).startswith(sentence)
    reference = source if source != "x.yaml" else "./x.yaml"
    with pytest.raises(ScenarioError) as caught:
        load_family(of(extends=reference, matrix={"maze.seed": [1]}))
    assert str(caught.value).startswith(f"extends: {sentence}")


def test_a_family_in_no_file_has_no_names_to_give() -> None:
    sentence = "this is a family, and one scenario is wanted; take it by load_family"
    for read in (lambda: load(of(matrix={"maze.size": [9]})), lambda: load_text(FAMILY)):
        with pytest.raises(ScenarioError, match=f"^{sentence}$"):
            read()


def test_one_scenario_is_no_family() -> None:
    assert isinstance(load_either("classic/9x9"), Scenario)
    with pytest.raises(ScenarioError, match="'classic/9x9' is one scenario, not a family; take it by load"):
        load_family("classic/9x9")


def test_a_family_that_extends_its_own_member_is_a_circle(write: Callable[..., Path]) -> None:
    file = write("summary: x\nextends: ./x.yaml#9\nmatrix: {maze.size: [9]}\n")
    with pytest.raises(ScenarioError, match=r"^x.yaml:2:10: extends: a circle of parents: x.yaml -> x.yaml$"):
        load_family(file)


def test_what_is_wrong_with_a_parents_members_stands_in_the_parent(write: Callable[..., Path]) -> None:
    write("summary: x\nextends: classic/9x9\nmatrix: {maze.size: 9}\n")
    child = write("summary: y\nextends: ./x.yaml#9\n", "y.yaml")
    with pytest.raises(ScenarioError, match=r"^x.yaml:3:21: matrix.maze.size: expected a list"):
        load(child)


def test_overrides_hold_for_all_members_and_leave_the_matrix_alone(write: Callable[..., Path]) -> None:
    file = write(FAMILY)
    assert {one.camera.resolution for one in load_family(file, ["camera.resolution=32"]).scenarios} == {32}
    for overrides in (["maze.size=9"], {"maze": {"size": 9}}, ["maze.width=9", "maze.height=9"]):
        with pytest.raises(ScenarioError, match=r"^maze.size: the members differ in it, so no override can set it"):
            load_family(file, overrides)
    with pytest.raises(ScenarioError, match=r"^matrix: no override makes a family"):
        load("classic/9x9", {"matrix": {"maze.size": [9]}})
    with pytest.raises(ScenarioError, match=r"^camera.resolution: must be at least 16, not 8$"):
        load_family(file, ["camera.resolution=8"])


def test_a_file_may_have_the_sign_in_its_name(write: Callable[..., Path]) -> None:
    write(FAMILY, "a#b.yaml")
    assert names_of(load_family("a#b.yaml"))[0] == "9-3"
    assert load("a#b.yaml#13-6").maze.size == 13


@pytest.mark.parametrize(
    "sweep",
    [
        ["maze.size=9, 13", "objects.colors=[red, green, blue],shuffled"],
        {"objects.colors": [["red", "green", "blue"], "shuffled"], "maze.size": [9, 13]},
    ],
)
def test_a_sweep_makes_a_family_of_a_scenario(sweep: Any) -> None:
    family = load_family("classic/9x9", sweep=sweep)
    assert names_of(family) == ["9-colors1", "9-shuffled", "13-colors1", "13-shuffled"]
    assert family.members[0].label == "classic/9x9 maze.size=9 objects.colors=[red, green, blue]"
    for member in family:
        assert member.scenario == load("classic/9x9", member.changes)


def test_a_sweep_goes_over_a_member_and_over_a_scenario() -> None:
    assert names_of(load_family("families/sizes#13", sweep=["objects.count=2,3"])) == ["2", "3"]
    assert load_family(load("families/sizes#13"), sweep=["objects.count=2"])["2"].maze.size == 13


@pytest.mark.parametrize(
    ("sweep", "sentence"),
    [
        (["maze.size"], "the sweep 'maze.size' has no '='; write it as maze.size=9,13"),
        (["maze.size=9", "maze.size=11"], "maze.size is swept twice; write all its values after one '='"),
        (["maze.size="], "maze.size: an empty list gives no members"),
        (["maze.size=9,[11"], "maze.size: not valid YAML"),
        (["maze.sise=9"], "maze.sise: unknown field; did you mean 'size'? (member 9)"),
        (
            ["maze.size=8,9"],
            "maze.size: must be odd, as the sides of all generated mazes are: 7 or 9, not 8 (member 8)",
        ),
        ([5], "a sweep is a list of texts such as ['maze.size=9,13'] or a mapping"),
        ({"maze.size": 9}, "maze.size: expected a list of values, not 9; put it in brackets"),
    ],
)
def test_a_wrong_sweep_is_one_sentence(sweep: Any, sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_family("classic/9x9", sweep=sweep)
    assert str(caught.value).startswith(sentence)
    assert len(caught.value.problems) == 1


def test_a_family_is_not_swept() -> None:
    with pytest.raises(ScenarioError, match="'families/sizes' is a family, and one scenario is wanted"):
        load_family("families/sizes", sweep=["objects.count=2,3"])


def test_the_shipped_families_are_written_down_for_their_ids() -> None:
    families = {one.name: one.members for one in overviews() if one.members}
    assert families == shipped_members(), "python tests/data/make_digests.py writes scenarios/members.json"
    assert {name: tuple(names_of(load_family(name))) for name in families} == families
    assert all(member_names(name) == members for name, members in families.items())


def test_gymnasium_ids_are_names_of_members() -> None:
    ids = member_ids()
    assert ids["MemoryMaze/families.sizes.13-v0"] == "families/sizes#13"
    assert len(set(ids.values())) == len(ids) >= 20
    for identifier, name in ids.items():
        assert load(identifier) == load(f"memory_maze:{identifier}") == load(name)
    assert memory_maze.load("families/visibility#low-walls").maze.wall_height == 0.4


def test_members_of_shipped_families_differ_only_as_they_say() -> None:
    for name in shipped_members():
        assert find(name).name == f"{name.rpartition('/')[2]}.yaml"
        family = load_family(name)
        assert len({digest(scenario) for scenario in family.scenarios}) == len(family)
        assert len({scenario.summary for scenario in family.scenarios}) == 1
