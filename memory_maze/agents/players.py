"""Who plays N mazes: our policies, or what other people wrote, which may look at observations."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.errors import AgentError
from memory_maze.agents.finding import blaming, find_factory
from memory_maze.agents.policy import Policy, make_policy
from memory_maze.agents.streams import Seeds
from memory_maze.game.actions import ACTIONS
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import POLICIES

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class Sight(NamedTuple):
    """What there is to choose actions by, in N mazes."""

    now: Moments
    """The truth."""
    observation: Mapping[str, NDArray[Any]] | None = None
    """What the scenario gives its agents, [N, ...] by key; None for a player that does not observe."""
    rewards: NDArray[np.float64] | None = None
    """float64 [N]: what the last control step earned; None before the first one."""


class Player(NamedTuple):
    """A policy of any kind, for one episode in each of N mazes."""

    observes: bool
    """Whether it looks at observations, which must be drawn for it."""
    act: Callable[[Sight], NDArray[Any]]
    """Chooses N actions; AgentError where somebody else's policy fails."""


def make_player(name: str, scenario: Scenario, seeds: Seeds = 0) -> Player:
    """Makes a policy of any kind.

    Args:
      name: a word of `tables.POLICIES`, an entry point's, `package.module:factory` or `file.py:factory`. What the
        factory makes says by its attribute `sees` what it wants: "moments", of all mazes at once, or "observation" (or
        nothing), where one is made for each maze and asked `act(observation)` or `act(observation, reward, done)`.
      scenario: that is played.
      seeds: of the policy's own random numbers: one a maze, or one for a single maze.

    Raises:
      UnknownPolicyError: there is no policy of that name.
      AgentError: it cannot be imported or made, or is nothing that can act.
    """
    if name in POLICIES.words():
        return player_of(make_policy(name, scenario, seeds))
    factory = find_factory(name)
    each = [seeds] if isinstance(seeds, int) else list(seeds)
    with blaming(name, "cannot be made"):
        first = factory(scenario, each[0])
    sees = getattr(first, "sees", "observation")
    if sees not in _KINDS:
        raise AgentError(f"{name}: sees is {sees!r}; set it to {', '.join(map(repr, _KINDS))}, or leave it out")
    with blaming(name, "cannot be made"):
        made = [first, *(factory(scenario, seed) for seed in each[1:])] if sees == "observation" else [first]
    return _KINDS[sees](_Foreign(name, scenario, made))


def player_of(policy: Policy) -> Player:
    """A policy that is told the moments, as a player."""
    return Player(False, lambda sight: policy(sight.now))


class _Foreign(NamedTuple):
    """Somebody else's policy."""

    name: str
    scenario: Scenario
    made: Sequence[Any]
    """The policies: one a maze, or one for all."""

    def checked(self, given: Any) -> Any:
        """One action, if it is one.

        Raises:
          AgentError: it is none.
        """
        discrete = self.scenario.control.actions == "discrete"
        action = _discrete(given) if discrete else _continuous(given)
        if action is None:
            wanted = f"a number from 0 to {len(ACTIONS) - 1}" if discrete else "two finite numbers (roll, steer)"
            raise AgentError(f"{self.name}: an action here is {wanted}, not {_shown(given)}")
        return action


def _observing(agent: _Foreign) -> Player:
    acts = [_act_of(agent.name, made) for made in agent.made]
    is_image = agent.scenario.shows_image_alone

    def act(sight: Sight) -> NDArray[Any]:
        assert sight.observation is not None
        chosen = []
        for row, one in enumerate(acts):
            # Copies, because the arrays are written anew at the next moment.
            seen = {key: array[row].copy() for key, array in sight.observation.items()}
            reward = 0.0 if sight.rewards is None else float(sight.rewards[row])
            with blaming(agent.name, "failed"):
                given = one(seen["image"] if is_image else seen, reward)
            chosen.append(agent.checked(given))
        return np.array(chosen)

    return Player(True, act)


def _act_of(name: str, made: Any) -> Callable[[Any, float], Any]:
    """What an agent does with an observation and a reward."""
    act = getattr(made, "act", made)
    if not callable(act) or isinstance(made, type):
        kind = type(made).__name__
        raise AgentError(
            f"{name} made what cannot act, of type {kind}; return an object with act(observation), or a function"
        )
    count = _taken(name, act)
    with blaming(name, "reset() failed"):
        getattr(made, "reset", lambda: None)()
    return lambda observation, reward: act(*(observation, reward, False)[:count])


def _of_moments(agent: _Foreign) -> Player:
    (policy,) = agent.made

    def act(sight: Sight) -> NDArray[Any]:
        with blaming(agent.name, "failed"):
            given = list(policy(sight.now))
        if len(given) != len(sight.now):
            raise AgentError(f"{agent.name} gave {len(given)} actions for {len(sight.now)} mazes; give one for each")
        return np.array([agent.checked(one) for one in given])

    return Player(False, act)


_KINDS: Mapping[str, Callable[[_Foreign], Player]] = {"observation": _observing, "moments": _of_moments}
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
