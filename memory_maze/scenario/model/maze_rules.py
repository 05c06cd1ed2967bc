"""Rules over the fields that say what a maze is: its shape, its images, room for the objects, the start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from memory_maze.scenario.documents.tree import CHOICES
from memory_maze.scenario.errors import Problem
from memory_maze.scenario.model.colors import is_hex
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.model.fields import FLOOR_TEXTURES, PLAIN, WALL_TEXTURES, most_pillars
from memory_maze.scenario.model.fixed_cells import COUNT, LAYOUT, SHAPES, START, fixed_objects, in_rows, shape_fields
from memory_maze.scenario.model.maze_section import Blocks, Maze
from memory_maze.scenario.model.sections import Content
from memory_maze.scenario.model.text_layout import (
    Cell,
    first_unreachable,
    layout_flaw,
    layout_rows,
    numbered_cells,
    places_and_spawns,
)

_PILLARS = ("maze", "pillars")


def shape(scenario: Content) -> Iterator[Problem]:
    """The maze has exactly one shape, and labmaze's rooms fit into it."""
    maze = scenario.maze
    given = tuple(name for _, name in shape_fields(scenario))
    if given not in SHAPES:
        yield Problem(("maze",), f"{_misshapen(given)}; give size, or width and height, or layout, or layout_file")
        return
    if maze.layout_file is not None:
        yield Problem(("maze", "layout_file"), "the file was not read; load the document by memory_maze.load")
        return
    if maze.layout is not None:
        if (flaw := layout_flaw(maze.layout)) is not None:
            yield Problem(LAYOUT, flaw.message, line=flaw.row)
        if maze.seed is not None:
            message = "a text layout has nothing to generate; leave seed out, or write seed: null over an inherited one"
            yield Problem(("maze", "seed"), message, (LAYOUT,))
        return
    if maze.generator == "labmaze":
        yield from _rooms(scenario)
    elif maze.generator == "open" and maze.pillars > (most := most_pillars(*maze.sides)):
        message = (
            f"{counted(maze.pillars, 'pillar')}, but {counted(most, 'pillar')} is what an arena of "
            f"{maze.sides[0]} x {maze.sides[1]} can be sure to hold; lower maze.pillars or raise maze.size"
        )
        yield Problem(_PILLARS, message, shape_fields(scenario))


def of_generators(scenario: Content) -> Iterator[Problem]:
    """Fields that one generator alone heeds are set for no other."""
    maze = scenario.maze
    for choice, fields in CHOICES.items():
        for name, word in fields.items():
            default = type(maze).model_fields[name].default
            if getattr(maze, name) != default and maze.generator != word:
                message = f"only {word} heeds {name}, and the generator is {maze.generator}; leave {name} out"
                yield Problem(("maze", name), message, (choice,))


def _rooms(scenario: Content) -> Iterator[Problem]:
    """labmaze's rooms are not larger than they may be, nor than the maze."""
    maze = scenario.maze
    shorter = min(maze.sides)
    rooms, path = maze.rooms, ("maze", "rooms", "min_side")
    if rooms.min_side > rooms.max_side:
        message = f"min_side ({rooms.min_side}) is more than max_side ({rooms.max_side})"
        yield Problem(path, message, (("maze", "rooms", "max_side"),))
    elif _odd(rooms.min_side) > shorter:
        message = f"a room of {rooms.min_side} cells does not fit into a maze of {shorter}"
        yield Problem(path, message, shape_fields(scenario))


def _misshapen(given: Sequence[str]) -> str:
    if len(given) > 1:
        return f"{' and '.join(given)} cannot stand side by side"
    return f"{given[0]} alone is no shape" if given else "the maze has no shape"


def images(scenario: Content) -> Iterator[Problem]:
    """The style has every image that is named."""
    maze = scenario.maze
    path: tuple[str, ...] = ("maze", "walls")
    walls = maze.walls
    if isinstance(walls, Blocks):
        path, walls = (*path, "blocks"), walls.blocks
    for number, image in enumerate(walls or ()):
        if not (maze.style == PLAIN and is_hex(image)):
            yield from _unknown_image(scenario, image, WALL_TEXTURES, (*path, number))
    for number, image in enumerate(maze.floors):
        yield from _unknown_image(scenario, image, FLOOR_TEXTURES, ("maze", "floors", number))


def _unknown_image(
    scenario: Content, image: str, images: Mapping[str, tuple[str, ...]], path: tuple[str | int, ...]
) -> Iterator[Problem]:
    style = scenario.maze.style
    if image not in images[style]:
        colors = " and '#rrggbb'" if images is WALL_TEXTURES and style == PLAIN else ""
        message = f"{style} has no {image!r}; it has {', '.join(images[style])}{colors}"
        yield Problem(path, message, (("maze", "style"),))


