"""`memory-maze train`: an agent that learns."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .options import Json, Override, Source, choice_option, seed_option
from .printing import print_json, print_line
from .progress import Report, paced, progress
from .training_options import Changes, Device, Resume, Run, Threads, changes_of

if TYPE_CHECKING:
    from memory_maze.baselines.online.tally import Tally


class Size(StrEnum):
    small = "small"
    paper = "paper"


def train(
    source: Source,
    *,
    out: Run,
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
    seed: Annotated[int, seed_option("Of the weights, mazes and actions.")] = 0,
    resume: Resume = False,
    start: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="RUN",
            help="Go on where that run is, in the new folder, with what --set changes.",
            show_default=False,
        ),
    ] = None,
    override: Override = None,
    setting: Changes = None,
    threads: Threads = None,
    device: Device = None,
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
      memory-maze train classic/9x9 --from runs/9x9 --set learning_rate=1e-4 --steps 10e6 --out runs/slower
      memory-maze render classic/9x9 --policy runs/9x9
      memory-maze evaluate classic/9x9 --policy runs/9x9 --policy runs/9x9:greedy --episodes 100 --seed 1000
    """
    changes = changes_of(setting)

    from memory_maze.baselines.allocation import keep_large_blocks
    from memory_maze.baselines.online.mazes import task_of
    from memory_maze.baselines.online.training import Plan
    from memory_maze.baselines.online.training import train as learn
    from memory_maze.baselines.runs import is_begun

    plan = Plan(source, task_of(source, override or []), size.value, seed, changes, threads, device)
    if start is not None and not is_begun(out, resume):
        from memory_maze.baselines.branches import branch

        branch(start, out, plan)
        resume = True
    keep_large_blocks()
    with progress(str(out)) as report:
        tally = learn(plan, out, steps, resume, _told(report, steps))
    row = tally.row()
    if as_json:
        print_json({name: value for name, value in row.items() if value is not None})
    else:
        print_line(_sentence(tally, out))


def _told(report: Report, steps: int) -> Callable[[Tally], None]:
    """What tells a bar how far a run is."""
    tell = paced(report, steps)

    def told(tally: Tally) -> None:
        stage = "" if tally.stage is None else f"stage {tally.stage}"
        mean = "" if tally.mean_return is None else f"return {tally.mean_return:.2f}"
        tell(tally.steps, ", ".join(filter(None, [stage, mean])))

    return told


def _sentence(tally: Tally, out: Path) -> str:
    from memory_maze.agents.means import standard_error, with_error

    parts = [f"{tally.steps:,} steps", parsing.counted(tally.episodes, "episode")]
    if tally.mean_return is not None:
        worth = with_error(tally.mean_return, standard_error(tally.returns))
        parts.append(f"mean return of the last {len(tally.returns)} {worth}")
    return f"{out}: {', '.join(parts)}"
