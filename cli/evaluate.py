"""`memory-maze evaluate`: how well a policy does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Driver, Json, Override, Source
from .outputs import with_bar
from .printing import print_json, print_table

if TYPE_CHECKING:
    from memory_maze.agents.evaluation import Evaluation


def evaluate(
    source: Source,
    *,
    override: Override = None,
    policy: Driver = "oracle",
    episodes: Annotated[int, typer.Option("--episodes", min=1, max=100_000, help="How many.")] = 10,
    seed: Annotated[
        int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of the first episode; the others count on from it.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """Measure a policy: its return, over whole episodes.

    Each episode is the first one of its seed. No pictures are drawn.

    \b
    Examples:
      memory-maze evaluate classic/9x9
      memory-maze evaluate classic/15x15 --policy explorer-oracle --episodes 100 --seed 1000 --json
      memory-maze evaluate ./mine.yaml -o maze.size=13 --policy random
    """
    if seed + episodes > 2**32:
        raise typer.BadParameter(f"the last seed would be more than {2**32 - 1}", param_hint="--seed")

    from memory_maze.agents.evaluation import play, summarise
    from memory_maze.scenario import load

    scenario = load(source, override or [])
    seeds = range(seed, seed + episodes)
    played = list(with_bar(play(scenario, policy, seeds), episodes, policy))
    evaluation = summarise(scenario, played)
    if as_json:
        facts = _facts(evaluation)
        print_json({"scenario": source, "policy": policy, "seed": seed, **facts, "returns": [p.total for p in played]})
    else:
        print_table(("", policy), _rows(evaluation))


def _facts(evaluation: Evaluation) -> dict[str, Any]:
    from dataclasses import asdict

    from memory_maze.agents.evaluation import SPAN
    from memory_maze.agents.published import SOURCE

    published = evaluation.published
    told = None if published is None else {**published._asdict(), "source": SOURCE}
    shares = {"of_human": evaluation.of_human, "of_oracle": evaluation.of_oracle}
    return {**asdict(evaluation), "span": SPAN, **shares, "published": told}


def _rows(evaluation: Evaluation) -> list[tuple[str, str]]:
    from memory_maze.agents.evaluation import SPAN

    error = "" if evaluation.standard_error is None else f" ± {evaluation.standard_error:.2f}"
    rows = [
        ("episodes", str(evaluation.episodes)),
        ("return", f"{evaluation.mean:.2f}{error}"),
        ("least, most", f"{evaluation.least:g}, {evaluation.most:g}"),
        (f"reward in each {SPAN} steps", " ".join(f"{reward:.2f}" for reward in evaluation.reward_per_span)),
    ]
    published = evaluation.published
    if published is not None and evaluation.of_human is not None and evaluation.of_oracle is not None:
        rows.append(("of the human mean", f"{evaluation.of_human:.1%} of {published.human:g}"))
        rows.append(("of the oracle's mean", f"{evaluation.of_oracle:.1%} of {published.oracle:g}"))
    return rows
