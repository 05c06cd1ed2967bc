"""Whether a fixed start is a free cell of the maze that a fixed seed leads to, which only shows once it is made."""

from __future__ import annotations

from collections.abc import Iterator

from memory_maze.maze.coordinates import inner_to_grid
from memory_maze.maze.layout import Layout
from memory_maze.maze.sources import GenerationError, open_source
from memory_maze.scenario.documents.tree import dotted
from memory_maze.scenario.errors import LocatedProblem, Problem, ScenarioError
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.model.schema import Scenario

_CELL = ("episode", "start", "cell")
_SEED = ("maze", "seed")
_SHAPE = (("maze", "size"), ("maze", "width"), ("maze", "height"))


def start_problems(scenario: Scenario) -> Iterator[Problem]:
    """Generates the maze of `maze.seed`, if the scenario has one, and looks at its `episode.start.cell`.

    Yields:
      What is wrong, if anything: the cell is a wall, it takes an object's place, or there is no such maze. Without a
      seed or without a cell nothing is generated.
    """
    if scenario.maze.seed is None or scenario.episode.fixed_cell is None:
        return
    try:
        layout = open_source(scenario.maze, scenario.maze.seed, scenario.objects.count).next()
    except GenerationError as error:
        yield Problem(_SEED, str(error), (("objects", "count"), *_SHAPE))
        return
    yield from _problems_in(layout, scenario)


def require_start(scenario: Scenario, layout: Layout) -> None:
    """Does nothing if the scenario's start fits a maze.

    Args:
      scenario: whose `episode.start.cell` is looked at, if it has one.
      layout: the maze of every episode.

    Raises:
      ScenarioError: the cell is a wall, or takes an object's place.
    """
    problems = [LocatedProblem(problem.message, dotted(problem.path)) for problem in _problems_in(layout, scenario)]
    if problems:
        raise ScenarioError(problems)


def _problems_in(layout: Layout, scenario: Scenario) -> Iterator[Problem]:
    cell = scenario.episode.fixed_cell
    if cell is None:
        return
    x, y = cell
    count, here = scenario.objects.count, inner_to_grid(cell, layout.shape)
    which = f"in the maze of maze.seed {scenario.maze.seed}"
    if layout.walls[here]:
        message = f"[{x}, {y}] is a wall {which}; choose a free cell (`memory-maze show SCENARIO --map` draws it)"
        yield Problem(_CELL, message, (_SEED, *_SHAPE))
        return
    left = [place for place in layout.places if place != here]
    if len(left) < count:
        places = f"{counted(len(left), 'place')} for objects apart from the start"
        message = f"[{x}, {y}] takes the place of an object: {which} there are {places}, not {count}"
        yield Problem(_CELL, message, (_SEED, ("objects", "count"), *_SHAPE))
