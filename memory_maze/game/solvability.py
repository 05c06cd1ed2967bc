"""Tries mazes out: whether they can be generated, and whether the agent can reach every object in them."""

from __future__ import annotations

from collections.abc import Iterable

from memory_maze.game.draws import first_episode
from memory_maze.game.starts import certain_cells
from memory_maze.maze.coordinates import grid_to_inner
from memory_maze.maze.layout import Layout
from memory_maze.maze.paths import reachable
from memory_maze.maze.sources import GenerationError
from memory_maze.scenario.schema import Scenario

SEEDS = 100
"""How many environments are tried for each scenario."""


def first_failure(scenario: Scenario, seeds: Iterable[int] = range(SEEDS)) -> str | None:
    """Generates the first maze of some environments, and looks for a way from every start to every object.

    Args:
      scenario: whose mazes are tried. A layout drawn as text is tried once.
      seeds: of the environments.

    Returns:
      What fails in the first maze that fails, as a sentence that names its seed; None if all are right.
    """
    for seed in seeds:
        try:
            layout = first_episode(scenario, seed).layout
        except GenerationError as error:
            return f"with seed {seed}, {error}"
        if failure := _unreachable(scenario, layout):
            return f"with seed {seed}, {failure}"
        if scenario.maze.layout is not None:
            break
    return None


def _unreachable(scenario: Scenario, layout: Layout) -> str | None:
    fixed = scenario.episode.fixed_cell
    starts = [grid_to_inner(cell, layout.shape) for cell in layout.spawns] if fixed is None else [fixed]
    reached = reachable(layout.free, starts[0])
    goals = (*layout.places, *certain_cells(scenario, layout).values())
    for x, y in (*starts[1:], *(grid_to_inner(cell, layout.shape) for cell in goals)):
        if not reached[y, x]:
            return f"there is no way from [{starts[0][0]}, {starts[0][1]}] to [{x}, {y}]; open the walls between"
    return None
