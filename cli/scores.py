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
    digest: str
    """The scenario's."""


def result_of(scenario: Scenario, source: str, policy: str, seed: int, played: Sequence[Played]) -> Result:
    """Sums the episodes of one policy up."""
    from memory_maze.agents.evaluation import summarise
    from memory_maze.scenario import digest

    returns = [episode.total for episode in played]
    return Result(source, policy, seed, summarise(scenario, played), returns, digest(scenario))


def facts(result: Result) -> dict[str, Any]:
    """Everything, for JSON."""
    from dataclasses import asdict

    import memory_maze
    from memory_maze.agents.published import SOURCE

    evaluation = result.evaluation
    published = evaluation.published
    told = None if published is None else {**published._asdict(), "source": SOURCE}
    shares = {"of_human": evaluation.of_human, "of_oracle": evaluation.of_oracle}
    whose = {"scenario": result.scenario, "policy": result.policy, "seed": result.seed}
    of = {"digest": result.digest, "version": memory_maze.__version__}
    return {**whose, **asdict(evaluation), **shares, "published": told, **of, "returns": result.returns}


def table(results: Sequence[Result]) -> list[list[str]]:
    """A header, and one row a scenario and policy with all but the single returns; an empty cell says nothing."""
    spans = max(len(result.evaluation.reward_per_span) for result in results)
    further = (
        "of_published_human",
        "of_published_oracle",
        "succeeded",
        "steps",
        "span",
        *(f"reward_{n}" for n in range(1, spans + 1)),
    )
    rows = [_cells(result) for result in results]
    width = len(COLUMNS) + len(further)
    return [[*COLUMNS, *further], *([*row, *[""] * (width - len(row))] for row in rows)]


def print_csv(results: Sequence[Result]) -> None:
    """Prints the table as CSV."""
    csv.writer(sys.stdout, lineterminator="\n").writerows(table(results))


def print_page(results: Sequence[Result], name: str) -> None:
    """Prints the scores for people.

    Args:
      results: of one scenario, or of the members of a family.
      name: of the scenario or family.
    """
    first = results[0]
    seeds = f"seeds {first.seed} to {first.seed + first.evaluation.episodes - 1}"
    print_line(f"{name}: {counted(first.evaluation.episodes, 'episode')} each, {seeds}")
    print_line("")
    is_published = any(result.evaluation.published for result in results)
    heads = _heads(results)
    header = [heads[0], "mean return ±\nstandard error", "least", "most", "episodes\nrewarded"]
    has_goal = any(result.evaluation.succeeded is not None for result in results)
    if has_goal:
        header += ["episodes\nsucceeded", "mean\nsteps"]
    if is_published:
        header += _published_header(results)
    summaries = [_summary(result, has_goal, is_published) for result in results]
    print_figures(header, [[head, *summary] for head, summary in zip(heads[1:], summaries, strict=True)])
    if is_published:
        print_line("")
        print_line("Percentages are shares of the published mean returns.")
    shapes = {(result.evaluation.span, len(result.evaluation.reward_per_span)): None for result in results}
    for span, number in shapes:
        rows = [
            [head, *(f"{reward:.2f}" for reward in result.evaluation.reward_per_span)]
            for head, result in zip(heads[1:], results, strict=True)
            if (result.evaluation.span, len(result.evaluation.reward_per_span)) == (span, number)
        ]
        print_line("")
        print_figures(
            [f"mean reward in {span}\nsteps, up to step", *(str(span * (n + 1)) for n in range(number))], rows
        )


def _heads(results: Sequence[Result]) -> list[str]:
    """What the rows are called, under a head of their own: by what tells them apart."""
    if len({result.scenario for result in results}) == 1:
        return ["policy", *(result.policy for result in results)]
    if len({result.policy for result in results}) == 1:
        return [f"scenario\n({results[0].policy})", *(result.scenario for result in results)]
    return ["scenario, policy", *(f"{result.scenario}, {result.policy}" for result in results)]


def _published_header(results: Sequence[Result]) -> list[str]:
    """With the published means, where they are the same for all rows."""
    known = {result.evaluation.published for result in results}
    one = next(iter(known)) if len(known) == 1 else None
    if one is None:
        return ["published\nhuman", "published\noracle"]
    return [f"published\nhuman {one.human:g}", f"published\noracle {one.oracle:g}"]


def _summary(result: Result, has_goal: bool, is_published: bool) -> list[str]:
    from memory_maze.agents.means import with_error

    evaluation = result.evaluation
    row = [with_error(evaluation.mean, evaluation.standard_error), f"{evaluation.least:g}", f"{evaluation.most:g}"]
    row.append(f"{evaluation.rewarded} of {evaluation.episodes}")
    if has_goal:
        succeeded = "" if evaluation.succeeded is None else f"{evaluation.succeeded} of {evaluation.episodes}"
        row += [succeeded, f"{evaluation.steps:.1f}"]
    shares = (evaluation.of_human, evaluation.of_oracle) if is_published else ()
    return row + ["" if share is None else f"{share:.1%}" for share in shares]


def _cells(result: Result) -> list[str]:
    evaluation = result.evaluation
    whose = [result.scenario, result.policy, str(result.seed), str(evaluation.episodes)]
    numbers = (evaluation.mean, evaluation.standard_error, evaluation.least, evaluation.most, evaluation.rewarded)
    further = (evaluation.of_human, evaluation.of_oracle, evaluation.succeeded, evaluation.steps, evaluation.span)
    return whose + [_shown(number) for number in (*numbers, *further, *evaluation.reward_per_span)]


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:.6g}"
