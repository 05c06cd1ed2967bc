"""`memory-maze evaluate`: how well policies do."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .loading import load_any
from .options import POLICY_NAMES, FirstSeed, Json, Override, Source, Sweep, policy_option, seeds_from
from .outputs import watched
from .printing import print_json, print_rows
from .progress import progress

if TYPE_CHECKING:
    from memory_maze.scenario import Scenario

    from .scores import Result


def evaluate(
    source: Source,
    *,
    override: Override = None,
    sweep: Sweep = None,
    policy: Annotated[
        list[str] | None,
        policy_option(
            f"Who drives: {POLICY_NAMES}. By default the oracle; given several times, they are compared.",
            show_default=False,
        ),
    ] = None,
    episodes: Annotated[
        int, typer.Option("--episodes", metavar="N", parser=parsing.whole(1, 100_000), help="How many.")
    ] = 10,
    seed: FirstSeed = 0,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one line a policy, with a header.")] = False,
) -> None:
    """Measure policies: their return, over whole episodes.

    Each episode is the first one of its seed, the same for all policies, and for all members of a family. Pictures are
    drawn only for an agent that looks at them. In a pipe each policy, and each member, is one line, with tabs between
    the columns of --csv.

    \b
    Examples:
      memory-maze evaluate classic/9x9
      memory-maze evaluate classic/9x9 --policy oracle --policy random --policy my_agent.py:Agent
      memory-maze evaluate classic/15x15 --policy explorer-oracle --episodes 100 --seed 1000 --json
      memory-maze evaluate ./mine.yaml -o maze.size=13 --policy random --csv
      memory-maze evaluate families/sizes --policy explorer-oracle --csv
      memory-maze evaluate classic/9x9 --sweep objects.count=2,3,4
    """
    seeds = seeds_from(seed, episodes)
    if as_json and as_csv:
        raise typer.BadParameter("choose one of --csv and --json", param_hint="--csv")

    from memory_maze.scenario import Scenario

    from . import scores

    found = load_any(source, override, sweep)
    measured = [(source, found)] if isinstance(found, Scenario) else [(one.label, one.scenario) for one in found]
    names = list(dict.fromkeys(policy or ["oracle"]))
    # What somebody's agent prints is no result of ours.
    with contextlib.redirect_stdout(sys.stderr):
        results = _results(measured, names, seeds)
    if as_json:
        told = [scores.facts(result) for result in results]
        print_json(told[0] if isinstance(found, Scenario) and len(told) == 1 else told)
    elif as_csv:
        scores.print_csv(results)
    elif sys.stdout.isatty():
        scores.print_page(results, source)
    else:
        print_rows(scores.table(results)[1:])


def _results(measured: list[tuple[str, Scenario]], names: list[str], seeds: range) -> list[Result]:
    """What each policy does in each scenario, scenario by scenario."""
    from memory_maze.agents.evaluation import play
    from memory_maze.agents.finding import check_policy

    from .scores import result_of

    for name in names:
        check_policy(name)
    results = []
    for label, scenario in measured:
        for name in names:
            moments = len(seeds) * (scenario.episode_steps + 1)
            with progress(name if len(measured) == 1 else f"{label}: {name}") as report:
                played = list(play(scenario, name, seeds, watched(report, moments, name)))
            results.append(result_of(scenario, label, name, seeds.start, played))
    return results
