"""Many mazes as a Gymnasium vector environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from memory_maze.batch.mazes import Mazes, Members
from memory_maze.batch.observer import BatchObserver, Buffers
from memory_maze.envs import vector_checks as checks
from memory_maze.envs.handout import Handout
from memory_maze.envs.spaces import action_space, observation_space
from memory_maze.mechanics.snapshot import Snapshot
from memory_maze.scenario import load
from memory_maze.scenario.keywords import with_keywords
from memory_maze.scenario.loading import digest
from memory_maze.scenario.overrides import Overrides
from memory_maze.scenario.schema import Scenario

AnyScenario = Scenario | Mapping[str, Any] | str

Step = tuple[Any, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]


class MazeVectorEnv(VectorEnv[Any, Any, Any]):
    """N mazes, stepped and drawn together by all cores, each as its single environment would be, to the last bit.

    Actions, observations and rewards are those of `MemoryMazeEnv`, with a leading axis of N. An episode ends by
    truncation. Info at every reset and step: `target_index` and `targets_found`, int64 [N], with masks `_target_index`
    and `_targets_found`; in mode SAME_STEP also `final_obs` and `final_info` as Gymnasium defines them.
    """

    metadata: dict[str, Any] = {"render_modes": ["rgb_array"]}  # noqa: RUF012

    def __init__(
        self,
        scenario: AnyScenario | Sequence[AnyScenario],
        num_envs: int | None = None,
        overrides: Overrides = (),
        *,
        seed: int | Sequence[int | None] | None = None,
        threads: int | None = None,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        copy: bool = True,
        render_mode: str | None = None,
        render_size: int | None = None,
        **keywords: Any,
    ) -> None:
        """Reads the scenarios; the simulator starts with the first reset.

        Args:
          scenario: a name in the catalogue, a file, a mapping or a scenario, for all mazes; or a list of them, one a
            maze or repeated in turn, whose spaces agree.
          num_envs: mazes; by default 1, or as many as the list has.
          overrides: `{"maze.size": 11}` or `["maze.size=11"]`, for all.
          seed: of the first `reset()` that is given none; see `reset`.
          threads: how many step and draw at once; by default one a core. Nothing else depends on it.
          autoreset_mode: one of Gymnasium's.
          copy: hand out new arrays of observations; else two that are used in turn, so that one is good until the
            next step but one.
          render_mode: "rgb_array" or None.
          render_size: pixels a side of what `render` gives; by default the camera's resolution, 256 at least.
          **keywords: upstream's constructor keywords, such as `camera_resolution`.

        Raises:
          ScenarioError: a scenario, an override or a keyword is wrong.
          ValueError: spaces do not agree, or another argument is wrong.
        """
        if render_mode not in (None, "rgb_array"):
            raise ValueError(f"render_mode {render_mode!r} is unknown to a vector environment; use 'rgb_array'")
        chosen = checks.spread(scenario, num_envs)
        known = {id(one): with_keywords(load(one, overrides), keywords) for one in chosen}
        self.scenarios = tuple(known[id(one)] for one in chosen)
        checks.require_equal_spaces(self.scenarios)
        self.num_envs = len(chosen)
        self.render_mode = render_mode
        self.render_size = checks.render_size(self.scenarios, render_size)
        self.autoreset_mode = AutoresetMode(autoreset_mode)
        frequency = self.scenarios[0].control.frequency
        self.metadata = {
            **MazeVectorEnv.metadata,
            "render_fps": frequency,
            "autoreset_mode": self.autoreset_mode,
        }
        self.single_action_space = action_space(self.scenarios[0])
        self.single_observation_space = observation_space(self.scenarios[0])
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self._seeds: list[int | None] = checks.seeds(seed, self.num_envs)
        self._threads = checks.threads(threads)
        self._handout = Handout(self.observation_space, self.scenarios[0].shows_image_alone, copy)
        self._everyone = np.arange(self.num_envs)
        self._mazes: Mazes | None = None
        self._running = np.zeros(self.num_envs, np.bool_)

    @property
    def mazes(self) -> Mazes:
        """The mazes as arrays, nothing hidden: for policies that are told everything.

        Raises:
          RuntimeError: before the first `reset`, or after `close`.
        """
        self._require_open()
        if self._mazes is None:
            raise RuntimeError("there are no mazes yet; call reset()")
        return self._mazes

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
        out: Any = None,
    ) -> tuple[Any, dict[str, Any]]:
        """Begins episodes.

        Args:
          seed: starts streams of episodes: maze i gets seed + i, or its own of a list (None there continues the
            stream it has). None continues all streams.
          options: `{"reset_mask": bool [N]}` begins only those; the others stay as they are.
          out: arrays to write the observation into, in place of new ones.

        Raises:
          ValueError: a seed, the mask or `out` does not fit; nothing has happened then.
          RuntimeError: the environment is closed, or the mask leaves out mazes that have no episode yet.
        """
        self._require_open()
        seeds = self._seeds if seed is None and self._mazes is None else checks.seeds(seed, self.num_envs)
        members = checks.masked(options, self.num_envs)
        fresh = self._mazes is None
        if fresh and len(members) < self.num_envs:
            raise RuntimeError("reset_mask leaves out mazes that have no episode yet; reset all of them first")
        mazes, observer = self._opened()
        buffers = self._handout.arrays(observer, self.num_envs, out)
        for row in members.tolist():
            if fresh or seeds[row] is not None:
                mazes.members[row].seed(seeds[row])
                mazes.touched[row] = False
        self._begin(members)
        observer.observe(self._everyone, buffers)
        return self._handout.formed(buffers), self._info(members)

    def step(self, actions: Any, *, out: Any = None) -> Step:
        """Takes one control step in every maze.

        Args:
          actions: int [N], numbers of actions; or float [N, 2], (roll, steer), cut to [-1, 1].
          out: arrays to write the observation into, in place of new ones.

        Raises:
          ValueError: an action or `out` does not fit; nothing has happened then.
          RuntimeError: before `reset`, after `close`, or in mode DISABLED when an episode is over.
        """
        self._require_open()
        controls = checks.controls(actions, self.scenarios[0], self.num_envs)
        if self._mazes is None:
            raise RuntimeError("no episode is running; call reset()")
        mazes, observer = self._opened()
        buffers = self._handout.arrays(observer, self.num_envs, out)
        active, over = self._everyone[self._running], self._everyone[~self._running]
        if len(over) and self.autoreset_mode is not AutoresetMode.NEXT_STEP:
            raise RuntimeError(f"the episode of maze {over[0]} is over; call reset(options={{'reset_mask': ...}})")
        rewards = np.zeros(self.num_envs)
        rewards[active] = mazes.advance(active, controls[active])
        truncations = np.zeros(self.num_envs, np.bool_)
        truncations[active] = mazes.steps[active] >= mazes.limit[active]
        self._running[active] = ~truncations[active]
        if len(over):
            self._begin(over)
        info = self._info(self._everyone)
        observer.observe(self._everyone, buffers)
        ended = self._everyone[truncations]
        if self.autoreset_mode is AutoresetMode.SAME_STEP and len(ended):
            info = self._replace_ended(ended, buffers, info)
        return self._handout.formed(buffers), rewards, np.zeros(self.num_envs, np.bool_), truncations, info

    def get_state(self) -> tuple[Snapshot, ...]:
        """All mazes as they are now, one snapshot each, to be pickled or handed to `set_state`.

        Raises:
          RuntimeError: before the first `reset`, or after `close`.
        """
        self._require_open()
        if self._mazes is None:
            raise RuntimeError("there is no state yet; call reset()")
        digests = self._digests()
        running = self._running.tolist()
        return tuple(self._mazes.snapshot(row, digests[row], running[row]) for row in range(self.num_envs))

    def set_state(self, state: Sequence[Snapshot], *, out: Any = None) -> tuple[Any, dict[str, Any]]:
        """Goes back, or over, to a saved moment; what follows is the same to the last bit.

        Args:
          state: as `get_state` of an environment with the same scenarios gave it; or snapshots of single environments.
          out: arrays to write the observation into, in place of new ones.

        Returns:
          Observation and info at that moment.

        Raises:
          ValueError: the state does not fit; nothing has happened then.
          RuntimeError: after `close`.
        """
        self._require_open()
        checks.require_snapshots(state, self._digests())
        mazes, observer = self._opened()
        buffers = self._handout.arrays(observer, self.num_envs, out)
        for row, snapshot in enumerate(state):
            mazes.restore(row, snapshot)
            self._running[row] = snapshot.running
        observer.show(self._everyone)
        observer.observe(self._everyone, buffers)
        return self._handout.formed(buffers), self._info(self._everyone)

    def render(self) -> tuple[NDArray[np.uint8], ...] | None:
        """N times uint8 [size, size, 3] in mode "rgb_array": what the agents see, drawn at `render_size`."""
        self._require_open()
        if self.render_mode is None:
            return None
        if self._mazes is None:
            raise RuntimeError("there is nothing to render yet; call reset()")
        out = np.empty((self.num_envs, self.render_size, self.render_size, 3), np.uint8)
        self._observer.draw(self._everyone, out, self.render_size)
        return tuple(out)

    def close_extras(self, **kwargs: Any) -> None:
        """Frees the simulator and the renderers."""
        if self._mazes is not None:
            self._observer.close()
            self._mazes = None
        self._handout.forget()

    def _require_open(self) -> None:
        if self.closed:
            raise RuntimeError("the environment is closed; make a new one")

    def _opened(self) -> tuple[Mazes, BatchObserver]:
        # Late, so that threads begin in the process that steps, and not before it forks.
        if self._mazes is None:
            self._mazes = Mazes(self.scenarios, self._threads)
            self._observer = BatchObserver(self._mazes, self._threads)
        return self._mazes, self._observer

    def _begin(self, members: Members) -> None:
        mazes, observer = self._opened()
        mazes.begin(members)
        observer.show(members)
        self._running[members] = True

    def _replace_ended(self, ended: Members, buffers: Buffers, info: dict[str, Any]) -> dict[str, Any]:
        """Begins new episodes where some have ended, as SAME_STEP wants it; returns the step's info."""
        final_obs = np.full(self.num_envs, None, dtype=object)
        for row in ended.tolist():
            final_obs[row] = self._handout.of_one(buffers, row)
        final = self._info(ended)
        self._begin(ended)
        _, observer = self._opened()
        new = observer.buffers(len(ended))
        observer.observe(ended, new)
        for key, array in buffers.items():
            array[ended] = new[key]
        mask = final["_target_index"]
        return {
            **self._info(self._everyone),
            "final_obs": final_obs,
            "_final_obs": mask,
            "final_info": final,
            "_final_info": mask.copy(),
        }

    def _info(self, members: Members) -> dict[str, Any]:
        mazes, _ = self._opened()
        mask = np.zeros(self.num_envs, np.bool_)
        mask[members] = True
        return {
            "target_index": np.where(mask, mazes.target, 0),
            "_target_index": mask,
            "targets_found": np.where(mask, mazes.found, 0),
            "_targets_found": mask.copy(),
        }

    def _digests(self) -> list[str]:
        known = {id(scenario): digest(scenario) for scenario in self.scenarios}
        return [known[id(scenario)] for scenario in self.scenarios]
