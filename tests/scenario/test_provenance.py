"""Every value of a scenario knows who set it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from memory_maze.scenario import load
from memory_maze.scenario.leaves import leaves
from memory_maze.scenario.provenance import Origin, provenance

GRANDPARENT = """\
summary: "Old."
maze:
  size: 9
  seed: 3
episode:
  seconds: 250
  start: {heading: 90}
objects: {count: 2, colors: [red, blue]}
"""
PARENT = """\
summary: "Middle."
extends: ./old.yaml
episode:
  steps: 100
maze:
  seed: {integers: [0, 9]}
"""
CHILD = """\
summary: "New."
extends: ./middle.yaml
maze:
  wall_height: 2
camera: {resolution: 64}
"""


def origins(source: Path | str, overrides: tuple[str, ...] = ()) -> dict[str, Origin]:
    return {origin.field: origin for origin in provenance(source, overrides)}


def test_every_value_is_told_with_who_set_it(write: Callable[..., Path]) -> None:
    write(GRANDPARENT, "old.yaml")
    write(PARENT, "middle.yaml")
    told = origins(write(CHILD, "new.yaml"), ("maze.cell_size=3",))
    assert told["summary"] == ("summary", "New.", "document", 0, "new.yaml", 1, 10)
    assert told["maze.wall_height"] == ("maze.wall_height", 2.0, "document", 0, "new.yaml", 4, 16)
    assert told["camera.resolution"][2:] == ("document", 0, "new.yaml", 5, 22)
    assert told["maze.seed"] == ("maze.seed", {"integers": [0, 9]}, "parent", 1, "middle.yaml", 6, 9)
    assert told["episode.steps"][1:6] == (100, "parent", 1, "middle.yaml", 4)
    assert told["episode.seconds"] == Origin("episode.seconds", None, "default")
    assert told["maze.size"][1:6] == (9, "parent", 2, "old.yaml", 3)
    assert told["objects.colors"][1:6] == (["red", "blue"], "parent", 2, "old.yaml", 8)
    assert told["episode.start.heading"][1:6] == (90.0, "parent", 2, "old.yaml", 7)
    assert told["episode.start.cell"] == Origin("episode.start.cell", None, "default")
    assert told["maze.cell_size"] == Origin("maze.cell_size", 3.0, "override")
    assert told["task.reward"] == Origin("task.reward", 1.0, "default")


def test_a_null_that_a_document_writes_is_set_by_it(write: Callable[..., Path]) -> None:
    told = origins(write('summary: "x"\nextends: examples/same-maze\nmaze: {seed: null}\n'))
    assert told["maze.seed"][1:6] == (None, "document", 0, "x.yaml", 3)


def test_what_makes_a_member_of_a_family_is_set_by_its_document(write: Callable[..., Path]) -> None:
    write("*****\n*P G*\n*****\n", "maze.txt")
    write("summary: x\nextends: classic/9x9\nobjects: {count: 1}\nmatrix:\n  maze.layout_file: [maze.txt]\n", "x.yaml")
    told = origins("x.yaml#maze.txt")
    assert told["maze.layout"][2:] == ("document", 0, "maze.txt", 1, 1)
    assert told["objects.count"][2:5] == ("document", 0, "x.yaml")
    assert told["episode.seconds"].setter == "parent"


def test_what_a_program_says_stands_in_no_file() -> None:
    told = {origin.field: origin for origin in provenance({"summary": "x", "extends": "classic/9x9"})}
    assert told["summary"] == Origin("summary", "x", "document")
    assert told["maze.size"].setter == "parent"


def test_fields_are_those_of_the_scenario_in_order() -> None:
    scenario = load("examples/t-maze")
    assert [origin.field for origin in provenance("examples/t-maze")] == [
        ".".join(path) for path, _ in leaves(scenario)
    ]
