"""Rules over the cells that a document names: where an episode begins, and where certain objects stand."""

from __future__ import annotations

from collections.abc import Iterator

from memory_maze.scenario.documents.tree import ALTERNATIVES
from memory_maze.scenario.errors import Problem
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.model.sections import Content
from memory_maze.scenario.model.text_layout import Cell, layout_rows, numbered_cells

SHAPES = ALTERNATIVES["maze",]
"""Fields of `maze`, of which the one or other group gives it its shape."""

LAYOUT, SEED = ("maze", "layout"), ("maze", "seed")
COUNT = ("objects", "count")
START = ("episode", "start", "cell")
PLACES = ("objects", "places")


def needs_maze_of_seed(scenario: Content) -> bool:
    """Whether cells are fixed in the maze of a `maze.seed`: whether they are free shows once that maze is made."""
    fixes_cells = scenario.episode.fixed_cell is not None or scenario.objects.places is not None
    return scenario.maze.seed is not None and fixes_cells


def shape_fields(scenario: Content) -> tuple[tuple[str, str], ...]:
    """The fields that give a maze its shape, as paths."""
    names = (name for shape in SHAPES for name in shape)
    return tuple(("maze", name) for name in names if getattr(scenario.maze, name) is not None)


def start(scenario: Content) -> Iterator[Problem]:
    """A fixed start is a free cell, as far as that is known without generating the maze."""
    cell = scenario.episode.fixed_cell
    if cell is not None and (message := cell_problem(scenario, cell, "leave the cell out")) is not None:
        yield Problem(START, message, (*shape_fields(scenario), SEED))


def cell_problem(scenario: Content, cell: Cell, way_out: str) -> str | None:
    """What is wrong with an [x, y] that has to be free in every episode."""
    maze = scenario.maze
    (x, y), (width, height) = cell, maze.sides
    if maze.layout is None and maze.seed is None:
        message = "may be a wall, since every episode has another maze; fix it by maze.seed, draw it, or"
        return f"[{x}, {y}] {message} {way_out}"
    if not (0 <= x < width and 0 <= y < height):
        return (
            f"[{x}, {y}] is outside the maze of {width} x {height} cells; choose x from 0 to {width - 1}, counted "
            f"from the left, and y from 0 to {height - 1}, counted from the bottom"
        )
    if maze.layout is not None:
        row, column = in_rows(cell, height)
        if layout_rows(maze.layout)[row][column] == "*":
            return f"[{x}, {y}] is a wall: row {row + 1}, column {column + 1} of the layout; choose a free cell"
    return None


def fixed_objects(scenario: Content) -> dict[int, Cell]:
    """The cells, in a layout's rows, that certain objects stand in whatever is drawn; by the object's number.

    Cells of `objects.places` are counted from the height of the maze, drawn or not.
    """
    maze = scenario.maze
    drawn = {} if maze.layout is None else numbered_cells(layout_rows(maze.layout))
    height = maze.sides[1]
    return {**drawn, **{number: in_rows(cell, height) for number, cell in enumerate(scenario.objects.places or ())}}


def objects(scenario: Content) -> Iterator[Problem]:
    """Every certain cell is for one object that there is, and no wall, as far as that is known without generating."""
    yield from _drawn_objects(scenario)
    places = scenario.objects.places
    if places is None:
        return
    count = scenario.objects.count
    if len(places) > count:
        message = f"{counted(len(places), 'place')} for {counted(count, 'object')}; leave some out"
        yield Problem(PLACES, f"{message} or raise objects.count", (COUNT,))
    layout = scenario.maze.layout
    drawn = {} if layout is None else numbered_cells(layout_rows(layout))
    involved = (*shape_fields(scenario), SEED)
    for number, cell in enumerate(places):
        wrong = cell_problem(scenario, cell, "leave the places out") or _taken(scenario, number, drawn)
        if wrong is not None:
            yield Problem((*PLACES, number), wrong, (*involved, START))


def _drawn_objects(scenario: Content) -> Iterator[Problem]:
    if scenario.maze.layout is None:
        return
    count, start = scenario.objects.count, scenario.episode.fixed_cell
    rows = layout_rows(scenario.maze.layout)
    for number, (row, column) in numbered_cells(rows).items():
        if number >= count:
            message = (
                f"row {row + 1} has object {number}, and with {counted(count, 'object')} the last is {count - 1}; "
                "raise objects.count or draw a G"
            )
            yield Problem(LAYOUT, message, (COUNT,), line=row + 1)
        if start is not None and in_rows(start, len(rows) - 2) == (row, column):
            message = f"[{start[0]}, {start[1]}] is the cell of object {number}; begin in another one"
            yield Problem(START, message, (LAYOUT,))


def _taken(scenario: Content, number: int, drawn: dict[int, Cell]) -> str | None:
    """Who else is in the cell of an object, or where else it is."""
    places = scenario.objects.places or ()
    cell = places[number]
    shown = f"[{cell[0]}, {cell[1]}]"
    if cell in places[:number]:
        return f"{shown} is the cell of object {places.index(cell)} too; choose another one"
    if number in drawn:
        row = drawn[number][0] + 1
        return f"object {number} stands in row {row} of the layout already; draw a G there, or leave the places out"
    inside = in_rows(cell, scenario.maze.sides[1])
    others = [other for other, where in drawn.items() if where == inside]
    if others:
        return f"{shown} is the cell of object {others[0]} in the layout; choose another one"
    if cell == scenario.episode.fixed_cell:
        return f"{shown} is both the cell of object {number} and where the episode begins; choose another one"
    return None


def in_rows(cell: Cell, height: int) -> Cell:
    """[x, y] from the bottom left, inside the outer wall, as row and column of the layout."""
    return height - cell[1], cell[0] + 1
