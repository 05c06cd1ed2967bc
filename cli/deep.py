"""Scenarios whose mazes fail, each as a located problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .progress import Report, State, progress

if TYPE_CHECKING:
    from memory_maze.scenario import LocatedProblem, Scenario


def problems_in_mazes(scenarios: Sequence[tuple[str, Scenario]], typed: Sequence[str] = ()) -> list[LocatedProblem]:
    """One problem for each scenario whose mazes fail. Those with equal mazes are tried once.

    Args:
      scenarios: the name or file of each scenario, and the scenario.
      typed: names among them that stand for no file, such as the standard input's and those of a sweep.
    """
    from memory_maze.game.solvability import SEEDS, first_failure
    from memory_maze.scenario.errors import LocatedProblem, Problem
    from memory_maze.scenario.families.words import split_member
    from memory_maze.scenario.loading import located

    failures: dict[tuple[object, ...], str | None] = {}
    problems = []
    with progress("trying mazes") as report:
        for number, (source, scenario) in enumerate(scenarios):
            key = (scenario.maze, scenario.objects, scenario.episode.start)
            if key not in failures:
                tried = _counted(report, number, len(scenarios), source, SEEDS)
                failures[key] = first_failure(scenario, tried)
            message = failures[key]
            if message is not None:
                _, member = split_member(source)
                found = Problem(("maze",), message if member is None else f"{message} (member {member})")
                is_typed = source in typed
                problems.append(
                    LocatedProblem(found.message, "maze", source) if is_typed else located(source, scenario, found)
                )
    return problems


def _counted(report: Report, number: int, scenarios: int, source: str, seeds: int) -> Iterator[int]:
    """The seeds that are tried; reports each."""
    for seed in range(seeds):
        report(State(number + seed / seeds, scenarios, f"{source}, seed {seed}"))
        yield seed
