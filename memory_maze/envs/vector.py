"""Many mazes as a Gymnasium vector environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode
from numpy.typing import NDArray

from memory_maze.envs import vector_checks as checks
from memory_maze.envs.batched_spaces import batched
from memory_maze.envs.handout import Handout
from memory_maze.envs.options import changed_scenarios, require_same_spaces
from memory_maze.envs.spaces import action_space, observation_space
from memory_maze.envs.vector_members import infos
from memory_maze.envs.vector_simulator import SimulatingVectorEnv
from memory_maze.exclusive import exclusive
from memory_maze.game.engine import Rows
from memory_maze.game.snapshot import Snapshot
from memory_maze.observation.observer import Buffers
from memory_maze.scenario import load
from memory_maze.scenario.digests import digests
from memory_maze.scenario.family import Family
from memory_maze.scenario.keywords import with_keywords
from memory_maze.scenario.members import unfolded
from memory_maze.scenario.overrides import Overrides
from memory_maze.scenario.schema import Scenario

AnyScenario = Scenario | Mapping[str, Any] | str

Step = tuple[Any, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]


OWN_KEYWORDS = ("num_envs", "overrides", "threads", "autoreset_mode", "copy", "render_mode", "render_size")
"""What `MazeVectorEnv` takes beside upstream's keywords."""


