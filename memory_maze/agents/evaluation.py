"""How well a policy does: its returns over many episodes, and what they are worth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from memory_maze.agents.policy import make_policy
from memory_maze.agents.published import Published, published_for
from memory_maze.agents.rollouts import rollout
from memory_maze.scenario.schema import Scenario

SPAN = 100
"""Control steps over which rewards are added up."""


@dataclass(frozen=True)
class Played:
    """One episode."""

    seed: int
    steps: int
    rewards: tuple[float, ...]
    """In each `SPAN` steps; the last may be shorter."""

    @property
    def total(self) -> float:
        """The return."""
        return sum(self.rewards)


@dataclass(frozen=True)
class Evaluation:
    """What some episodes say about a policy."""

    episodes: int
    mean: float
    """Return."""
    standard_error: float | None
    """Of the mean; None for a single episode."""
    least: float
    most: float
    reward_per_span: tuple[float, ...]
    """Mean reward in each `SPAN` steps, over the episodes that reach them."""
    published: Published | None
    """Where the scenario asks what a published one asks."""

    @property
    def of_human(self) -> float | None:
        """The mean as a share of the published human mean."""
        return None if self.published is None else self.mean / self.published.human

    @property
    def of_oracle(self) -> float | None:
        """The mean as a share of the published oracle's mean."""
        return None if self.published is None else self.mean / self.published.oracle


def play(scenario: Scenario, policy: str, seeds: Iterable[int]) -> Iterator[Played]:
    """Plays the first episode of each seed, without drawing pictures.

    Args:
      scenario: what is played.
      policy: a name of `POLICIES`.
      seeds: of the environment and the policy, each in [0, 2**32).

    Raises:
      UnknownPolicyError: at once.
      GenerationError: with an episode whose maze does not hold all objects.
    """
    make_policy(policy, scenario)
    return (_played(scenario, policy, seed) for seed in seeds)


def summarise(scenario: Scenario, played: Sequence[Played]) -> Evaluation:
    """Sums episodes up.

    Args:
      scenario: that was played.
      played: one episode or more.
    """
    totals = np.array([episode.total for episode in played])
    count = len(totals)
    spans = max(len(episode.rewards) for episode in played)
    table = np.full((count, spans), np.nan)
    for row, episode in zip(table, played, strict=True):
        row[: len(episode.rewards)] = episode.rewards
    return Evaluation(
        episodes=count,
        mean=float(totals.mean()),
        standard_error=float(totals.std(ddof=1) / math.sqrt(count)) if count > 1 else None,
        least=float(totals.min()),
        most=float(totals.max()),
        reward_per_span=tuple(np.nanmean(table, axis=0).tolist()),
        published=published_for(scenario),
    )


def _played(scenario: Scenario, policy: str, seed: int) -> Played:
    totals = [moment.total for moment in rollout(scenario, policy, seed, scenario.episode_steps)]
    marks = [*totals[::SPAN], *totals[-1:]] if (len(totals) - 1) % SPAN else totals[::SPAN]
    return Played(seed, len(totals) - 1, tuple(np.diff(marks).tolist()))
