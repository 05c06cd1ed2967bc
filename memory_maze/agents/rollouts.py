"""One episode, played by a policy and looked at from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from memory_maze.agents.foreign import Player, Sight, make_player
from memory_maze.builder import build
from memory_maze.game.state import State
from memory_maze.scenario.schema import Observation, Scenario
from memory_maze.task.environment import Environment

_BLIND = Observation(form="dict", keys=("agent_pos",))
"""Observations that nothing has to be drawn for."""


class Moment(NamedTuple):
    """What there is to see between two control steps."""

    step: int
    """Control steps since the reset."""
    state: State
    total: float
    """The return so far."""


def rollout(scenario: Scenario, policy: str, seed: int, steps: int) -> Iterator[Moment]:
    """Plays the first episode of a seed. Observations are drawn only for a policy that looks at them.

    Args:
      scenario: what is played.
      policy: a name of `agents.POLICIES`, or of somebody else's policy: see `agents.foreign.make_player`.
      seed: of the environment, as `reset(seed=...)` takes it, and of the policy.
      steps: at most so many control steps; fewer where the episode is shorter.

    Returns:
      The moment after the reset, and one after each control step.

    Raises:
      UnknownPolicyError: at once.
      AgentError: at once where somebody else's policy cannot be made, later where it fails.
      GenerationError: with the first moment, when no maze holds all objects.
    """
    return follow(scenario, make_player(policy, scenario, seed), seed, steps)


def follow(scenario: Scenario, player: Player, seed: int, steps: int) -> Iterator[Moment]:
    """Plays the first episode of a seed by any player, such as a person at the keyboard; see `rollout`.

    The player is asked for an action when the moment after it is.
    """
    if not player.observes:
        scenario = scenario.model_copy(update={"observation": _BLIND})
    env = build(scenario, seed)
    try:
        time_step = env.reset()
        state, total = _state(env), 0.0
        yield Moment(0, state, total)
        for step in range(1, min(steps, scenario.episode_steps) + 1):
            action = player.act(Sight(state, time_step.observation, float(time_step.reward or 0.0)))
            time_step = env.step(action)
            total += time_step.reward
            state = _state(env)
            yield Moment(step, state, total)
    finally:
        env.close()


def _state(env: Environment) -> State:
    state = env.task.state
    assert state is not None
    return state
