"""One episode, played by a policy and looked at from outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def steps_of(scenario: Scenario, player: Player, seed: int, steps: int) -> Iterator[Taken]:
    """`follow`, with what the player chose and earned."""
    world = build_world((scenario,))
    observer = Observer((scenario,)) if player.observes else None
    rewards: NDArray[np.float64] | None = None
    try:
        world.seed(0, seed)
        world.begin(0)
        yield Taken(world.now.copy())
        for _ in range(min(steps, scenario.episode_steps)):
            actions = player.act(Sight(world.now, observed(observer, world.now), rewards))
            outcome = world.advance(_ROW, controls_of(actions))
            rewards = outcome.rewards
            yield Taken(world.now.copy(), actions[0], float(rewards[0]), bool(outcome.terminated[0]))
            if world.now.over[0]:
                return
    finally:
        if observer is not None:
            observer.close()


def observed(observer: Observer | None, now: Moments) -> Mapping[str, NDArray[Any]] | None:
    """What a player is given to see, [1, ...] by key; None for one that does not look, and has no observer."""
    if observer is None:
        return None
    buffers = observer.buffers(1)
    observer.observe(now, buffers)
    return buffers
