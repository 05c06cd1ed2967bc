"""Two scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from memory_maze.scenario import Scenario, digest, load
from memory_maze.scenario.comparing import compare
from memory_maze.scenario.model.groups import GROUPS, MEANINGS, SHAPES_MAZE


def fields(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field that may hold a value: those of sections, and words that may stand in place of a section."""
    for name, field in model.model_fields.items():
        kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
        sections = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        for section in sections:
            yield from fields(section, (*path, name))
        if not sections or len(kinds) > 1:
            yield (*path, name)


def test_every_field_is_in_one_group_and_groups_stand_together() -> None:
    assert set(GROUPS) == set(fields(Scenario))
    assert list(dict.fromkeys(GROUPS.values())) == list(MEANINGS)
    assert set(GROUPS) >= SHAPES_MAZE


def test_what_is_equal_has_no_changes() -> None:
    told = compare(load("classic/9x9"), load("classic/9x9", ["camera.resolution=64"]))
    assert told.changes == ()
    assert told.is_same_task
    assert told.digests[0] == digest(load("classic/9x9"))


def test_other_words_are_the_same_task() -> None:
    told = compare(load("classic/9x9"), load("classic/9x9", ["summary=Mine."]))
    assert [change[:2] for change in told.changes] == [("words", "summary")]
    assert told.is_same_task


def test_changes_are_told_group_by_group() -> None:
    changed = load("classic/9x9", ["task.reward=2", "camera.look=current", "maze.size=11", "camera.resolution=32"])
    told = compare(load("classic/9x9"), changed)
    assert told.changes == (
        ("spaces", "camera.resolution", 64, 32),
        ("dynamics", "maze.size", 9, 11),
        ("picture", "camera.look", "legacy", "current"),
        ("rule", "task.reward", 1.0, 2.0),
    )
    assert not told.is_same_task


@pytest.mark.parametrize(
    ("left", "right", "field", "old", "new"),
    [
        ({}, {"episode.start.heading": 90}, "episode.start", "random", {"cell": None, "heading": 90.0}),
        (
            {"episode.start.heading": 10},
            {"episode.start.heading": {"uniform": [0, 90]}},
            "episode.start.heading",
            10.0,
            {"uniform": [0.0, 90.0]},
        ),
        ({"objects.visible": {"steps": 5}}, {"objects.visible": {"steps": 6}}, "objects.visible.steps", 5, 6),
    ],
)
def test_words_and_mappings_are_compared_as_far_as_they_are_alike(
    left: dict[str, Any], right: dict[str, Any], field: str, old: Any, new: Any
) -> None:
    (change,) = compare(load("classic/9x9", left), load("classic/9x9", right)).changes
    assert change[1:] == (field, old, new)


@pytest.mark.parametrize(
    ("left", "right", "shared", "disjoint"),
    [
        ("{integers: [0, 9]}", "{integers: [10, 19]}", 0, True),
        ("{integers: [0, 9]}", "{integers: [5, 19]}", 5, False),
        ("{integers: [0, 2147483647]}", "{integers: [1, 2147483647]}", 2147483647, False),
        ("{choice: [1, 3, 5]}", "{integers: [2, 5]}", 2, False),
        ("{integers: [2, 5]}", "{choice: [1, 3, 7]}", 1, False),
        ("{choice: [1, 2]}", "{choice: [3, 4]}", 0, True),
        ("{integers: [0, 9]}", "7", 1, False),
        ("10", "{integers: [0, 9]}", 0, True),
    ],
)
def test_sets_of_mazes_are_disjoint_or_overlap(left: str, right: str, shared: int, disjoint: bool) -> None:
    mazes = compare(load("classic/9x9", [f"maze.seed={left}"]), load("classic/9x9", [f"maze.seed={right}"])).mazes
    assert mazes is not None
    assert (mazes.shared, mazes.are_disjoint, mazes.differing) == (shared, disjoint, ())


def test_one_seed_is_another_maze_where_its_shape_differs() -> None:
    drawn = "maze.seed={integers: [0, 9]}"
    mazes = compare(load("classic/9x9", [drawn]), load("classic/9x9", [drawn, "maze.rooms.max=5"])).mazes
    assert mazes is not None
    assert (mazes.shared, mazes.are_disjoint, mazes.differing) == (10, True, ("maze.rooms.max",))


def test_mazes_of_any_seed_are_no_set() -> None:
    assert compare(load("classic/9x9"), load("classic/9x9", ["maze.seed={integers: [0, 9]}"])).mazes is None
    assert compare(load("classic/9x9", ["maze.seed=1"]), load("classic/9x9", ["maze.seed=2"])).mazes is None
