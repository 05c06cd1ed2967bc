"""One episode, played by a policy and looked at from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.players import Player, Sight, make_player
from memory_maze.agents.policy import controls_of
from memory_maze.game.moments import Moments
from memory_maze.observation.observer import Observer
from memory_maze.scenario.schema import Scenario
from memory_maze.worlds import build_world

_ROW = np.zeros(1, np.int64)


def rollout(scenario: Scenario, policy: str, seed: int, steps: int) -> Iterator[Moments]:
    """Plays the first episode of a seed. Observations are drawn only for a policy that looks at them.

    Args:
      scenario: what is played.
      policy: a word of `tables.POLICIES`, or the name of somebody else's policy: see `players.make_player`.
      seed: of the environment, as `reset(seed=...)` takes it, and of the policy.
      steps: at most so many control steps; fewer where the episode is shorter.

    Returns:
      The moment after the reset, and one after each control step: copies of one row.

    Raises:
      UnknownPolicyError: at once.
      AgentError: at once where somebody else's policy cannot be made, later where it fails.
      GenerationError: with the first moment, when no maze holds all objects.
    """
    return follow(scenario, make_player(policy, scenario, seed), seed, steps)


def follow(scenario: Scenario, player: Player, seed: int, steps: int) -> Iterator[Moments]:
    """Plays the first episode of a seed by any player, such as a person at the keyboard; see `rollout`.

    The player is asked for an action when the moment after it is.
    """
    return (taken.now for taken in steps_of(scenario, player, seed, steps))


class Taken(NamedTuple):
    """A control step that was taken, or the reset."""

    now: Moments
    """The moment after it: a copy of one row."""
    action: Any = None
    """What the player chose: a number of `ACTIONS`, or float64 [2] (roll, steer); None of the reset."""
    reward: float = 0.0
    """What it earned."""
    terminated: bool = False
    """Whether the rule ended the episode."""


class Course:
    """One maze that is played step by step, episode after episode."""

    def __init__(self, scenario: Scenario) -> None:
        """Prepares; `begin` comes next. No renderer is opened before a player looks."""
        self.scenario = scenario
        self._world = build_world((scenario,))
        self._opened: Observer | None = None
        self._rewards: NDArray[np.float64] | None = None

    @property
    def observer(self) -> Observer:
        """Makes observations and pictures; its renderer is opened when it is first asked for."""
        if self._opened is None:
            self._opened = Observer((self.scenario,))
        return self._opened

    def begin(self, seed: int) -> Taken:
        """Begins the first episode of a seed.

        Raises:
          GenerationError: no maze holds all objects.
        """
        self._world.seed(0, seed)
        self._world.begin(0)
        self._rewards = None
        return Taken(self._world.now.copy())

    def chosen_by(self, player: Player) -> NDArray[Any]:
        """The action of a player, int64 [1] or float64 [1, 2].

        Raises:
          AgentError: somebody else's policy fails.
        """
        now = self._world.now
        return player.act(Sight(now, self._seen(now) if player.observes else None, self._rewards))

    def step(self, actions: NDArray[Any]) -> Taken:
        """Takes a control step.

        Args:
          actions: int64 [1], a number of `ACTIONS`, or float64 [1, 2], roll and steer.
        """
        outcome = self._world.advance(_ROW, controls_of(actions))
        self._rewards = outcome.rewards
        reward, terminated = float(outcome.rewards[0]), bool(outcome.terminated[0])
        return Taken(self._world.now.copy(), actions[0], reward, terminated)

    def close(self) -> None:
        """Closes the renderer. May be called twice."""
        if self._opened is not None:
            self._opened.close()

    def _seen(self, now: Moments) -> dict[Any, NDArray[Any]]:
        buffers = self.observer.buffers(1)
        self.observer.observe(now, buffers)
        return buffers


def steps_of(scenario: Scenario, player: Player, seed: int, steps: int) -> Iterator[Taken]:
    """`follow`, with what the player chose and earned."""
    course = Course(scenario)
    try:
        taken = course.begin(seed)
        yield taken
        for _ in range(min(steps, scenario.episode_steps)):
            taken = course.step(course.chosen_by(player))
            yield taken
            if taken.now.over[0]:
                return
    finally:
        course.close()


def first_moment(scenario: Scenario, seed: int) -> Moments:
    """The moment after a reset.

    Raises:
      GenerationError: no maze holds all objects.
    """
    return Course(scenario).begin(seed).now
