"""A problem of several fields stands at the value that its author wrote last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from memory_maze.scenario import ScenarioError, load
from memory_maze.scenario.errors import Problem
from memory_maze.scenario.loading import load_checked

ROOM = "maze:\n  layout: |\n    *******\n    *P   G*\n    * *** *\n    *  G  *\n    *******\n"


class Case(NamedTuple):
    """A parent, what a child or an override sets, and what is then said of which field."""

    parent: str
    child: dict[str, Any]
    field: str
    note: str


CASES = {
    "a maze too small for the parent's objects": Case(
        "maze: {size: 9}\nobjects: {count: 3}\n", {"maze.size": 3}, "maze.size", "(3 from base.yaml:3)"
    ),
    "objects too many for the parent's maze": Case(
        "maze: {size: 5}\nobjects: {count: 1}\n",
        {"objects.count": 2},
        "objects.count",
        "(maze.size: 5 from base.yaml:2)",
    ),
    "rooms too few for the parent's objects": Case(
        "maze: {size: 9}\nobjects: {count: 3}\n", {"maze.rooms.max": 1}, "maze.rooms.max", "(3 from base.yaml:3)"
    ),
    "a maze too small for the default": Case(
        "maze: {size: 9}\n", {"maze.size": 3}, "maze.size", "(3 by default; set objects.count)"
    ),
    "fewer colours than the parent's objects": Case(
        "maze: {size: 9}\nobjects:\n  count: 3\n", {"objects.colors": ["red"]}, "objects.colors", "(3 from base.yaml:4)"
    ),
    "more objects than the parent's colours": Case(
        "maze: {size: 9}\nobjects: {count: 1, colors: [red]}\n",
        {"objects.count": 2},
        "objects.count",
        "(objects.colors from base.yaml:3)",
    ),
    "a cell too small for the default radius": Case(
        "maze: {size: 9}\n", {"maze.cell_size": 1.0}, "maze.cell_size", "(0.6 by default; set objects.radius)"
    ),
    "a cell too small for the parent's radius": Case(
        "maze: {size: 9}\nobjects: {radius: 0.9}\n", {"maze.cell_size": 1.5}, "maze.cell_size", "(0.9 from base.yaml:3)"
    ),
    "a radius too small for the parent's height": Case(
        "maze: {size: 9}\nobjects: {height: 1.1}\n", {"objects.radius": 0.2}, "objects.radius", "(1.1 from base.yaml:3)"
    ),
    "a style without the parent's images": Case(
        "maze: {size: 9, walls: [cerise]}\n",
        {"maze.style": "style_02"},
        "maze.style",
        "(maze.walls[0] from base.yaml:2)",
    ),
    "images that the parent's style lacks": Case(
        "maze: {size: 9, style: style_02}\n",
        {"maze.walls": ["cerise"]},
        "maze.walls[0]",
        "(maze.style from base.yaml:2)",
    ),
    "a layout over the parent's seed": Case(
        "maze: {size: 9, seed: 7}\nobjects: {count: 1}\n",
        {"maze.layout": "*****\n*P G*\n*****"},
        "maze.layout",
        "(7 from base.yaml:2)",
    ),
    "a maze of size over the parent's start": Case(
        ROOM + "objects: {count: 1}\nepisode: {steps: 5, start: {cell: [0, 0]}}\n",
        {"maze.size": 9},
        "maze.size",
        "(episode.start.cell from base.yaml:10)",
    ),
    "a start in the parent's wall": Case(
        ROOM + "objects: {count: 1}\n",
        {"episode.start": {"cell": [1, 1]}},
        "episode.start.cell",
        "(maze.layout from base.yaml:3)",
    ),
    "a layout with too few places for the default": Case(
        "maze: {size: 9}\n", {"maze.layout": "*****\n*P G*\n*****"}, "maze.layout", "(3 by default; set objects.count)"
    ),
    "a start on the parent's last place": Case(
        ROOM + "objects: {count: 2}\n",
        {"episode.start": {"cell": [4, 2]}},
        "episode.start.cell",
        "(2 from base.yaml:9)",
    ),
    "a minimap on the parent's picture": Case(
        "maze: {size: 9}\ncamera: {resolution: 16}\n",
        {"observation.minimap": True},
        "observation.minimap",
        "(camera.resolution: 16 from base.yaml:3)",
    ),
    "a picture too small for the parent's minimap": Case(
        "maze: {size: 9}\nobservation: {minimap: true}\n",
        {"camera.resolution": 16},
        "camera.resolution",
        "(observation.minimap from base.yaml:3)",
    ),
    "a frequency too low for the parent's seconds": Case(
        "maze: {size: 9}\nepisode: {seconds: 1}\n",
        {"control.frequency": 0.5},
        "control.frequency",
        "(1 from base.yaml:3)",
    ),
    "the image alone, without the parent's prompt": Case(
        "maze: {size: 9}\nobservation: {form: dict, prompt: none}\n",
        {"observation.form": "image"},
        "observation.form",
        "(observation.prompt from base.yaml:3)",
    ),
    "no prompt for the parent's steps": Case(
        "maze: {size: 9}\nobservation: {form: dict, keys: [image], prompt_steps: 3}\n",
        {"observation.prompt": "none"},
        "observation.prompt",
        "(3 from base.yaml:3)",
    ),
    "rooms larger than the parent's largest": Case(
        "maze: {size: 31, rooms: {max_side: 5}}\n",
        {"maze.rooms.min_side": 7},
        "maze.rooms.min_side",
        "(maze.rooms.max_side: 5 from base.yaml:2)",
    ),
    "rooms smaller than the parent's smallest": Case(
        "maze: {size: 31, rooms: {min_side: 5}}\n",
        {"maze.rooms.max_side": 3},
        "maze.rooms.max_side",
        "(5 from base.yaml:2)",
    ),
    "a maze smaller than the parent's rooms": Case(
        "maze: {size: 31, rooms: {min_side: 5}}\nobjects: {count: 1}\n",
        {"maze.size": 3},
        "maze.size",
        "(5 from base.yaml:2)",
    ),
    "spawns beside the parent's objects": Case(
        "maze: {size: 9, rooms: {objects: 5}}\n", {"maze.rooms.spawns": 5}, "maze.rooms.spawns", "(5 from base.yaml:2)"
    ),
}


def with_length(parent: str) -> str:
    return parent if "episode:" in parent else f"{parent}episode: {{steps: 5}}\n"


def nested(field: str, value: Any) -> str:
    *sections, name = field.split(".")
    indent = "  " * len(sections)
    lines = [f"{'  ' * depth}{section}:" for depth, section in enumerate(sections)]
    if isinstance(value, str) and "\n" in value:
        rows = "".join(f"{indent}  {row}\n" for row in value.split("\n"))
        return "\n".join([*lines, f"{indent}{name}: |\n{rows}"])
    text = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
    return "\n".join([*lines, f"{indent}{name}: {text}\n"]).replace("'", "")


@pytest.fixture
def parent(write: Callable[..., Path]) -> Callable[[str], Path]:
    """Writes the parent of a case."""

    def write_parent(case: str) -> Path:
        return write("summary: base\n" + with_length(CASES[case].parent), "base.yaml")

    return write_parent


@pytest.mark.parametrize("case", CASES)
def test_it_stands_in_the_child_that_caused_it(
    case: str, parent: Callable[[str], Path], write: Callable[..., Path]
) -> None:
    load(parent(case))
    [(field, value)] = CASES[case].child.items()
    file = write(f"summary: child\nextends: ./base.yaml\n{nested(field, value)}")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    [problem] = caught.value.problems
    assert (problem.file, problem.path) == ("x.yaml", CASES[case].field)
    assert problem.line >= 4
    assert problem.message.endswith(CASES[case].note)


@pytest.mark.parametrize("case", CASES)
def test_it_stands_at_the_override_that_caused_it(case: str, parent: Callable[[str], Path]) -> None:
    file = parent(case)
    with pytest.raises(ScenarioError) as caught:
        load(file, CASES[case].child)
    [problem] = caught.value.problems
    assert (problem.file, problem.path) == (None, CASES[case].field)
    assert problem.message.endswith(CASES[case].note)


@pytest.mark.parametrize("case", CASES)
def test_a_scenario_that_is_changed_is_told_from_the_change(case: str, parent: Callable[[str], Path]) -> None:
    scenario = load(parent(case))
    with pytest.raises(ScenarioError) as caught:
        scenario.override(CASES[case].child)
    [problem] = caught.value.problems
    assert (problem.file, problem.path) == (None, CASES[case].field)
    assert problem.message.endswith(
        ("from the scenario that is changed)", "by default; set objects.count)", "set objects.radius)")
    )


def test_in_one_document_it_stands_at_the_field_that_it_is_about_without_a_note(write: Callable[..., Path]) -> None:
    file = write("summary: x\nmaze: {size: 3}\nobjects: {count: 3}\nepisode: {steps: 5}\n")
    with pytest.raises(
        ScenarioError, match=r"^x.yaml:3:18: objects.count: 3 objects, but at most 1 room for 1 each; .*objects.count$"
    ):
        load(file)


def test_the_nearest_parent_is_blamed_for_what_the_child_did_not_touch(write: Callable[..., Path]) -> None:
    write("summary: far\nmaze: {size: 9}\nobjects: {count: 3}\nepisode: {steps: 5}\n", "far.yaml")
    write("summary: near\nextends: ./far.yaml\nmaze: {size: 3}\n", "near.yaml")
    file = write("summary: x\nextends: ./near.yaml\ncamera: {resolution: 32}\n")
    with pytest.raises(ScenarioError, match=r"^near.yaml:3:14: maze.size: .*\(3 from far.yaml:3\)$"):
        load(file)


def test_a_shipped_parent_is_named_by_its_path_in_the_catalogue(write: Callable[..., Path]) -> None:
    file = write("summary: x\nextends: classic/9x9\nmaze: {size: 3}\n")
    with pytest.raises(ScenarioError, match=r"^x.yaml:3:14: maze.size: 3 objects, .*\(3 from classic/9x9.yaml:11\)$"):
        load(file)


def test_a_later_check_is_placed_like_a_rule(write: Callable[..., Path]) -> None:
    write("summary: base\nmaze: {size: 9, seed: 3}\nepisode: {steps: 5}\n", "base.yaml")
    file = write("summary: x\nextends: ./base.yaml\nobjects: {count: 2}\n")
    problem = Problem(("maze", "seed"), "does not suit", (("objects", "count"),))
    with pytest.raises(ScenarioError, match=r"^x.yaml:3:18: objects.count: does not suit \(3 from base.yaml:2\)$"):
        load_checked(file, (), [lambda scenario: [problem]])
