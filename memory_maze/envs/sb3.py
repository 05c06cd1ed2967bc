"""Many mazes as a `VecEnv` of Stable-Baselines3. Needs `pip install 'memory-maze-scenarios[sb3]'`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from memory_maze.envs.options import require_known_options
from memory_maze.envs.vector import AnyScenario, MazeVectorEnv
from memory_maze.scenario.overrides import Overrides

try:
    from stable_baselines3.common.vec_env import VecEnv
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        f"memory_maze.envs.sb3 needs Stable-Baselines3, and {error.name!r} is not installed; "
        "run pip install 'memory-maze-scenarios[sb3]'",
        name=error.name,
    ) from error

Indices = None | int | Iterable[int]


class MazeVecEnv(VecEnv):
    """N mazes as Stable-Baselines3 wants them: maze i gives what the single environment with its seed gives.

    Observations are those of `MazeVectorEnv`: uint8 [N, H, W, 3], which Stable-Baselines3 turns into channels-first by
    itself, or a mapping of arrays. Rewards are float32 [N], as in its own environments. Info of each maze: what the
    single environment tells, `TimeLimit.truncated`, and at an episode's end `terminal_observation`.

    Example:
      model = PPO("CnnPolicy", MazeVecEnv("classic/9x9", num_envs=16), seed=0)
    """

    def __init__(
        self,
        scenario: AnyScenario | Sequence[AnyScenario],
        num_envs: int | None = None,
        overrides: Overrides = (),
        **kwargs: Any,
    ) -> None:
        """Reads the scenarios; the simulator starts with the first reset.

        Args:
          scenario: as `MazeVectorEnv` takes it.
          num_envs: mazes; by default 1, or as many as the list has.
          overrides: `{"maze.size": 11}` or `["maze.size=11"]`, for all.
          **kwargs: of `MazeVectorEnv`, without `autoreset_mode`.

        Raises:
          ScenarioError: a scenario, an override or a keyword is wrong.
          ValueError: spaces do not agree, or another argument is wrong.
        """
        self.mazes = MazeVectorEnv(scenario, num_envs, overrides, autoreset_mode=AutoresetMode.SAME_STEP, **kwargs)
        """The vector environment behind this one."""
        self.spec = None
        self._actions: Any = None
        mazes = self.mazes
        super().__init__(mazes.num_envs, mazes.single_observation_space, mazes.single_action_space)
        self.metadata["render_fps"] = mazes.metadata["render_fps"]

    def reset(self) -> Any:
        """Begins an episode in every maze, with the seeds of the last `seed()` if there was one since.

        Raises:
          ValueError: `set_options` has given a maze an option; none are known.
        """
        for options in self._options:
            require_known_options(options, ())
        # The first reset has the seed that the mazes were made with, where `seed()` gave none.
        seeds = None if all(one is None for one in self._seeds) else self._seeds
        observation, info = self.mazes.reset(seed=seeds)
        self.reset_infos = _infos(info, self.num_envs)
        self._reset_seeds()
        self._reset_options()
        return observation

    def step_async(self, actions: NDArray[Any]) -> None:
        """Keeps the actions for `step_wait`."""
        self._actions = actions

    def step_wait(self) -> tuple[Any, NDArray[np.float32], NDArray[np.bool_], list[dict[str, Any]]]:
        """Takes one control step in every maze; where an episode has ended, the next one begins.

        Raises:
          ValueError: an action is wrong; nothing has happened then.
          RuntimeError: before `reset`, or after `close`.
        """
        observation, rewards, terminations, truncations, info = self.mazes.step(self._actions)
        dones = terminations | truncations
        infos = _infos(info, self.num_envs)
        for row in np.flatnonzero(dones).tolist():
            self.reset_infos[row] = infos[row]
            infos[row] = _info(info["final_info"], row)
            infos[row]["terminal_observation"] = info["final_obs"][row]
        for one, truncated in zip(infos, truncations.tolist(), strict=True):
            one["TimeLimit.truncated"] = truncated
        return observation, rewards.astype(np.float32), dones, infos

    def close(self) -> None:
        """Frees the simulator and the renderers."""
        self.mazes.close()

    def get_images(self) -> Sequence[NDArray[np.uint8] | None]:
        """N times uint8 [size, size, 3] where `render_mode` is "rgb_array", else None."""
        return self.mazes.render() or [None] * self.num_envs

    def get_attr(self, attr_name: str, indices: Indices = None) -> list[Any]:
        """An attribute, one value a maze: its `scenario`, its spaces, or what the vector environment has for all.

        Raises:
          AttributeError: there is none of that name.
        """
        rows = self._get_indices(indices)
        if attr_name == "scenario":
            return [self.mazes.scenarios[row] for row in rows]
        shared = {"action_space": "single_action_space", "observation_space": "single_observation_space"}
        value = getattr(self.mazes, shared.get(attr_name, attr_name))
        return [value for _ in rows]

    def set_attr(self, attr_name: str, value: Any, indices: Indices = None) -> None:
        """Raises NotImplementedError: mazes of a batch are no objects of their own."""
        raise NotImplementedError(
            f"{attr_name!r} cannot be set: mazes of a batch have no attributes; give each its scenario when making them"
        )

    def env_method(
        self, method_name: str, *method_args: Any, indices: Indices = None, **method_kwargs: Any
    ) -> list[Any]:
        """What `get_state` or `render` gives for each maze.

        Raises:
          AttributeError: another method; call it on `mazes`, for all of them.
        """
        if method_name not in ("get_state", "render"):
            raise AttributeError(f"{method_name!r} cannot be called maze by maze; use the vector environment, `.mazes`")
        results = getattr(self.mazes, method_name)(*method_args, **method_kwargs) or [None] * self.num_envs
        return [results[row] for row in self._get_indices(indices)]

    def env_is_wrapped(self, wrapper_class: type[Any], indices: Indices = None) -> list[bool]:
        """False for each: a wrapper goes around all mazes."""
        return [False for _ in self._get_indices(indices)]


def _info(info: dict[str, Any], row: int) -> dict[str, Any]:
    """What the vector environment tells of one maze, without what it tells of the episode before."""
    told: dict[str, Any] = {}
    for key, values in info.items():
        if key.startswith(("_", "final_")) or not info[f"_{key}"][row]:
            continue
        told[key] = _info(values, row) if isinstance(values, dict) else values.tolist()[row]
    return told


def _infos(info: dict[str, Any], count: int) -> list[dict[str, Any]]:
    return [_info(info, row) for row in range(count)]
