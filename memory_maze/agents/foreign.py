"""Policies that other people wrote: what they may look like, and how they play."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from memory_maze.agents.errors import AgentError
from memory_maze.agents.finding import blaming, find_factory
from memory_maze.agents.policy import POLICIES, Action, Policy, SinglePolicy
from memory_maze.game.actions import ACTIONS
from memory_maze.game.state import State
from memory_maze.scenario.schema import Scenario

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class Sight(NamedTuple):
    """What there is to choose an action by."""

    state: State
    """The truth."""
    observation: Any = None
    """What the scenario gives its agents; None for a player that does not observe."""
    reward: float = 0.0
    """The reward of the last control step."""


class Player(NamedTuple):
    """A policy of any kind, for one episode."""

    observes: bool
    """Whether it looks at observations, which must be drawn for it."""
    act: Callable[[Sight], Action]
    """Chooses an action; AgentError where somebody else's policy fails."""


def check_policy(name: str) -> None:
    """Finds out whether there is a policy of a name, without making one.

    Args:
      name: see `make_player`.

    Raises:
      UnknownPolicyError, AgentError: as `find_factory` does.
    """
    find_factory(name, POLICIES)


def make_player(name: str, scenario: Scenario, seed: int = 0) -> Player:
    """Makes a policy of any kind.

    Args:
      name: one of `POLICIES`, an entry point's, `package.module:factory` or `file.py:factory`.
      scenario: that is played.
      seed: not negative; of the policy's own random numbers.

    Raises:
      UnknownPolicyError: there is no policy of that name.
      AgentError: it cannot be imported or made, or is nothing that can act.
    """
    factory = find_factory(name, POLICIES)
    if name in POLICIES:
        return player_of(SinglePolicy(scenario, factory(scenario, seed)))
    with blaming(name, "cannot be made"):
        made = factory(scenario, seed)
    sees = getattr(made, "sees", "observation")
    if sees not in _KINDS:
        raise AgentError(f"{name}: sees is {sees!r}; set it to {', '.join(map(repr, _KINDS))}, or leave it out")
    return _KINDS[sees](_Foreign(name, scenario, made))


def player_of(policy: Policy) -> Player:
    """A policy that is told the state, as a player."""
    return Player(False, lambda sight: policy(sight.state))


class _Foreign(NamedTuple):
    """Somebody else's policy."""

    name: str
    scenario: Scenario
    made: Any

    def checked(self, call: Callable[[Sight], Any]) -> Callable[[Sight], Action]:
        """The same, but what fails is told, and what is no action is refused."""
        discrete = self.scenario.control.actions == "discrete"

        def act(sight: Sight) -> Action:
            with blaming(self.name, "failed"):
                given = call(sight)
            action = _discrete(given) if discrete else _continuous(given)
            if action is None:
                wanted = f"a number from 0 to {len(ACTIONS) - 1}" if discrete else "two finite numbers (roll, steer)"
                raise AgentError(f"{self.name}: an action here is {wanted}, not {_shown(given)}")
            return action

        return act


def _observing(agent: _Foreign) -> Player:
    act = getattr(agent.made, "act", agent.made)
    if not callable(act) or isinstance(agent.made, type):
        kind = type(agent.made).__name__
        raise AgentError(
            f"{agent.name} made what cannot act, of type {kind}; return an object with act(observation), or a function"
        )
    count = _taken(agent.name, act)
    with blaming(agent.name, "reset() failed"):
        getattr(agent.made, "reset", lambda: None)()

    def call(sight: Sight) -> Any:
        return act(*(sight.observation, sight.reward, False)[:count])

    return Player(True, agent.checked(call))


def _of_state(agent: _Foreign) -> Player:
    return Player(False, agent.checked(lambda sight: agent.made(sight.state)))


def _of_situation(agent: _Foreign) -> Player:
    policy = SinglePolicy(agent.scenario, agent.made)
    return Player(False, agent.checked(lambda sight: policy(sight.state)))


_KINDS: Mapping[str, Callable[[_Foreign], Player]] = {
    "observation": _observing,
    "state": _of_state,
    "situation": _of_situation,
}
"""What a policy is given, by what its attribute `sees` says."""


def _taken(name: str, act: Callable[..., Any]) -> int:
    """How many of (observation, reward, done) a function asks for."""
    try:
        parameters = inspect.signature(act).parameters.values()
    except (TypeError, ValueError):
        return 1
    needed = [parameter for parameter in parameters if parameter.default is parameter.empty]
    count = sum(parameter.kind in _POSITIONAL for parameter in needed)
    takes_any = any(parameter.kind in (*_POSITIONAL, inspect.Parameter.VAR_POSITIONAL) for parameter in parameters)
    if count > 3 or not takes_any or any(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in needed):
        raise AgentError(
            f"{name}: act{inspect.signature(act)} cannot be called; let it take (observation) or "
            "(observation, reward, done)"
        )
    return max(1, count)


def _discrete(given: Any) -> int | None:
    array = _array(given)
    if array is None or array.size != 1 or array.dtype.kind not in "iu":
        return None
    number = int(array.reshape(()))
    return number if 0 <= number < len(ACTIONS) else None


def _continuous(given: Any) -> Any:
    array = _array(given)
    if array is None or array.size != 2 or array.dtype.kind not in "iuf":
        return None
    pair = array.reshape(2).astype(np.float64)
    return pair if np.isfinite(pair).all() else None


def _array(given: Any) -> np.ndarray[Any, Any] | None:
    try:
        return np.asarray(given)
    except Exception:
        # Whatever it is, it is no number.
        return None


def _shown(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 80 else f"{text[:77]}..."
