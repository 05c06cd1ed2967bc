"""Upstream's constructors: `memory_maze_9x9(**keywords)` and its sisters make dm_env environments."""

from __future__ import annotations

from typing import Any

from memory_maze.builder import build
from memory_maze.scenario import load
from memory_maze.scenario.keywords import with_keywords
from memory_maze.task.environment import Environment


def memory_maze_9x9(**keywords: Any) -> Environment:
    """9x9 cells, 3 objects, 250 s; for the keywords see `make_task`."""
    return make_task("classic/9x9", **keywords)


def memory_maze_11x11(**keywords: Any) -> Environment:
    """11x11 cells, 4 objects, 500 s; for the keywords see `make_task`."""
    return make_task("classic/11x11", **keywords)


def memory_maze_13x13(**keywords: Any) -> Environment:
    """13x13 cells, 5 objects, 750 s; for the keywords see `make_task`."""
    return make_task("classic/13x13", **keywords)


def memory_maze_15x15(**keywords: Any) -> Environment:
    """15x15 cells, 6 objects, 1000 s; for the keywords see `make_task`."""
    return make_task("classic/15x15", **keywords)


def make_task(scenario: str, seed: int | None = None, **keywords: Any) -> Environment:
    """A scenario with upstream's keywords, as a dm_env environment.

    Args:
      scenario: a name in the catalogue or a file.
      seed: in [0, 2**32).
      **keywords: upstream's: `control_freq` (Hz), `discrete_actions`, `image_only_obs`, `target_color_in_image`,
        `global_observables`, `top_camera`, `good_visibility`, `show_path`, `camera_resolution` (pixels),
        `randomize_colors`; and `renderer` ("software", "opengl") and `look` ("legacy", "current").

    Returns:
      An environment whose observations are a mapping of `image` and `target_color`, and with `global_observables`
      of all keys; with `image_only_obs` the picture alone.

    Raises:
      ScenarioError: a keyword is unknown or its value is wrong.
    """
    upstream = {"image_only_obs": False, "global_observables": False}
    return build(with_keywords(load(scenario), upstream | keywords), seed)
