"""The dm_env environment of a scenario: composer's, with a seed stream, a fast step and the scenario's form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mujoco
import numpy as np
from dm_control import composer

from memory_maze.dm import MazeEnvironment, dm_env, to_time_step
from memory_maze.exclusive import exclusive, new_lock
from memory_maze.game.draws import draw_maze_seed
from memory_maze.game.moments import Moments
from memory_maze.game.seeds import checked_seed
from memory_maze.game.snapshot import Snapshot, require_fit
from memory_maze.observation.observer import Observer
from memory_maze.one_maze import Step, begun
from memory_maze.scenario.model.fields import PHYSICS_STEP
from memory_maze.scenario.schema import Scenario
from memory_maze.task.observables import KeyObservable
from memory_maze.task.task import MemoryMazeTask

_EARLY = 1e-3
"""Seconds. The time limit is set this much early, so that the last step's rounding does not add another."""

_STEP_HOOKS = ("before_step", "before_substep", "after_substep", "after_step")


class Environment(MazeEnvironment, composer.Environment):
    """A `composer.Environment` over one `MemoryMazeTask`; the physics model is compiled once.

    Hooks and observables that a user adds have composer's meaning. Where there are none, the row of the world takes the
    step, with the same result to the last bit.

    Methods raise RuntimeError while another thread is in one of them.
    """

    def __init__(self, task: MemoryMazeTask, random_state: np.random.RandomState, observer: Observer) -> None:
        """Wraps a task.

        Args:
          task: not started yet.
          random_state: the stream that the task's maze seed was drawn from; all of an episode's draws come from it.
          observer: of the task's observables; closed by `close`.
        """
        self.in_use = new_lock()
        self.observer = observer
        self._image_only = task.scenario.shows_image_alone
        self._plain_keys: tuple[str, ...] | None = None
        """What a step observes where nothing of a user's own takes part in it; None where something does."""
        steps = task.scenario.episode_steps * task.scenario.physics_steps
        super().__init__(
            task=task,
            time_limit=steps * PHYSICS_STEP - _EARLY,
            random_state=random_state,
            strip_singleton_obs_buffer_dim=True,
            recompile_mjcf_every_episode=False,
        )

    @property
    def scenario(self) -> Scenario:
        return self._task.scenario

    @property
    def moments(self) -> Moments:
        return begun(self._task.world.now)

    @property
    def stream(self) -> np.random.RandomState:
        return self._random_state

    @exclusive
    def restart(self, seed: int | None) -> None:
        """Starts the stream of episodes that a new environment with this seed has; call `reset` next.

        Args:
          seed: in [0, 2**32), or None for one from the operating system.

        Raises:
          ValueError: no such seed.
        """
        self._random_state.seed(checked_seed(seed))
        self._task.restart(draw_maze_seed(self._random_state))
        self._reset_next_step = True

    @exclusive
    def reset(self) -> dm_env.TimeStep:
        time_step = super().reset()
        self._plain_keys = self._keys_without_hooks()
        return self._formed(time_step)

    @exclusive
    def step(self, action: Any) -> dm_env.TimeStep:
        if self._reset_next_step:
            return self.reset()
        if self._plain_keys is not None:
            return to_time_step(self._plain_step(action, self._plain_keys))
        # composer's steps begin with the second half of a physics step, and those of the world end with it.
        mujoco.mj_step1(self._physics.model.ptr, self._physics.data.ptr)
        return self._formed(super().step(action))

    @exclusive
    def play(self, action: Any) -> Step:
        if self._plain_keys is None or self._reset_next_step:
            return super().play(action)
        return self._plain_step(action, self._plain_keys)

    def add_extra_hook(self, hook_name: str, hook_callable: Callable[..., None]) -> None:
        super().add_extra_hook(hook_name, hook_callable)
        if self._plain_keys is not None:
            self._plain_keys = self._keys_without_hooks()

    @exclusive
    def get_state(self) -> Snapshot:
        """This moment, to be pickled or handed to `set_state`.

        Raises:
          RuntimeError: no episode has begun.
        """
        return self._task.world.snapshot(0, self._task.digests[0], not self._reset_next_step)

    @exclusive
    def set_state(self, snapshot: Snapshot) -> Any:
        """Goes back, or over, to a saved moment; what follows is the same to the last bit.

        Args:
          snapshot: from `get_state` of an environment with the same scenario.

        Returns:
          The observation at that moment.

        Raises:
          ValueError: the snapshot is another scenario's; nothing has happened then.
        """
        require_fit(snapshot, self._task.digests, self._task.world.physics.state_size, "this environment")
        if self._task.moments is None:
            self.reset()
        self._task.restore(self._physics, snapshot)
        self._reset_next_step = not snapshot.running
        keys = tuple(name for name, added in self._enabled().items() if isinstance(added, KeyObservable))
        return self.observer.of_one(self._task.world.now, keys)

    def observation_spec(self) -> Any:
        spec = super().observation_spec()
        return spec["image"] if self._image_only else dict(spec)

    @exclusive
    def close(self) -> None:
        if self._physics is not None:
            self.observer.close()
            super().close()

    def _plain_step(self, action: Any, keys: tuple[str, ...]) -> Step:
        task = self._task
        task.advance(action)
        outcome = task.outcome
        terminated, truncated = bool(outcome.terminated[0]), bool(outcome.truncated[0])
        self._reset_next_step = terminated or truncated
        return Step(self.observer.of_one(task.world.now, keys), task.get_reward(None), terminated, truncated)

    def _enabled(self) -> dict[str, Any]:
        return {name: added for name, added in self._task.observables.items() if added.enabled}

    def _keys_without_hooks(self) -> tuple[str, ...] | None:
        """The enabled keys when nothing but them is observed and nothing of a user's own is called, else None."""
        enabled = self._enabled()
        plain = all(isinstance(added, KeyObservable) and added.is_plain for added in enabled.values())
        return tuple(enabled) if plain and self._has_no_foreign_hooks() else None

    def _has_no_foreign_hooks(self) -> bool:
        task = type(self._task)
        for name in _STEP_HOOKS:
            hook = getattr(self._hooks, f"_{name}")
            if hook.entity_hooks or hook.extra_hooks or getattr(task, name) is not getattr(MemoryMazeTask, name):
                return False
        return True

    def _formed(self, time_step: dm_env.TimeStep) -> dm_env.TimeStep:
        observation = time_step.observation
        return time_step._replace(observation=observation["image"] if self._image_only else dict(observation))
