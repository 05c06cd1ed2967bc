"""Upstream's constructors: `memory_maze_9x9(**keywords)` and its sisters make dm_env environments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from memory_maze.builder import build
from memory_maze.scenario import load
from memory_maze.scenario.keywords import with_keywords
from memory_maze.scenario.schema import Scenario

if TYPE_CHECKING:
    from memory_maze.dm import MazeEnvironment

DEFAULT_CONTROL_FREQ = 4.0
"""Control steps a second, unless `control_freq` says another number."""


def memory_maze_9x9(**keywords: Any) -> MazeEnvironment:
    """9x9 cells, 3 objects, 250 s; for the keywords see `make_task`."""
    return make_task("classic/9x9", **keywords)


def memory_maze_11x11(**keywords: Any) -> MazeEnvironment:
    """11x11 cells, 4 objects, 500 s; for the keywords see `make_task`."""
    return make_task("classic/11x11", **keywords)


def memory_maze_13x13(**keywords: Any) -> MazeEnvironment:
    """13x13 cells, 5 objects, 750 s; for the keywords see `make_task`."""
    return make_task("classic/13x13", **keywords)


def memory_maze_15x15(**keywords: Any) -> MazeEnvironment:
    """15x15 cells, 6 objects, 1000 s; for the keywords see `make_task`."""
    return make_task("classic/15x15", **keywords)


def make_task(scenario: str, seed: int | None = None, **keywords: Any) -> MazeEnvironment:
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
      ScenarioError: a keyword is unknown (then it is a TypeError too) or its value is wrong.
      ValueError: no such seed.
    """
    return _built(load(scenario), seed, keywords)


sizes: Mapping[str, Callable[..., MazeEnvironment]] = {
    "9x9": memory_maze_9x9,
    "11x11": memory_maze_11x11,
    "13x13": memory_maze_13x13,
    "15x15": memory_maze_15x15,
}
"""Upstream's constructors by the size of their mazes."""


def _memory_maze(  # noqa: PLR0917 (upstream's)
    maze_size: int,
    n_targets: int,
    time_limit: float,
    max_rooms: int = 6,
    room_min_size: int = 3,
    room_max_size: int = 5,
    control_freq: float = DEFAULT_CONTROL_FREQ,
    *,
    seed: int | None = None,
    **keywords: Any,
) -> MazeEnvironment:
    """A maze of any size, as upstream's own constructors make theirs.

    Args:
      maze_size: cells a side inside the outer wall; odd.
      n_targets: objects.
      time_limit: seconds of an episode.
      max_rooms: at most so many.
      room_min_size: cells, the shortest side of a room.
      room_max_size: cells, the longest side of a room.
      control_freq: control steps a second.
      seed: in [0, 2**32).
      **keywords: as for `make_task`.

    Raises:
      ScenarioError: a keyword is unknown (then it is a TypeError too), or a value is wrong.
      ValueError: no such seed.
    """
    rooms = {"max": max_rooms, "min_side": room_min_size, "max_side": room_max_size}
    scenario = load(
        "classic/9x9",
        {
            "summary": f"Memory Maze {maze_size}x{maze_size}, made by a program.",
            "maze.size": maze_size,
            **{f"maze.rooms.{name}": value for name, value in rooms.items()},
            "objects.count": n_targets,
            "episode.seconds": time_limit,
        },
    )
    return _built(scenario, seed, {"control_freq": control_freq, **keywords})


def _built(scenario: Scenario, seed: int | None, keywords: Mapping[str, Any]) -> MazeEnvironment:
    upstream = {"image_only_obs": False, "global_observables": False}
    return build(with_keywords(scenario, {**upstream, **keywords}), seed)
