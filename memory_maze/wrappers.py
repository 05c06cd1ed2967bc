"""Upstream's wrappers of dm_env environments, for programs that import them. The scenarios do the same by fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.dm import array_spec, dm_env, specs
from memory_maze.observation.border import draw_border
from memory_maze.observation.observer import Observer


class Wrapper(dm_env.Environment):
    """A dm_env environment around another one, `env`; what it does not have itself is the other's."""

    def __init__(self, env: dm_env.Environment) -> None:
        self.env = env

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "env":
            # Copying asks for these before there is an environment.
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        return getattr(self.env, name)

    def reset(self) -> dm_env.TimeStep:
        """Begins an episode."""
        return self.env.reset()

    def step(self, action: Any) -> dm_env.TimeStep:
        """Takes one control step."""
        return self.env.step(action)

    def observation_spec(self) -> Any:
        """What observations are."""
        return self.env.observation_spec()

    def action_spec(self) -> Any:
        """What actions are."""
        return self.env.action_spec()

    def reward_spec(self) -> Any:
        """What rewards are."""
        return self.env.reward_spec()

    def discount_spec(self) -> Any:
        """What discounts are."""
        return self.env.discount_spec()

    def close(self) -> None:
        """Closes the environment."""
        self.env.close()


class ObservationWrapper(Wrapper):
    """Changes observations: a subclass says how in `observation`, and in `observation_spec` what comes of it."""

    def observation(self, obs: Any) -> Any:
        """The changed observation; the one that is given may be changed in place."""
        raise NotImplementedError(f"{type(self).__name__} does not say what becomes of an observation")

    def reset(self) -> dm_env.TimeStep:
        """Begins an episode."""
        return self._changed(self.env.reset())

    def step(self, action: Any) -> dm_env.TimeStep:
        """Takes one control step."""
        return self._changed(self.env.step(action))

    def _changed(self, time_step: dm_env.TimeStep) -> dm_env.TimeStep:
        return time_step._replace(observation=self.observation(time_step.observation))

    def require(self, *keys: str) -> None:
        """Raises ValueError unless the observations of `env` are a mapping with these keys."""
        spec = self.env.observation_spec()
        known = tuple(spec) if isinstance(spec, Mapping) else ()
        for key in keys:
            if key not in known:
                found = f"has {', '.join(known)}" if known else "is an array alone"
                raise ValueError(f"{type(self).__name__} needs {key!r} in the observation, which {found}")


class RemapObservationWrapper(ObservationWrapper):
    """Observations with other names: `mapping` says for each new name which old one it has."""

    def __init__(self, env: dm_env.Environment, mapping: Mapping[str, str]) -> None:
        super().__init__(env)
        self.mapping = dict(mapping)
        self.require(*self.mapping.values())

    def observation_spec(self) -> dict[str, Any]:
        return self.observation(self.env.observation_spec())

    def observation(self, obs: Any) -> dict[str, Any]:
        return {new: obs[old] for new, old in self.mapping.items()}


class ImageOnlyObservationWrapper(ObservationWrapper):
    """The one entry `key` in place of the mapping."""

    def __init__(self, env: dm_env.Environment, key: str = "image") -> None:
        super().__init__(env)
        self.key = key
        self.require(key)

    def observation_spec(self) -> Any:
        return self.env.observation_spec()[self.key]

    def observation(self, obs: Any) -> Any:
        return obs[self.key]


class DiscreteActionSetWrapper(Wrapper):
    """Numbers as actions, in place of the control signals in `action_set`."""

    def __init__(self, env: dm_env.Environment, action_set: Sequence[NDArray[Any]]) -> None:
        super().__init__(env)
        self.action_set = action_set

    def action_spec(self) -> specs.DiscreteArray:
        return specs.DiscreteArray(len(self.action_set))

    def step(self, action: Any) -> dm_env.TimeStep:
        """Takes one control step.

        Raises:
          ValueError: there is no action of that number.
        """
        number = int(action)
        if number != action or not 0 <= number < len(self.action_set):
            raise ValueError(f"action {action!r} is none of the integers 0 to {len(self.action_set) - 1}")
        return self.env.step(self.action_set[number])


class TargetColorAsBorderWrapper(ObservationWrapper):
    """Frames `image` by the colour in `target_color`."""

    def __init__(self, env: dm_env.Environment) -> None:
        super().__init__(env)
        self.require("image", "target_color")

    def observation(self, obs: Any) -> dict[str, Any]:
        image = obs["image"].copy()
        draw_border(image, np.asarray(obs["target_color"], np.float64))
        return {**obs, "image": image}


class _KeysWrapper(ObservationWrapper):
    """Adds entries that a scenario's observations can have: those that `keys` names."""

    keys: tuple[str, ...]

    def __init__(self, env: dm_env.Environment) -> None:
        super().__init__(env)
        self.require()
        self._maze = _maze_of(env)
        self._observer = Observer((self._maze.scenario.override(observation={"form": "dict", "keys": self.keys}),))

    def observation_spec(self) -> dict[str, Any]:
        own = self._observer.specs
        return {**self.env.observation_spec(), **{key: array_spec(key, own[key]) for key in self.keys}}

    def observation(self, obs: Any) -> dict[str, Any]:
        buffers = self._observer.buffers(1, self.keys)
        self._observer.observe(self._maze.moments, buffers)
        return {**obs, **{key: array[0] for key, array in buffers.items()}}


def _maze_of(env: dm_env.Environment) -> Any:
    """What knows the scenario and the moments: an environment of this package, or its task in another environment."""
    return env if hasattr(env, "scenario") else env.task


class _PlacesWrapper(_KeysWrapper):
    """Adds places, which upstream's wrappers have to be told how to measure."""

    def __init__(self, env: dm_env.Environment, maze_xy_scale: float, maze_width: int, maze_height: int) -> None:
        """Wraps an environment of this package.

        Args:
          env: the environment, or another wrapper of it.
          maze_xy_scale: metres a side of a cell.
          maze_width: cells inside the outer wall.
          maze_height: cells inside the outer wall.

        Raises:
          ValueError: the maze has other measures.
        """
        super().__init__(env)
        scenario = self._maze.scenario
        own, given = (scenario.maze.cell_size, *scenario.maze_shape), (maze_xy_scale, maze_width, maze_height)
        if given != own:
            raise ValueError(f"the maze has the cell size, width and height {own}, not {given}")


class TargetsPositionWrapper(_PlacesWrapper):
    """Adds `targets_vec` and `targets_pos`, float64 [n, 2], and the prompted object's `target_vec` and `target_pos`,
    float64 [2], in cells."""

    keys = ("targets_vec", "targets_pos", "target_vec", "target_pos")


class AgentPositionWrapper(_PlacesWrapper):
    """Adds `agent_pos`, in cells, and `agent_dir`, a unit vector; float64 [2]."""

    keys = ("agent_pos", "agent_dir")


class MazeLayoutWrapper(_KeysWrapper):
    """Adds `maze_layout`, uint8 [height, width]: 1 free, 0 wall, row 0 at the bottom."""

    keys = ("maze_layout",)
