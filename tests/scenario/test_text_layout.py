"""A drawn maze is searched for ways whenever it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import Scenario, ScenarioError, load
from memory_maze.scenario.model.text_layout import first_unreachable, places_and_spawns


def drawn(*rows: str, count: int = 1, **episode: object) -> Scenario:
    document = {"summary": "x", "maze": {"layout": "\n".join(rows)}, "objects": {"count": count}}
    return load({**document, "episode": {"steps": 5, **episode}})


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("*****", "*P*G*", "*****"), "from the P in row 2, column 2 to the G in row 2, column 4"),
        (("*****", "*P G*", "*****", "*G  *", "*****"), "from the P in row 2, column 2 to the G in row 4, column 2"),
        (("*****", "*P*P*", "* *G*", "*****"), "from the P in row 2, column 2 to the P in row 2"),
        (("*****", "* * *", "*****"), "from the free cell in row 2, column 2 to the free cell in row 2, column 4"),
        (("*****", "*P* *", "*****"), "from the P in row 2, column 2 to the free cell in row 2, column 4"),
        (("*****", "*G* *", "*****"), "from the G in row 2, column 2 to the free cell in row 2, column 4"),
        (("****", "*P**", "**G*", "****"), "from the P in row 2, column 2 to the G in row 3, column 3"),
    ],
)
def test_a_cell_out_of_reach_is_named_by_row_and_column(rows: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        drawn(*rows)
    assert f"maze.layout: no way leads {sentence}" in str(caught.value)


@pytest.mark.parametrize(
    "rows",
    [
        ("*****", "*P G*", "*****"),
        ("*******", "*P G* *", "*******"),
        ("*****", "*P* *", "* *G*", "*   *", "*****"),
        ("*****", "*   *", "*****"),
    ],
)
def test_a_maze_whose_cells_have_ways_is_right(rows: tuple[str, ...]) -> None:
    assert drawn(*rows).maze.layout is not None


def test_ways_begin_at_a_fixed_start() -> None:
    rows = ("********", "*P * GP*", "********")
    assert drawn(*rows, start={"cell": [5, 0]}).episode.start != "random"
    with pytest.raises(ScenarioError, match="no way leads from the P in row 2, column 2 to the G in row 2, column 6"):
        drawn(*rows, start={"cell": [0, 0]})
    with pytest.raises(ScenarioError, match="no way leads from the free cell in row 2, column 3 to the G"):
        drawn(*rows, start={"cell": [1, 0]})


def test_it_stands_at_the_layouts_line(write: Callable[..., Path]) -> None:
    file = write(
        "summary: x\nmaze:\n  layout: |\n    *****\n    *P*G*\n    *****\nobjects: {count: 1}\nepisode: {steps: 5}\n"
    )
    with pytest.raises(ScenarioError, match=r"^x.yaml:3:11: maze.layout: no way leads "):
        load(file)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ([1, 0], r"\[1, 0\] is a wall: row 3, column 3 of the layout; choose a free cell"),
        (
            [3, 0],
            r"\[3, 0\] is outside the maze of 3 x 2 cells; choose x from 0 to 2, counted from the left, and y from 0 "
            "to 1, counted from the bottom",
        ),
    ],
)
def test_a_start_that_is_no_free_cell_says_which_row_and_column(cell: list[int], sentence: str) -> None:
    with pytest.raises(ScenarioError, match=rf"^episode.start.cell: {sentence}$"):
        drawn("*****", "*P G*", "* * *", "*****", start={"cell": cell})


def test_the_largest_maze_is_looked_through() -> None:
    # Work that grew with the square of its cells would take an hour.
    rows = ["*" * 257, *(f"*{' ' * 255}*" for _ in range(255)), "*" * 257]
    places, starts = places_and_spawns(rows)
    assert len(places) == len(starts) == 255 * 255
    assert first_unreachable(rows, starts[0], places) is None
