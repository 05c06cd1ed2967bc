"""`memory-maze evaluate`: how well policies do."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .options import POLICY_NAMES, Json, Override, Source, policy_option
from .outputs import watched
from .printing import print_json, print_rows
from .progress import progress

if TYPE_CHECKING:
    from memory_maze.agents.evaluation import Played
    from memory_maze.scenario import Scenario


def evaluate(
    source: Source,
    *,
    override: Override = None,
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
    seed: Annotated[
        int,
        typer.Option(
            "--seed", metavar="N", parser=parsing.seed, help="Of the first episode; the others count on from it."
        ),
    ] = 0,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one line a policy, with a header.")] = False,
) -> None:
    """Measure policies: their return, over whole episodes.

    Each episode is the first one of its seed, the same for all policies. Pictures are drawn only for an agent that
    looks at them. In a pipe each policy is one line, with tabs between the columns of --csv.

    \b
    Examples:
      memory-maze evaluate classic/9x9
      memory-maze evaluate classic/9x9 --policy oracle --policy random --policy my_agent.py:Agent
      memory-maze evaluate classic/15x15 --policy explorer-oracle --episodes 100 --seed 1000 --json
      memory-maze evaluate ./mine.yaml -o maze.size=13 --policy random --csv
    """
    if seed + episodes > 2**32:
        raise typer.BadParameter(f"the last seed would be more than {parsing.LAST_SEED}", param_hint="--seed")
    if as_json and as_csv:
        raise typer.BadParameter("choose one of --csv and --json", param_hint="--csv")

    from memory_maze.scenario import load

    from . import scores

    scenario = load(source, override or [])
    names = list(dict.fromkeys(policy or ["oracle"]))
    # What somebody's agent prints is no result of ours.
    with contextlib.redirect_stdout(sys.stderr):
        played = _played(scenario, names, range(seed, seed + episodes))
    results = [scores.result_of(scenario, source, name, seed, some) for name, some in zip(names, played, strict=True)]
    if as_json:
        told = [scores.facts(result) for result in results]
        print_json(told if len(told) > 1 else told[0])
    elif as_csv:
        scores.print_csv(results)
    elif sys.stdout.isatty():
        scores.print_page(results)
    else:
        print_rows(scores.table(results)[1:])


def _played(scenario: Scenario, names: list[str], seeds: range) -> list[list[Played]]:
    """The episodes of each policy."""
    from memory_maze.agents.evaluation import play
    from memory_maze.agents.finding import check_policy

    for name in names:
        check_policy(name)
    moments = len(seeds) * (scenario.episode_steps + 1)
    played = []
    for name in names:
        with progress(name) as report:
            played.append(list(play(scenario, name, seeds, watched(report, moments, name))))
    return played
