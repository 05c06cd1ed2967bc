"""What policies do in a scenario: what they score, and what they have in sight meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from memory_maze.agents.errors import AgentError
from memory_maze.agents.evaluation import Evaluation, Played, play, summarise
from memory_maze.agents.perception.view import view_of
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario


@dataclass(frozen=True)
class Behaviour:
    """What one policy does, over episodes."""

    policy: str
    """The policy's name."""
    evaluation: Evaluation | None
    """What it scores; None where it cannot play this task."""
    returns: tuple[float, ...] = ()
    """The return of each episode."""
    in_sight: tuple[float, ...] = ()
    """The share of each episode's moments with a prompt that have that object in sight; of episodes that have any."""
    explored: tuple[float, ...] = ()
    """Control steps until every object had been in sight, for each episode in which it came to that."""
    problem: str = ""
    """Why it cannot play; empty if it can."""


class _Watch:
    """Looks through the camera of one episode after the other while it is played."""

    def __init__(self, scenario: Scenario, report: Callable[[int], None]) -> None:
        self._scenario = scenario
        self._report = report
        self._seen = 0
        self.in_sight: list[float] = []
        self.explored: list[float] = []

    def __call__(self, moments: Iterator[Moments]) -> Iterator[Moments]:
        found = np.zeros(0, np.bool_)
        prompted = visible = 0
        for now in moments:
            in_view = view_of(self._scenario, now).sight.found & ~now.hidden[0, : now.objects[0]]
            if not len(found):
                found = np.zeros_like(in_view)
            if not found.all():
                found |= in_view
                if found.all():
                    self.explored.append(float(now.steps[0]))
            target = int(now.target[0])
            if target >= 0 and now.steps[0] >= now.prompt_from[0]:
                prompted += 1
                visible += bool(in_view[target])
            self._seen += 1
            self._report(self._seen)
            yield now
        if prompted:
            self.in_sight.append(visible / prompted)


def behaviour(scenario: Scenario, policy: str, seeds: range, report: Callable[[int], None]) -> Behaviour:
    """Has a policy play the first episode of each seed.

    Args:
      scenario: what is played.
      policy: a name, see `agents.players.make_player`.
      seeds: of the episodes and the policy.
      report: is told how many moments have been played.

    Raises:
      UnknownPolicyError: there is no such policy.
      GenerationError: an episode's maze does not hold all objects.
    """
    watch = _Watch(scenario, report)
    try:
        played: list[Played] = list(play(scenario, policy, seeds, watch))
    except AgentError as error:
        return Behaviour(policy, None, problem=str(error))
    returns = tuple(episode.total for episode in played)
    return Behaviour(policy, summarise(scenario, played), returns, tuple(watch.in_sight), tuple(watch.explored))
