"""The interface of the old `gym`, for code that was written for upstream's wrapper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.builder import build
from memory_maze.dm import dm_env
from memory_maze.envs.old_gym_spaces import library, to_space
from memory_maze.envs.options import require_known_options
from memory_maze.envs.window import Window
from memory_maze.scenario import load
from memory_maze.scenario.keywords import with_keywords
from memory_maze.scenario.overrides import Overrides

MODES = ("rgb_array", "human")

SMALLEST_WINDOW = 256
"""Pixels a side that a window has at least; small pictures are enlarged for it."""

_Env: Any = library().Env


def make_old_env(
    scenario: Any,
    overrides: Overrides = (),
    seed: int | None = None,
    render_mode: str | None = None,
    disable_env_checker: bool | None = None,
    **keywords: Any,
) -> OldGymEnv:
    """What `gym.make` of a registered ID gives.

    Args:
      scenario: a name in the catalogue, a file, a mapping or a scenario.
      overrides: `{"maze.size": 11}` or `["maze.size=11"]`.
      seed: of the first episode, in [0, 2**32); None: from the operating system.
      render_mode: "rgb_array", "human" or None.
      disable_env_checker: of `gym.make` since 0.24; older ones hand it on to here, where it has no effect.
      **keywords: upstream's constructor keywords, such as `camera_resolution`.

    Raises:
      ScenarioError: the scenario, an override or a keyword is wrong; of an unknown keyword also a TypeError.
    """
    own = ("overrides", "render_mode")
    return OldGymEnv(build(with_keywords(load(scenario, overrides), keywords, own), seed), render_mode)


class OldGymEnv(_Env):
    """Makes a dm_env environment behave as upstream's `GymWrapper` did.

    `reset()` returns the observation alone and `step(action)` a 4-tuple: observation, reward, done, info. At the time
    limit `done` is true and `info` says `TimeLimit.truncated`, else it is empty. Where `gym` is installed this is a
    `gym.Env` with gym's spaces; where it is not, the spaces are Gymnasium's.

    Example:
      env = OldGymEnv(memory_maze.tasks.memory_maze_9x9(seed=0, image_only_obs=True))
    """

    metadata: dict[str, Any] = {"render_modes": list(MODES), "render.modes": list(MODES)}  # noqa: RUF012
    reward_range = (-float("inf"), float("inf"))
    spec = None

    def __init__(self, env: dm_env.Environment, render_mode: str | None = None) -> None:
        """Wraps an environment.

        Args:
          env: any dm_env environment, such as those of `memory_maze.tasks`, or a wrapper around one.
          render_mode: what `render()` does when it is not told; "rgb_array", "human" or None.

        Raises:
          ValueError: no such render mode.
        """
        _require_mode(render_mode)
        self.env = env
        self.render_mode = render_mode
        self.action_space = to_space(env.action_spec())
        self.observation_space = to_space(env.observation_spec())
        self._frames_a_second = _frames_a_second(env)
        self.metadata = {**OldGymEnv.metadata, "render_fps": self._frames_a_second}
        self._observation: Any = None
        self._random: np.random.Generator | None = None
        self._window: Window | None = None

    @property
    def unwrapped(self) -> OldGymEnv:
        """This environment itself."""
        return self

    @property
    def np_random(self) -> np.random.Generator:
        """A random stream for the caller, begun by `seed`. Episodes do not depend on it."""
        if self._random is None:
            self._random = np.random.default_rng()
        return self._random

    @np_random.setter
    def np_random(self, stream: np.random.Generator) -> None:
        self._random = stream

    def seed(self, seed: int | None = None) -> list[int | None]:
        """Has the next `reset` begin the stream of episodes of a seed in [0, 2**32).

        Raises:
          NotImplementedError: the dm_env environment is none of this package's, which can be seeded.
        """
        restart = getattr(self.env, "restart", None)
        if restart is None:
            raise NotImplementedError(f"{type(self.env).__name__} cannot be seeded; give it its seed when it is made")
        restart(seed)
        self._random = np.random.default_rng(seed)
        return [seed]

    def reset(self, *, seed: int | None = None, options: Mapping[str, Any] | None = None) -> Any:
        """Begins an episode and returns its first observation.

        Args:
          seed: as for the method `seed`; None continues the stream of episodes.
          options: none are known.

        Raises:
          ValueError: an option was given, or there is no such seed.
        """
        require_known_options(options, ())
        if seed is not None:
            self.seed(seed)
        self._observation = self.env.reset().observation
        self._show_unasked()
        return self._observation

    def step(self, action: Any) -> tuple[Any, float, bool, dict[str, Any]]:
        """Takes one control step.

        Returns:
          Observation, reward, whether the episode is over, and info: `{"TimeLimit.truncated": True}` where the time
          limit ended it, else empty.

        Raises:
          RuntimeError: the episode is over, or none has begun.
        """
        time_step = self.env.step(action)
        if time_step.first():
            raise RuntimeError("no episode is running; call reset()")
        done = time_step.last()
        info = {"TimeLimit.truncated": True} if done and time_step.discount else {}
        self._observation = time_step.observation
        self._show_unasked()
        return time_step.observation, float(time_step.reward), done, info

    def render(self, mode: str | None = None) -> NDArray[np.uint8] | None:
        """The picture of the last observation.

        Args:
          mode: "rgb_array" returns it, uint8 [height, width, 3]; "human" shows it in a window. By default the mode that
            the environment was made with, or else "human", as in the old gym.

        Raises:
          ValueError: no such mode.
          RuntimeError: before the first `reset`.
          NotImplementedError: the observations hold no picture.
        """
        _require_mode(mode)
        picture = _picture(self._observation)
        if (mode or self.render_mode or "human") == "rgb_array":
            return picture.copy()
        self._show(picture)
        return None

    def close(self) -> None:
        """Frees the simulator, the renderer and the window. May be called twice."""
        self.env.close()
        if self._window is not None:
            self._window.close()
            self._window = None

    def __enter__(self) -> OldGymEnv:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _show_unasked(self) -> None:
        if self.render_mode == "human":
            self._show(_picture(self._observation))

    def _show(self, picture: NDArray[np.uint8]) -> None:
        height, width = picture.shape[:2]
        scale = max(1, SMALLEST_WINDOW // max(height, width))
        if self._window is None:
            self._window = Window((width * scale, height * scale), "Memory Maze", self._frames_a_second)
        self._window.show(picture.repeat(scale, axis=0).repeat(scale, axis=1))


def _require_mode(mode: str | None) -> None:
    if mode is not None and mode not in MODES:
        raise ValueError(f"render mode {mode!r} is unknown; use {' or '.join(map(repr, MODES))}")


def _frames_a_second(env: dm_env.Environment) -> float:
    """Control steps a second; those of the benchmark where the environment does not say."""
    seconds = getattr(env, "control_timestep", None)
    return 1.0 / float(seconds()) if callable(seconds) else 4.0


def _picture(observation: Any) -> NDArray[np.uint8]:
    if observation is None:
        raise RuntimeError("there is nothing to render yet; call reset()")
    picture = observation.get("image") if isinstance(observation, Mapping) else observation
    if not isinstance(picture, np.ndarray) or picture.dtype != np.uint8 or picture.shape[2:] != (3,):
        raise NotImplementedError("the observations hold no picture, so there is nothing to render")
    return picture
