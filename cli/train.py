"""`memory-maze train`: an agent that learns."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .options import Json, Override, Source, choice_option
from .printing import print_json, print_line
from .progress import Report, State, progress, shown_time

if TYPE_CHECKING:
    from memory_maze.baselines.online.tally import Tally


class Size(StrEnum):
    small = "small"
    paper = "paper"


def train(
    source: Source,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="RUN", help="The run's folder.", show_default=False)],
    steps: Annotated[
        int,
        typer.Option(
            "--steps",
            metavar="N",
            parser=parsing.count(1, 10**12),
            help="Control steps, of all mazes together and from the beginning of the run, such as 5e6.",
        ),
    ] = 5_000_000,
    size: Annotated[
        Size,
        choice_option("--size", Size, "small, for the cores of a laptop, or the published IMPALA's, for a GPU."),
    ] = Size.small,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", parser=parsing.seed, help="Of the weights, mazes and actions.")
    ] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run in that folder, if there is one, to the last bit.")
    ] = False,
    override: Override = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="A hyper-parameter, such as learning_rate=2e-4. May be given several times.",
            show_default=False,
        ),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(
            "--threads",
            metavar="N",
            parser=parsing.whole(1, 1024),
            help="By default one a core; on a machine with other work, 1 is faster.",
            show_default=False,
        ),
    ] = None,
    device: Annotated[
        str | None,
        typer.Option(
            "--device",
            metavar="NAME",
            help="Where the network computes: cpu or cuda; by default a GPU if there is one.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Train a recurrent agent on a scenario, a family, or a curriculum.

    RUN gets config.json, curve.csv (return, entropy and losses over steps) and, at most every minute, a checkpoint;
    with TensorBoard installed, its files too. The run is a policy: --policy RUN draws its actions, as it did when it
    learnt, RUN:greedy always takes the most probable one. Needs torch (pip install 'memory-maze-scenarios[baselines]').

    \b
    Examples:
      memory-maze train classic/9x9 --steps 5e6 --out runs/9x9
      memory-maze train classic/9x9 --steps 10e6 --out runs/9x9 --resume
      memory-maze train families/sizes --size paper --steps 100e6 --seed 1 --out runs/sizes
      memory-maze train classic/9x9 --set entropy=0.01 --set memory=none --out runs/forgetful
      memory-maze render classic/9x9 --policy runs/9x9
      memory-maze evaluate classic/9x9 --policy runs/9x9 --policy runs/9x9:greedy --episodes 100 --seed 1000
    """
    changes = dict(_parted(text) for text in setting or [])

    from memory_maze.baselines.online.mazes import task_of
    from memory_maze.baselines.online.training import Plan
    from memory_maze.baselines.online.training import train as learn

    plan = Plan(source, task_of(source, override or []), size.value, seed, changes, threads, device)
    with progress(str(out)) as report:
        tally = learn(plan, out, steps, resume, _told(report, steps))
    row = tally.row()
    if as_json:
        print_json({name: value for name, value in row.items() if value is not None})
    else:
        print_line(_sentence(tally, out))


def _parted(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"write NAME=VALUE, not {parsing.shown(text)}", param_hint="--set")
    return name.strip(), value.strip()


def _told(report: Report, steps: int) -> Callable[[Tally], None]:
    """What tells a bar how far a run is."""
    began, first = time.monotonic(), -1

    def tell(tally: Tally) -> None:
        nonlocal first, began
        if first < 0:
            # The first segment waits for compilers, and where a run was resumed it did not begin at 0.
            began, first = time.monotonic(), tally.steps
            report(State(tally.steps, steps))
            return
        rate = (tally.steps - first) / (time.monotonic() - began)
        left = shown_time(max(0, steps - tally.steps) / rate)
        mean = tally.mean_return
        notes = ["" if mean is None else f"return {mean:.2f}", f"{rate:.0f} steps/s", f"{left} left"]
        report(State(tally.steps, steps, ", ".join(filter(None, notes))))

    return tell


def _sentence(tally: Tally, out: Path) -> str:
    from memory_maze.agents.means import standard_error, with_error

    parts = [f"{tally.steps:,} steps", parsing.counted(tally.episodes, "episode")]
    if tally.mean_return is not None:
        worth = with_error(tally.mean_return, standard_error(tally.returns))
        parts.append(f"mean return of the last {len(tally.returns)} {worth}")
    return f"{out}: {', '.join(parts)}"
