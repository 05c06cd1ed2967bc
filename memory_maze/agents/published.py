"""Published mean returns that scores are measured by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from memory_maze.scenario.loading import load
from memory_maze.scenario.schema import Scenario

SOURCE = "Pasukonis, Lillicrap, Hafner: Evaluating Long-Term Memory in 3D Mazes, arXiv 2210.13383"


class Published(NamedTuple):
    """Mean returns of one size."""

    human: float
    human_error: float
    """Standard error of the human mean."""
    oracle: float
    """Mean return of a trained agent that sees the shortest path."""


PUBLISHED: Mapping[str, Published] = {
    "classic/9x9": Published(26.4, 1.6, 34.8),
    "classic/11x11": Published(44.3, 2.5, 58.0),
    "classic/13x13": Published(55.5, 3.5, 74.5),
    "classic/15x15": Published(67.7, 4.0, 87.7),
}
"""Published scores by the name of the scenario that they were measured in; from `SOURCE`."""


def published_for(scenario: Scenario) -> Published | None:
    """The published returns of a scenario that asks the same of its agent; None where there are none.

    Args:
      scenario: may differ from the published one in what is observed, and in the objects' colours.
    """
    name = benchmark_name(scenario)
    return None if name is None else PUBLISHED[name]


def benchmark_name(scenario: Scenario) -> str | None:
    """The name of the published scenario that asks the same; None where none does. As for `published_for`."""
    return next((name for name in PUBLISHED if _task(scenario) == _task(load(name))), None)


def _task(scenario: Scenario) -> tuple[object, ...]:
    maze = scenario.maze
    objects = scenario.objects.model_copy(update={"colors": "palette"})
    world = maze.model_copy(update={"style": "style_01", "walls": None, "floors": ("blue",)})
    return world, objects, scenario.episode.start, scenario.episode_steps, scenario.control, scenario.task
