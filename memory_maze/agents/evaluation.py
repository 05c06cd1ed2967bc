"""How well a policy does: its returns over many episodes, and what they are worth."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from memory_maze.agents.finding import check_policy
from memory_maze.agents.means import standard_error
from memory_maze.agents.published import Published, published_for
from memory_maze.agents.rollouts import rollout
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario

SPAN = 100
"""Control steps over which rewards are added up; a multiple of it in long episodes, see `span_of`."""

MOST_SPANS = 10
"""Figures that show how the reward changes over an episode, at most."""


@dataclass(frozen=True)
class Played:
    """One episode."""

    seed: int
    steps: int
    rewards: tuple[float, ...]
    """Added up over each span of steps, see `span_of`; the last span may be shorter."""
    succeeded: bool = False
    """Whether the episode came to its goal; False where the task has none."""

    @property
    def total(self) -> float:
        """The return."""
        return sum(self.rewards)


@dataclass(frozen=True)
class Evaluation:
    """What some episodes say about a policy."""

    episodes: int
    mean: float
    """The mean return."""
    standard_error: float | None
    """The standard error of the mean return; None for a single episode."""
    least: float
    """The smallest return."""
    most: float
    """The largest return."""
    rewarded: int
    """How many episodes have any reward."""
    succeeded: int | None
    """How many episodes came to their goal; None where the task has none."""
    steps: float
    """The mean number of control steps."""
    span: int
    """Control steps that a figure of `reward_per_span` stands for."""
    reward_per_span: tuple[float, ...]
    """The mean reward in each `span` steps, over the episodes that reach them; the last may be of fewer steps."""
    published: Published | None
    """Published mean returns, where the scenario asks what a published one asks."""

    @property
    def of_human(self) -> float | None:
        """The mean as a share of the published human mean."""
        return None if self.published is None else self.mean / self.published.human

    @property
    def of_oracle(self) -> float | None:
        """The mean as a share of the published oracle's mean."""
        return None if self.published is None else self.mean / self.published.oracle


def span_of(scenario: Scenario) -> int:
    """Control steps over which rewards are added up in this scenario: `SPAN`, or a multiple in long episodes."""
    return SPAN * math.ceil(scenario.episode_steps / (SPAN * MOST_SPANS))


def play(
    scenario: Scenario,
    policy: str,
    seeds: Iterable[int],
    watch: Callable[[Iterator[Moments]], Iterator[Moments]] = iter,
) -> Iterator[Played]:
    """Plays the first episode of each seed. Pictures are drawn only for a policy that looks at them.

    Args:
      scenario: what is played.
      policy: a name, see `agents.players.make_player`.
      seeds: of the environment and the policy, each in [0, 2**32).
      watch: is given the moments of each episode and hands them on, for a progress bar.

    Raises:
      UnknownPolicyError: at once.
      AgentError: at once where somebody else's policy cannot be imported, later where it fails.
      GenerationError: with an episode whose maze does not hold all objects.
    """
    check_policy(policy)
    return (_played(scenario, policy, seed, watch) for seed in seeds)


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
        standard_error=standard_error(totals),
        least=float(totals.min()),
        most=float(totals.max()),
        rewarded=int((totals != 0).sum()),
        succeeded=sum(episode.succeeded for episode in played) if scenario.has_goal else None,
        steps=float(np.mean([episode.steps for episode in played])),
        span=span_of(scenario),
        reward_per_span=tuple(np.nanmean(table, axis=0).tolist()),
        published=published_for(scenario),
    )


def _played(
    scenario: Scenario, policy: str, seed: int, watch: Callable[[Iterator[Moments]], Iterator[Moments]]
) -> Played:
    span = span_of(scenario)
    totals, succeeded = [], False
    for now in watch(rollout(scenario, policy, seed, scenario.episode_steps)):
        totals.append(float(now.total[0]))
        succeeded = bool(now.succeeded[0])
    marks = [*totals[::span], *totals[-1:]] if (len(totals) - 1) % span else totals[::span]
    return Played(seed, len(totals) - 1, tuple(np.diff(marks).tolist()), succeeded)