class MazeVectorEnv(SimulatingVectorEnv):
    """N mazes, stepped and drawn together by all cores, each as its single environment would be, to the last bit.

    Actions, observations and rewards are those of `MemoryMazeEnv`, with a leading axis of N. An episode ends by
    truncation, or by termination where the rule ends it.

    Info at every reset and step: `target_index`, `targets_found` and `wrong_touches`, int64 [N], and where a task has a
    goal `is_success`, bool [N], as `MemoryMazeEnv` tells them, each with its mask, `_target_index` and so on; where
    values are drawn `drawn`, a mapping of arrays and masks by dotted field; in mode SAME_STEP also `final_obs` and
    `final_info` as Gymnasium defines them.

    A copy (`copy.deepcopy`, `pickle`) goes on with the episodes that run, to the last bit. One thread at a time may use
    it: another one gets a RuntimeError.
    """

    metadata: dict[str, Any] = {"render_modes": ["rgb_array"]}  # noqa: RUF012

    def __init__(
        self,
        scenario: AnyScenario | Family | Sequence[AnyScenario],
        num_envs: int | None = None,
        overrides: Overrides = (),
        *,
        seed: int | Sequence[int | None] | None = None,
        threads: int | None = None,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        copy: bool = True,
        render_mode: str | None = None,
        render_size: int | None = None,
        max_episode_steps: int | None = None,
        disable_env_checker: bool | None = None,
        **keywords: Any,
    ) -> None:
        """Reads the scenarios; the simulator starts with the first reset.

        Args:
          scenario: a name in the catalogue, a file, a mapping or a scenario, for all mazes; or a list of them, one a
            maze or repeated in turn, whose spaces agree. A family is the list of its members.
          num_envs: mazes; by default 1, or as many as the list has.
          overrides: `{"maze.size": 11}` or `["maze.size=11"]`, for all.
          seed: of the first `reset()` that is given none; see `reset`.
          threads: how many step and draw at once; by default one a core. Nothing else depends on it.
          autoreset_mode: one of Gymnasium's.
          copy: hand out new arrays of observations; else two that are used in turn, so that one is good until the
            next step but one.
          render_mode: "rgb_array" or None.
          render_size: pixels a side of what `render` gives; by default the camera's resolution, 256 at least.
          max_episode_steps: end episodes after so many control steps, if the scenario does not end them before.
          disable_env_checker: taken because `gymnasium.make` takes it; there is no checker of vector environments.
          **keywords: upstream's constructor keywords, such as `camera_resolution`.

        Raises:
          ScenarioError: a scenario, an override or a keyword is wrong; of an unknown keyword also a TypeError.
          ValueError: spaces do not agree, or another argument is wrong.
        """
        if render_mode not in (None, "rgb_array"):
            raise ValueError(f"render_mode {render_mode!r} is unknown to a vector environment; use 'rgb_array'")
        chosen = checks.spread(unfolded(scenario, overrides), num_envs)
        unlike = {id(one): one for one in chosen}
        loaded = {key: with_keywords(load(one, overrides), keywords, OWN_KEYWORDS) for key, one in unlike.items()}
        self._max_steps = max_episode_steps
        known = {key: self._finish(one) for key, one in loaded.items()}
        self.scenarios = tuple(known[id(one)] for one in chosen)
        checks.require_equal_spaces(self.scenarios)
        self.num_envs = len(chosen)
        self.render_mode = render_mode
        self.render_size = checks.checked_render_size(self.scenarios, render_size)
        self.autoreset_mode = checks.autoreset(autoreset_mode)
        own = {"render_fps": self.scenarios[0].control.frequency, "autoreset_mode": self.autoreset_mode}
        self.metadata = {**MazeVectorEnv.metadata, **own}
        self.single_action_space = action_space(self.scenarios[0])
        self.single_observation_space = observation_space(self.scenarios[0])
        self.action_space = batched(self.single_action_space, self.num_envs)
        self.observation_space = batched(self.single_observation_space, self.num_envs)
        known_digests = {key: digests(one) for key, one in known.items()}
        self._learn()
        self._digests = tuple(known_digests[id(one)] for one in chosen)
        self._seed = seed
        self._seeds: list[int | None] = checks.seeds(seed, self.num_envs)
        self._threads = checks.threads(threads)
        self._handout = Handout(self.observation_space, self.scenarios[0].shows_image_alone, copy)
        self._everyone = np.arange(self.num_envs)
        self._begin_life()

    @exclusive
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
          options: `{"reset_mask": bool [N]}` begins only those; the others stay as they are. `scenario` (what
            `memory_maze.load` takes, or a list, one a maze) and `overrides` go over to other scenarios with the same
            spaces, in the mazes that begin; their random streams go on.
          out: arrays to write the observation into, in place of new ones.

        Raises:
          ValueError: a seed, the mask or `out` does not fit, or an option is unknown; nothing has happened then.
          RuntimeError: the environment is closed, or the mask leaves out mazes that have no episode yet.
        """
        self._require_open()
        seeds = checks.seeds(seed, self.num_envs)
        rows = checks.masked(options, self.num_envs)
        self._handout.check(out)
        changed = changed_scenarios(options, self.scenarios, self._finish)
        if not self._begun:
            if len(rows) < self.num_envs:
                raise RuntimeError("reset_mask leaves out mazes that have no episode yet; reset all of them first")
            seeds = [own if given is None else given for own, given in zip(self._seeds, seeds, strict=True)]
            seed = self._seed if seed is None else seed
        if changed:
            self.go_over({row: changed[row] for row in rows.tolist() if row in changed})
        world, _ = self._opened()
        for row in rows.tolist():
            if not self._begun or seeds[row] is not None:
                world.seed(row, seeds[row])
        self.take_seeds(seeds, seed)
        self._begin(rows)
        self._begun = True
        return self._observed(out), self._info(rows)

    @exclusive
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
        self._handout.check(out)
        self._require_begun("no episode is running")
        world, observer = self._opened()
        active, over = self._everyone[self._running], self._everyone[~self._running]
        if len(over) and self.autoreset_mode is not AutoresetMode.NEXT_STEP:
            raise RuntimeError(f"the episode of maze {over[0]} is over; call reset(options={{'reset_mask': ...}})")
        rewards = np.zeros(self.num_envs)
        terminations, truncations = np.zeros(self.num_envs, np.bool_), np.zeros(self.num_envs, np.bool_)
        outcome = world.advance(active, controls[active])
        rewards[active], terminations[active], truncations[active] = outcome
        ended = self._everyone[terminations | truncations]
        self._running[ended] = False
        if len(over):
            self._begin(over)
        info = self._info(self._everyone)
        buffers = self._handout.arrays(observer, self.num_envs, out)
        observer.observe(world.now, buffers)
        if self.autoreset_mode is AutoresetMode.SAME_STEP and len(ended):
            info = self._replace_ended(ended, buffers, info)
        return self._handout.formed(buffers), rewards, terminations, truncations, info

    @exclusive
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
        checks.require_snapshots(state, self._digests, self._opened()[0].physics.state_size)
        self._handout.check(out)
        self._restore(state)
        return self._observed(out), self._info(self._everyone)

    @exclusive
    def render(self) -> tuple[NDArray[np.uint8], ...] | None:
        """N times uint8 [size, size, 3] in mode "rgb_array": what the agents see, drawn at `render_size`."""
        self._require_open()
        if self.render_mode is None:
            return None
        self._require_begun("there is nothing to render yet")
        out = np.empty((self.num_envs, self.render_size, self.render_size, 3), np.uint8)
        world, observer = self._opened()
        observer.draw(world.now, out, self.render_size)
        return tuple(out)

    def go_over(self, scenarios: Mapping[int, Scenario]) -> None:
        """Goes over to other scenarios with the same spaces, in mazes whose episodes are over or are to begin anew.

        Args:
          scenarios: by maze; the random streams of these mazes go on, and all other mazes stay as they are.

        Raises:
          ValueError: a scenario has other spaces; nothing has happened then.
        """
        for scenario in scenarios.values():
            require_same_spaces(scenario, self.scenarios[0])
        self._go_over({row: self._finish(scenario) for row, scenario in scenarios.items()})
        self._learn()

    def _finish(self, scenario: Scenario) -> Scenario:
        return checks.limited(scenario, self._max_steps)

    def _learn(self) -> None:
        """Takes over what infos tell of these scenarios."""
        unlike = {id(one): one for one in self.scenarios}.values()
        self._has_goal = any(one.has_goal for one in unlike)
        self._drawn = tuple(dict.fromkeys(draw.field for one in unlike for draw in one.draws))

    def _begin(self, rows: Rows) -> None:
        """Begins episodes. If one cannot be made, those before it have begun and it is over."""
        world, _ = self._opened()
        self._running[rows] = False
        for row in rows.tolist():
            world.begin(row)
            self._running[row] = True

    def _observed(self, out: Any) -> Any:
        """The observation of this moment."""
        world, observer = self._opened()
        buffers = self._handout.arrays(observer, self.num_envs, out)
        observer.observe(world.now, buffers)
        return self._handout.formed(buffers)

    def _replace_ended(self, ended: Rows, buffers: Buffers, info: dict[str, Any]) -> dict[str, Any]:
        """Begins new episodes where some have ended, as SAME_STEP wants it; returns the step's info."""
        final_obs = np.full(self.num_envs, None, dtype=object)
        for row in ended.tolist():
            final_obs[row] = self._handout.of_one(buffers, row)
        final = self._info(ended)
        self._begin(ended)
        world, observer = self._opened()
        observer.observe(world.now, new := observer.buffers(len(ended)), ended)
        for key, array in buffers.items():
            array[ended] = new[key]
        mask = final["_target_index"]
        finals = {"final_obs": final_obs, "_final_obs": mask.copy(), "final_info": final, "_final_info": mask.copy()}
        return {**self._info(self._everyone), **finals}

    def _info(self, rows: Rows) -> dict[str, Any]:
        return infos(self._opened()[0].now, rows, self._has_goal, self._drawn)
