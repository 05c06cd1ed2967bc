"""Documents as commands that make mazes take them: a cell that turns out to be a wall is told at its place too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memory_maze.scenario import Family, Scenario
    from memory_maze.scenario.errors import Problem


def load_one(source: str, overrides: Sequence[str] | None) -> Scenario:
    """One scenario.

    Raises:
      ScenarioError: it does not exist or is wrong, or a cell that it fixes is a wall in the maze that it fixes.
    """
    from memory_maze.scenario.loading import load_checked

    return load_checked(source, overrides or [], [start_problems])


def load_any(source: str, overrides: Sequence[str] | None, sweep: Sequence[str] | None) -> Scenario | Family:
    """One scenario, or the members of a family.

    Raises:
      ScenarioError: as `load_one`.
    """
    from memory_maze.scenario import Scenario, ScenarioError
    from memory_maze.scenario.members import Changes, examine

    found = examine(source, Changes(overrides or [], sweep or [], [start_problems]))
    if isinstance(found, Scenario):
        return found
    if found.problems:
        raise ScenarioError(found.problems)
    return found.family


def start_problems(scenario: Scenario) -> Iterable[Problem]:
    """Few scenarios need a maze for it, which takes its time to import what makes it."""
    from memory_maze.scenario.model.fixed_cells import needs_maze_of_seed

    if not needs_maze_of_seed(scenario):
        return ()
    from memory_maze.game.starts import start_problems as found

    return found(scenario)
