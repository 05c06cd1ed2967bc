"""One maze that is played by itself: a world of one row, its stream of episodes, and what is observed of it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from memory_maze.game.actions import to_control
from memory_maze.game.draws import draw_maze_seed
from memory_maze.game.engine import Rows
from memory_maze.game.moments import Moments
from memory_maze.game.seeds import stream_of
from memory_maze.game.snapshot import Snapshot, require_fit
from memory_maze.observation.observer import Observer
from memory_maze.scenario.digests import digests
from memory_maze.scenario.schema import Scenario
from memory_maze.worlds import build_world

ROW: Rows = np.zeros(1, np.int64)
"""The only row of a world of one."""


class Step(NamedTuple):
    """What a control step led to."""

    observation: Any
    """A picture, or a mapping of arrays: the scenario's form."""
    reward: float
    terminated: bool
    """The rule ended the episode."""
    truncated: bool
    """The time is over, and the rule has not ended the episode."""


def begun(now: Moments) -> Moments:
    """The moment of one maze, once there is one.

    Raises:
      RuntimeError: no episode has begun.
    """
    if now.episodes[0] is None:
        raise RuntimeError("there is no moment yet; call reset()")
    return now


class OneMaze:
    """Plays a scenario. Needs nothing but NumPy, numba and MuJoCo; every environment of one maze can stand on it."""

    def __init__(self, scenario: Scenario, seed: int | np.random.RandomState | None) -> None:
        """Prepares; no episode is drawn before `begin`.

        Args:
          scenario: what is played.
          seed: as for `restart`.
        """
        self.scenario = scenario
        self.observer = Observer((scenario,))
        """Makes the observations."""
        self.running = False
        """Whether an episode goes on."""
        self._digests = digests(scenario)
        self._world = build_world((scenario,))
        self.restart(seed)

    @property
    def moments(self) -> Moments:
        """This moment, one row, nothing hidden, written over by the next step: what policies are told.

        Raises:
          RuntimeError: before the first `begin`.
        """
        return begun(self._world.now)

    @property
    def stream(self) -> np.random.RandomState:
        """The random stream that episodes are drawn from."""
        return self._world.streams[0]

    def restart(self, seed: int | np.random.RandomState | None) -> None:
        """Starts the stream of episodes that upstream has when constructed with this seed; `begin` comes next.

        Args:
          seed: in [0, 2**32), or None for one from the operating system; or a random stream, which goes on.

        Raises:
          ValueError: no such seed.
          GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
        """
        stream = stream_of(seed)
        self._world.open(0, stream, draw_maze_seed(stream))
        self._world.now.episodes[0] = None
        self.running = False

    def begin(self) -> Any:
        """Begins the next episode and returns its first observation.

        Raises:
          GenerationError: no maze holds all objects.
        """
        self._world.begin(0)
        self.running = True
        return self.observer.of_one(self._world.now)

    def play(self, action: Any) -> Step:
        """Takes one control step of an episode that has begun.

        Args:
          action: a number of `ACTIONS`, or (roll, steer), as the scenario has it.

        Raises:
          ValueError: no such action; nothing has happened then.
        """
        control = to_control(action, self.scenario.control.actions)
        outcome = self._world.advance(ROW, control[None])
        terminated, truncated = bool(outcome.terminated[0]), bool(outcome.truncated[0])
        self.running = not (terminated or truncated)
        return Step(self.observer.of_one(self._world.now), float(outcome.rewards[0]), terminated, truncated)

    def get_state(self) -> Snapshot:
        """This moment, to be pickled or handed to `set_state`.

        Raises:
          RuntimeError: no episode has begun.
        """
        return self._world.snapshot(0, self._digests[0], self.running)

    def set_state(self, snapshot: Snapshot) -> Any:
        """Goes back, or over, to a saved moment; what follows is the same to the last bit.

        Args:
          snapshot: from `get_state` of whatever environment with the same scenario.

        Returns:
          The observation at that moment.

        Raises:
          ValueError: the snapshot is another scenario's; nothing has happened then.
        """
        require_fit(snapshot, self._digests, self._world.physics.state_size, "this environment")
        self._world.restore(0, snapshot)
        self.running = snapshot.running
        return self.observer.of_one(self._world.now)

    def close(self) -> None:
        """Closes the renderers; the next picture opens them again. May be called twice."""
        self.observer.close()
