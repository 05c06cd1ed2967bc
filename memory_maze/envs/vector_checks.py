"""What a vector environment checks before anything happens: one sentence that names the maze and the value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from memory_maze.envs.options import CHANGES, SPACES, other_space, require_known_options
from memory_maze.game.actions import ACTIONS, CONTROLS
from memory_maze.game.seeds import checked_seed
from memory_maze.game.snapshot import require_fit
from memory_maze.machine import cores
from memory_maze.scenario.model.fields import LARGEST_PICTURE, SMALLEST_PICTURE
from memory_maze.scenario.schema import Scenario


def spread(scenario: Any, count: int | None) -> list[Any]:
    """One scenario a maze, as given, not read yet.

    Raises:
      ValueError: the number of mazes is wrong.
    """
    several = isinstance(scenario, Sequence) and not isinstance(scenario, str)
    listed = list(scenario) if several else [scenario]
    if not listed:
        raise ValueError("the list of scenarios is empty; give at least one")
    if count is None:
        return listed
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 1:
        raise ValueError(f"num_envs is {count!r}; give a whole number of mazes, at least 1")
    if count % len(listed):
        raise ValueError(f"num_envs is {count}, which {len(listed)} scenarios do not divide; give one for each maze")
    return [listed[i % len(listed)] for i in range(count)]


def require_equal_spaces(scenarios: Sequence[Scenario]) -> None:
    """Raises ValueError unless what agents do and get is of the same kind in all mazes."""
    first = scenarios[0]
    for row, scenario in enumerate(scenarios):
        what = None if scenario is first else other_space(scenario, first)
        if what is not None:
            raise ValueError(
                f"maze {row} has the {what} space {SPACES[what](scenario)}, maze 0 has {SPACES[what](first)}; "
                "mazes of one environment must agree in it"
            )


def limited(scenario: Scenario, steps: int | None) -> Scenario:
    """The scenario with episodes of at most so many control steps; None leaves it as it is, and so does Gymnasium's -1.

    Raises:
      ValueError: not a whole number of at least 1.
    """
    if steps is None or steps == -1:
        return scenario
    if isinstance(steps, bool) or not isinstance(steps, int | np.integer) or steps < 1:
        raise ValueError(f"max_episode_steps is {steps!r}; give a whole number of at least 1, or None for no limit")
    if steps >= scenario.episode_steps:
        return scenario
    return scenario.override({"episode.steps": int(steps), "episode.seconds": None})


def seeds(seed: Any, count: int) -> list[int | None]:
    """A seed a maze.

    Raises:
      ValueError: a seed is wrong, or their number.
    """
    if seed is None:
        return [None] * count
    if isinstance(seed, int | np.integer) and not isinstance(seed, bool):
        checked_seed(int(seed))
        return [_member_seed(int(seed) + row, row) for row in range(count)]
    several = isinstance(seed, np.ndarray) and seed.ndim == 1
    if not several and (not isinstance(seed, Sequence) or isinstance(seed, str | bytes)):
        raise ValueError(f"seed {seed!r} cannot be used; give a whole number, a list of them, or None")
    listed = list(seed)
    if len(listed) != count:
        raise ValueError(f"there are {len(listed)} seeds for {count} mazes; give one for each")
    return [_member_seed(value, row) for row, value in enumerate(listed)]


def _member_seed(seed: Any, row: int) -> int | None:
    try:
        return checked_seed(seed)
    except ValueError as error:
        raise ValueError(f"maze {row}: {error}") from None


def threads(count: int | None) -> int:
    """How many threads.

    Raises:
      ValueError: not a whole number of at least 1, or None for one a core.
    """
    if count is None:
        return cores()
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 1:
        raise ValueError(f"threads is {count!r}; give a whole number of at least 1, or None for one a core")
    return int(count)


def autoreset(mode: Any) -> AutoresetMode:
    """One of Gymnasium's modes.

    Raises:
      ValueError: there is no such mode.
    """
    try:
        return AutoresetMode(mode)
    except ValueError:
        known = ", ".join(repr(one.value) for one in AutoresetMode)
        raise ValueError(f"autoreset_mode {mode!r} is unknown; use {known}") from None


def masked(options: Mapping[str, Any] | None, count: int) -> NDArray[np.int64]:
    """int64 [n]: the mazes to be reset.

    Raises:
      ValueError: the mask does not fit, or an option is unknown.
    """
    require_known_options(options, ("reset_mask", *CHANGES))
    mask = None if options is None else options.get("reset_mask")
    if mask is None:
        return np.arange(count)
    array = _array(mask, "reset_mask")
    if array.dtype != np.bool_ or array.shape != (count,):
        raise ValueError(f"reset_mask is {array.dtype}{list(array.shape)}; give bool[{count}], true where to reset")
    if not array.any():
        raise ValueError("reset_mask names no maze; set at least one entry")
    return np.flatnonzero(array)


def _array(value: Any, what: str) -> NDArray[Any]:
    try:
        return np.asarray(value)
    except (ValueError, TypeError):
        raise ValueError(f"{what} {value!r} is not an array of numbers, one row a maze") from None


def controls(actions: Any, scenario: Scenario, count: int, first: int = 0) -> NDArray[np.float64]:
    """float64 [N, 2], roll and steer.

    Args:
      actions: what was given.
      scenario: of any of the mazes.
      count: mazes.
      first: number of the first one, for the message.

    Raises:
      ValueError: shape, type or a value is wrong.
    """
    array = _array(actions, "actions")
    if scenario.control.actions == "discrete":
        if array.shape != (count,) or not np.issubdtype(array.dtype, np.integer):
            raise ValueError(f"actions are {array.dtype}{list(array.shape)}; give int[{count}], one number a maze")
        wrong = np.flatnonzero((array < 0) | (array >= len(ACTIONS)))
        if len(wrong):
            value = array[wrong[0]]
            raise ValueError(f"maze {first + wrong[0]}: action {value} is none of the integers 0 to {len(ACTIONS) - 1}")
        return CONTROLS[array]
    if array.shape != (count, 2) or array.dtype.kind not in "fiu":
        raise ValueError(f"actions are {array.dtype}{list(array.shape)}; give float[{count}, 2], (roll, steer) a maze")
    numbers = array.astype(np.float64)
    wrong = np.flatnonzero(~np.isfinite(numbers).all(axis=1))
    if len(wrong):
        value = numbers[wrong[0]].tolist()
        raise ValueError(f"maze {first + wrong[0]}: action {value} is not (roll, steer), two finite numbers in [-1, 1]")
    return numbers.clip(-1.0, 1.0)


def buffers(out: Any, space: spaces.Space[Any], image_only: bool) -> dict[Any, NDArray[Any]]:
    """The caller's arrays, by key.

    Raises:
      ValueError: they do not fit the batched observation space.
    """
    wanted: dict[Any, Any] = {"image": space} if image_only else dict(space.spaces)  # type: ignore[attr-defined]
    given = {"image": out} if image_only else out
    if not isinstance(given, Mapping) or set(given) != set(wanted):
        raise ValueError(f"out must be a mapping with the keys {', '.join(wanted)}")
    for key, box in wanted.items():
        array = given[key]
        fits = isinstance(array, np.ndarray) and array.shape == box.shape and array.dtype == box.dtype
        if not fits or not array.flags.c_contiguous or not array.flags.writeable:
            name = "out" if image_only else f"out[{key!r}]"
            raise ValueError(f"{name} must be a writeable, C-contiguous {box.dtype}{list(box.shape)} array")
    return dict(given)


def require_snapshots(state: Any, digests: Sequence[Collection[str]], size: int) -> None:
    """Checks that there is a snapshot for each maze that fits it.

    Args:
      state: what was given.
      digests: for each maze, of its scenario, in every form that it has or had.
      size: numbers in the integration state.

    Raises:
      ValueError: one is missing, or does not fit.
    """
    if not isinstance(state, Sequence) or isinstance(state, str):
        raise ValueError("the state is not what get_state gives, a sequence of snapshots")
    if len(state) != len(digests):
        raise ValueError(f"the state has {len(state)} mazes, the environment has {len(digests)}")
    for row, (one, known) in enumerate(zip(state, digests, strict=True)):
        require_fit(one, known, size, f"maze {row}")


def checked_render_size(scenarios: Sequence[Scenario], size: int | None) -> int:
    """Pixels a side of what `render` gives.

    Raises:
      ValueError: no such size.
    """
    if size is None:
        return max(256, scenarios[0].camera.resolution)
    sides = [max(scenario.maze_shape) for scenario in scenarios if scenario.observation.minimap]
    smallest = max([SMALLEST_PICTURE, *sides])
    if not isinstance(size, int | np.integer) or not smallest <= size <= LARGEST_PICTURE:
        raise ValueError(f"render_size is {size!r}; use {smallest} to {LARGEST_PICTURE} pixels")
    return int(size)
