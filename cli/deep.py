"""Scenarios whose mazes fail, each as a located problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from memory_maze.scenario import LocatedProblem, Scenario


def problems_in_mazes(scenarios: Iterable[tuple[str, Scenario]]) -> Iterator[LocatedProblem]:
    """Yields one problem for each scenario whose mazes fail.

    Args:
      scenarios: the name or file of each scenario, and the scenario. Those with equal mazes are tried once.
    """
    from memory_maze.mechanics.trials import first_failure
    from memory_maze.scenario.errors import Problem
    from memory_maze.scenario.loading import located

    failures: dict[tuple[object, ...], str | None] = {}
    for source, scenario in scenarios:
        key = (scenario.maze, scenario.objects, scenario.episode.start)
        if key not in failures:
            failures[key] = first_failure(scenario)
        message = failures[key]
        if message is not None:
            yield located(source, scenario, Problem(("maze",), message))
