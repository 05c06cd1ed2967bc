"""The dm_env environment of a scenario where dm_control cannot be installed; episodes are the same to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze import dm
from memory_maze.dm import MazeEnvironment, dm_env, specs
from memory_maze.exclusive import exclusive, new_lock
from memory_maze.game.moments import Moments
from memory_maze.game.snapshot import Snapshot
from memory_maze.installed import lacking
from memory_maze.one_maze import OneMaze, Step
from memory_maze.scenario.model.fields import PHYSICS_STEP
from memory_maze.scenario.schema import Scenario


def _of_composer(name: str) -> property:
    """An attribute that environments of dm_control's kind have: asking for it raises AttributeError."""

    def get(environment: Any) -> Any:
        raise AttributeError(lacking(f"`{name}` of an environment", "dm_control"))

    return property(get, doc="Of environments of dm_control's kind only.")


class PlainEnvironment(MazeEnvironment):
    """One maze behind dm_env's interface, and nothing of dm_control: no physics model to look into, no hooks.

    Methods raise RuntimeError while another thread is in one of them.
    """

    def __init__(self, scenario: Scenario, seed: int | np.random.RandomState | None = None) -> None:
        """Prepares; nothing is drawn before the first reset.

        Args:
          scenario: what is played.
          seed: as for `restart`.

        Raises:
          ValueError: no such seed.
          GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
        """
        self.in_use = new_lock()
        self._maze = OneMaze(scenario, seed)
        self.observer = self._maze.observer

    add_extra_hook = _of_composer("add_extra_hook")
    physics = _of_composer("physics")
    task = _of_composer("task")

    @property
    def scenario(self) -> Scenario:
        return self._maze.scenario

    @property
    def moments(self) -> Moments:
        return self._maze.moments

    @property
    def stream(self) -> np.random.RandomState:
        return self._maze.stream

    @exclusive
    def restart(self, seed: int | None) -> None:
        """Starts the stream of episodes that a new environment with this seed has; call `reset` next.

        Args:
          seed: in [0, 2**32), or None for one from the operating system.

        Raises:
          ValueError: no such seed.
        """
        self._maze.restart(seed)

    @exclusive
    def reset(self) -> dm_env.TimeStep:
        """Begins the next episode."""
        return dm_env.restart(self._maze.begin())

    @exclusive
    def step(self, action: Any) -> dm_env.TimeStep:
        """Takes one control step; where no episode is running, begins the next one.

        Raises:
          ValueError: no such action; nothing has happened then.
        """
        if not self._maze.running:
            return self.reset()
        return dm.to_time_step(self._maze.play(action))

    @exclusive
    def play(self, action: Any) -> Step:
        return self._maze.play(action) if self._maze.running else super().play(action)

    @exclusive
    def get_state(self) -> Snapshot:
        """This moment, to be pickled or handed to `set_state`.

        Raises:
          RuntimeError: no episode has begun.
        """
        return self._maze.get_state()

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
        return self._maze.set_state(snapshot)

    def observation_spec(self) -> Any:
        """What observations are: one spec, or a mapping of specs."""
        return dm.observation_spec(self.scenario, self.observer)

    def action_spec(self) -> specs.Array:
        """What actions are."""
        return dm.action_spec(self.scenario)

    def control_timestep(self) -> float:
        """Seconds of a control step."""
        return self.scenario.physics_steps * PHYSICS_STEP

    @exclusive
    def close(self) -> None:
        """Closes the renderers; the next picture opens them again. May be called twice."""
        self._maze.close()
