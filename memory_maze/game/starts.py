"""Whether the cells that a scenario fixes are free in the maze of a fixed seed, which only shows once it is made."""

from __future__ import annotations

from collections.abc import Iterator

from memory_maze.maze.coordinates import inner_to_grid
from memory_maze.maze.layout import Layout
from memory_maze.maze.sources import GenerationError, open_source
from memory_maze.scenario.documents.tree import dotted
from memory_maze.scenario.errors import LocatedProblem, Problem, ScenarioError
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.model.fixed_cells import needs_maze_of_seed
from memory_maze.scenario.schema import Scenario

_CELL = ("episode", "start", "cell")
_PLACES = ("objects", "places")
_SEED = ("maze", "seed")
_SHAPE = (("maze", "size"), ("maze", "width"), ("maze", "height"))


def start_problems(scenario: Scenario) -> Iterator[Problem]:
    """Generates the maze of `maze.seed`, if the scenario has one, and looks at its start and at its objects' places.

    Yields:
      What is wrong, if anything: a cell is a wall, the start takes an object's place, objects take all starts, or there
      is no such maze. Without a seed or without a fixed cell nothing is generated.
    """
    if not needs_maze_of_seed(scenario):
        return
    assert scenario.maze.seed is not None
    try:
        layout = open_source(scenario.maze, scenario.maze.seed, scenario.objects.count).next()
    except GenerationError as error:
        yield Problem(_SEED, str(error), (("objects", "count"), *_SHAPE))
        return
    yield from _problems_in(layout, scenario)


def require_start(scenario: Scenario, layout: Layout) -> None:
    """Does nothing if the scenario's start fits a maze.

    Args:
      scenario: whose `episode.start.cell` and `objects.places` are looked at, if it has them.
      layout: the maze of every episode.

    Raises:
      ScenarioError: a cell is a wall, takes an object's place, or the last start.
    """
    problems = [LocatedProblem(problem.message, dotted(problem.path)) for problem in _problems_in(layout, scenario)]
    if problems:
        raise ScenarioError(problems)


def certain_cells(scenario: Scenario, layout: Layout) -> dict[int, tuple[int, int]]:
    """The (row, column) that certain objects stand in, in a maze of the scenario, by the object's number."""
    places = enumerate(scenario.objects.places or ())
    return {**layout.certain, **{number: inner_to_grid(cell, layout.shape) for number, cell in places}}


def _problems_in(layout: Layout, scenario: Scenario) -> Iterator[Problem]:
    which = f"in the maze of maze.seed {scenario.maze.seed}"
    start = scenario.episode.fixed_cell
    named: list[tuple[tuple[str | int, ...], tuple[int, int]]] = [] if start is None else [(_CELL, start)]
    named += [((*_PLACES, number), cell) for number, cell in enumerate(scenario.objects.places or ())]
    walls = False
    for path, cell in named:
        if layout.walls[inner_to_grid(cell, layout.shape)]:
            x, y = cell
            field = _CELL if path == _CELL else _PLACES
            drawing = f"`memory-maze show SCENARIO --map -o {dotted(field)}=null`"
            message = f"[{x}, {y}] is a wall {which}; choose a free cell ({drawing} draws it)"
            yield Problem(path, message, (_SEED, *_SHAPE))
            walls = True
    if not walls:
        yield from _room_problems(layout, scenario, which)


def _room_problems(layout: Layout, scenario: Scenario, which: str) -> Iterator[Problem]:
    start = scenario.episode.fixed_cell
    certain = certain_cells(scenario, layout)
    if start is None:
        if set(layout.spawns) <= set(certain.values()):
            message = f"{which} objects stand on every cell to start in; move one, or fix episode.start.cell"
            yield Problem(_PLACES, message, (_SEED, *_SHAPE))
        return
    x, y = start
    count = scenario.objects.count - len(certain)
    left = {*layout.places} - {inner_to_grid(start, layout.shape), *certain.values()}
    if len(left) < count:
        places = f"{counted(len(left), 'place')} for objects apart from the start"
        message = f"[{x}, {y}] takes the place of an object: {which} there are {places}, not {count}"
        yield Problem(_CELL, message, (_SEED, ("objects", "count"), *_SHAPE))
