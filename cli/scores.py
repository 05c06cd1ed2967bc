"""How the scores of policies are printed."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .parsing import counted
from .printing import print_figures, print_line

if TYPE_CHECKING:
    from memory_maze.agents.evaluation import Evaluation, Played
    from memory_maze.scenario import Scenario

COLUMNS = ("scenario", "policy", "seed", "episodes", "mean", "standard_error", "least", "most", "rewarded")


class Result(NamedTuple):
    """What one policy did."""

    scenario: str
    policy: str
    seed: int
    """The first episode's seed."""
    evaluation: Evaluation
    returns: list[float]
    """The return of each episode."""


def result_of(scenario: Scenario, source: str, policy: str, seed: int, played: Sequence[Played]) -> Result:
    """Sums the episodes of one policy up."""
    from memory_maze.agents.evaluation import summarise

    return Result(source, policy, seed, summarise(scenario, played), [episode.total for episode in played])


def facts(result: Result) -> dict[str, Any]:
    """Everything, for JSON."""
    from dataclasses import asdict

    from memory_maze.agents.published import SOURCE

    evaluation = result.evaluation
    published = evaluation.published
    told = None if published is None else {**published._asdict(), "source": SOURCE}
    shares = {"of_human": evaluation.of_human, "of_oracle": evaluation.of_oracle}
    whose = {"scenario": result.scenario, "policy": result.policy, "seed": result.seed}
    return {**whose, **asdict(evaluation), **shares, "published": told, "returns": result.returns}


def table(results: Sequence[Result]) -> list[list[str]]:
    """A header, and one row a policy with all but the single returns; empty cells where there is nothing to say."""
    spans = len(results[0].evaluation.reward_per_span)
    further = ("of_published_human", "of_published_oracle", "span", *(f"reward_{n}" for n in range(1, spans + 1)))
    return [[*COLUMNS, *further], *(_cells(result) for result in results)]


def print_csv(results: Sequence[Result]) -> None:
    """Prints the table as CSV."""
    csv.writer(sys.stdout, lineterminator="\n").writerows(table(results))


def print_page(results: Sequence[Result]) -> None:
    """Prints the scores for people."""
    first = results[0]
    evaluation = first.evaluation
    seeds = f"seeds {first.seed} to {first.seed + evaluation.episodes - 1}"
    print_line(f"{first.scenario}: {counted(evaluation.episodes, 'episode')} each, {seeds}")
    print_line("")
    published = evaluation.published
    header = ["policy", "mean return ±\nstandard error", "least", "most", "episodes\nrewarded"]
    if published is not None:
        header += [f"published\nhuman {published.human:g}", f"published\noracle {published.oracle:g}"]
    print_figures(header, [_summary(result) for result in results])
    if published is not None:
        print_line("")
        print_line("Percentages are shares of the published mean returns.")
    print_line("")
    rows = [[result.policy, *(f"{reward:.2f}" for reward in result.evaluation.reward_per_span)] for result in results]
    ends = [str(evaluation.span * number) for number in range(1, len(evaluation.reward_per_span) + 1)]
    print_figures([f"mean reward in {evaluation.span}\nsteps, up to step", *ends], rows)


def _summary(result: Result) -> list[str]:
    evaluation = result.evaluation
    error = "" if evaluation.standard_error is None else f" ± {evaluation.standard_error:.2f}"
    row = [result.policy, f"{evaluation.mean:.2f}{error}", f"{evaluation.least:g}", f"{evaluation.most:g}"]
    row.append(f"{evaluation.rewarded} of {evaluation.episodes}")
    return row + [f"{share:.1%}" for share in (evaluation.of_human, evaluation.of_oracle) if share is not None]


def _cells(result: Result) -> list[str]:
    evaluation = result.evaluation
    whose = [result.scenario, result.policy, str(result.seed), str(evaluation.episodes)]
    numbers = (evaluation.mean, evaluation.standard_error, evaluation.least, evaluation.most, evaluation.rewarded)
    shares = (evaluation.of_human, evaluation.of_oracle)
    return whose + [_shown(number) for number in (*numbers, *shares, evaluation.span, *evaluation.reward_per_span)]


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:.6g}"
