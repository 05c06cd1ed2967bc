"""`memory-maze describe`: what a scenario is like, measured over episodes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import parsing
from .loading import load_any
from .options import FirstSeed, Json, Override, Source, Sweep, seeds_from
from .printing import print_figures, print_json, print_line, print_note, print_rows
from .progress import State, progress

if TYPE_CHECKING:
    from memory_maze.describing.description import Description
    from memory_maze.describing.measures import Measure
    from memory_maze.scenario import Scenario

    Described = tuple[str, Scenario, Description]

ENDINGS = (".png", ".pdf")


def describe(
    source: Source,
    *,
    override: Override = None,
    sweep: Sweep = None,
    episodes: Annotated[
        int, typer.Option("--episodes", metavar="N", parser=parsing.whole(1, 100_000), help="How many are measured.")
    ] = 100,
    seed: FirstSeed = 0,
    as_json: Json = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Also draw a figure, a .png or a .pdf.", show_default=False),
    ] = None,
) -> None:
    """Measure what a scenario is like: ways, rooms, sight, exploration, scores, and what memory is worth.

    The oracle, the explorer, which forgets nothing, a policy without memory and one that draws its actions play the
    first episode of each seed. The memory gap is what the explorer scores more than the policy without memory. In a
    pipe each measure is one line: name, unit, number of values, mean, standard error, least, quartiles and largest,
    with tabs between them; of a family the member comes first, and its terminal's table has a line a member.

    \b
    Examples:
      memory-maze describe classic/9x9 --out 9x9.pdf
      memory-maze describe examples/t-maze --episodes 20 --seed 1000 --json
      memory-maze describe ./mine.yaml -o maze.size=11 --episodes 10 | cut -f1,4
      memory-maze describe families/sizes --episodes 20 --out sizes.pdf
      memory-maze describe classic/9x9 --sweep objects.count=2,3,4
    """
    seeds = seeds_from(seed, episodes)
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise typer.BadParameter("name a file that ends in .png or .pdf", param_hint="--out")

    from memory_maze.files import check_writable
    from memory_maze.scenario import Scenario

    found = load_any(source, override, sweep)
    if out is not None:
        check_writable(out)
    is_family = not isinstance(found, Scenario)
    is_piped = not as_json and not sys.stdout.isatty()
    members = [(source, found)] if isinstance(found, Scenario) else [(one.label, one.scenario) for one in found]
    described = []
    for name, scenario in members:
        told = _described(name, scenario, seeds)
        described.append((name, scenario, told))
        if is_piped:
            print_rows([[*[name] * is_family, *_row(measure)] for measure in told.measures])
    if out is not None:
        _draw(out, described)
        print_note(f"wrote {out}")
    if as_json:
        facts = [_facts(name, told) for name, _, told in described]
        print_json(facts if is_family else facts[0])
    elif is_piped:
        return
    elif is_family:
        _print_family(source, described)
    else:
        _print_page(source, described[0][2])


def _described(name: str, scenario: Scenario, seeds: range) -> Description:
    """Measures, under a bar that begins anew with each thing that is done."""
    from memory_maze.describing.description import describe as measured

    with progress(f"describing {parsing.counted(len(seeds), 'episode')} of {name}") as report:
        return measured(scenario, seeds, lambda what, done, total: report(State(done, total, what)))


def _draw(out: Path, described: Sequence[Described]) -> None:
    from memory_maze.pictures.clips import write_pages
    from memory_maze.pictures.figures import DOTS_PER_INCH, figure

    write_pages(out, [figure(scenario, name, told) for name, scenario, told in described], DOTS_PER_INCH)


def _facts(source: str, told: Description) -> dict[str, Any]:
    from dataclasses import asdict

    gap = told.memory_gap
    return {
        "scenario": source,
        "digest": told.digest,
        "seed": told.seeds[0],
        "episodes": len(told.seeds),
        "memory_gap": {"mean": gap.mean, "standard_error": gap.standard_error},
        "policies": [
            {
                "policy": one.policy,
                "problem": one.problem,
                "evaluation": None if one.evaluation is None else asdict(one.evaluation),
            }
            for one in told.behaviours
        ],
        "measures": [_measure_facts(measure) for measure in told.measures],
    }


def _measure_facts(measure: Measure) -> dict[str, Any]:
    told = {"name": measure.name, "unit": measure.unit, "mean": measure.mean, "standard_error": measure.standard_error}
    return {**told, "quartiles": list(measure.quartiles), "values": list(measure.values)}


def _print_page(source: str, told: Description) -> None:
    from memory_maze.pictures.figures import HEADER, notes_of, row_of

    print_line(source)
    for note in notes_of(told):
        print_line(note)
    print_line("")
    print_figures(HEADER, [row_of(one) for one in told.behaviours])
    print_line("")
    rows = [
        [measure.name, measure.unit, *(f"{value:.3g}" for value in measure.quartiles or ())]
        for measure in told.measures
    ]
    spread = [row if len(row) > 2 else [*row, *["-"] * 5] for row in rows]
    print_figures(["", "unit", "least", "quarter", "median", "three quarters", "most"], spread)


def _print_family(source: str, described: Sequence[Described]) -> None:
    from memory_maze.describing.description import POLICIES
    from memory_maze.pictures.figures import gaps_of

    seeds = described[0][2].seeds
    episodes = parsing.counted(len(seeds), "episode")
    print_line(f"{source}: {episodes} each, seeds {seeds[0]} to {seeds[-1]}, mean ± standard error")
    print_line("")
    header = ["scenario", "way between\nobjects (s)", "all seen\n(steps)", *POLICIES, "memory\ngap"]
    print_figures(header, [[name, *_member_row(told)] for name, _, told in described])
    gaps = [f"{name}: {gap}" for name, _, told in described for gap in gaps_of(told)]
    if gaps:
        print_line("")
    for gap in gaps:
        print_line(gap)


def _member_row(told: Description) -> list[str]:
    from memory_maze.describing.measures import Measure

    returns = [Measure("", "return", one.returns) for one in told.behaviours]
    return [_shown(measure) for measure in (told.between, told.explored, *returns, told.memory_gap)]


def _shown(measure: Measure) -> str:
    from memory_maze.agents.means import with_error

    return "-" if measure.mean is None else with_error(measure.mean, measure.standard_error)


def _row(measure: Measure) -> list[str]:
    numbers = (measure.mean, measure.standard_error, *(measure.quartiles or [None] * 5))
    shown = ["" if value is None else f"{value:.6g}" for value in numbers]
    return [measure.name, measure.unit, str(len(measure.values)), *shown]