def room_for_objects(scenario: Content) -> Iterator[Problem]:
    """There is a place for every object, and one to start in."""
    maze = scenario.maze
    if maze.layout is not None:
        yield from _room_in_layout(scenario, layout_rows(maze.layout))
    elif maze.generator == "labmaze":
        yield from _room_in_labmaze(scenario)
    elif maze.generator in _FREE_CELLS:
        yield from _room_in_free_cells(scenario, _FREE_CELLS[maze.generator](maze))


def ways(scenario: Content) -> Iterator[Problem]:
    """In a drawn maze every object, wherever it is placed, can be reached from every start."""
    layout = scenario.maze.layout
    if layout is None:
        return
    rows = layout_rows(layout)
    places, starts = places_and_spawns(rows)
    if (cell := scenario.episode.fixed_cell) is not None:
        row, column = in_rows(cell, len(rows) - 2)
        if not _is_free(rows, (row, column)):
            return
        starts = [(row, column)]
    if not starts:
        return
    origin = starts[0]
    lost = first_unreachable(rows, origin, [*starts, *places, *numbered_cells(rows).values()])
    if lost is not None:
        message = f"no way leads from {_shown(rows, origin)} to {_shown(rows, lost)}; open the walls between them"
        yield Problem(LAYOUT, message, (START,), line=lost[0] + 1)


def _room_in_labmaze(scenario: Content) -> Iterator[Problem]:
    rooms, count = scenario.maze.rooms, scenario.objects.count
    width, height = scenario.maze_shape
    step = _odd(rooms.min_side) + 1
    most = min(rooms.max, ((width + 1) // step) * ((height + 1) // step))
    sides = (*shape_fields(scenario), ("maze", "rooms", "min_side"))
    if count > most * rooms.objects:
        message = (
            f"{counted(count, 'object')}, but at most {counted(most, 'room')} for {rooms.objects} each; raise "
            "maze.size, maze.rooms.max or maze.rooms.objects, or lower objects.count"
        )
        yield Problem(COUNT, message, (*sides, ("maze", "rooms", "max"), ("maze", "rooms", "objects")))
    cells = _odd(rooms.min_side) ** 2
    if rooms.objects + rooms.spawns > cells:
        objects, spawns = counted(rooms.objects, "object"), counted(rooms.spawns, "spawn")
        message = f"a room of {cells} cells cannot hold {objects} and {spawns}; raise min_side"
        yield Problem(("maze", "rooms", "objects"), message, (("maze", "rooms", "spawns"), sides[-1]))


def _room_in_free_cells(scenario: Content, cells: int) -> Iterator[Problem]:
    """Every free cell may hold an object, and one is left to start in."""
    count = scenario.objects.count
    if count >= cells:
        message = (
            f"{counted(count, 'object')} and a start, but the maze has {counted(cells, 'free cell')}; raise maze.size "
            "or lower objects.count"
        )
        yield Problem(COUNT, message, (*shape_fields(scenario), _PILLARS))


def _cells_of_perfect(maze: Maze) -> int:
    """A tree has one way fewer than cells that it joins."""
    width, height = maze.sides
    return 2 * ((width + 1) // 2) * ((height + 1) // 2) - 1


def _cells_of_arena(maze: Maze) -> int:
    width, height = maze.sides
    return width * height - maze.pillars


_FREE_CELLS: Mapping[str, Callable[[Maze], int]] = {"perfect": _cells_of_perfect, "open": _cells_of_arena}
"""How many cells are free in each generator's mazes, where all mazes have as many."""


def _room_in_layout(scenario: Content, rows: list[str]) -> Iterator[Problem]:
    """Objects stand on their own cells, on `G` or on free ones; the start is on `P`, a fixed cell, or what is left."""
    fixed = fixed_objects(scenario)
    count = scenario.objects.count - len(fixed)
    places, starts = places_and_spawns(rows)
    cell = scenario.episode.fixed_cell
    here = None if cell is None else in_rows(cell, len(rows) - 2)
    taken = {here, *fixed.values()}
    left = [place for place in places if place not in taken]
    starts = [start for start in starts if start not in taken]
    objects = counted(count, "further object" if fixed else "object")
    if count > len(left):
        what = "G cell" if any("G" in row for row in rows) else "free cell"
        rest = " apart from the start" if here in places else ""
        yield Problem(COUNT, f"{objects}, but the layout has {counted(len(left), what)}{rest}", (LAYOUT, START))
    elif here is None and set(starts) <= set(left) and len(starts) <= count:
        message = f"{'the objects' if fixed else objects} leave no cell to start in; draw another free cell"
        yield Problem(COUNT, message, (LAYOUT,))


def _is_free(rows: list[str], cell: Cell) -> bool:
    row, column = cell
    return 0 < row < len(rows) and 0 < column < len(rows[0]) and rows[row][column] != "*"


def _shown(rows: list[str], cell: Cell) -> str:
    row, column = cell
    what = {" ": "the free cell"}.get(rows[row][column], f"the {rows[row][column]}")
    return f"{what} in row {row + 1}, column {column + 1}"


def _odd(cells: int) -> int:
    return cells + 1 - cells % 2
