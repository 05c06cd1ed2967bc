"""`memory-maze report`: one page of HTML to be mailed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .parsing import counted
from .printing import print_line
from .progress import counting


def report(
    target: Annotated[
        Path,
        typer.Argument(
            metavar="TRAJECTORY|DATASET|RESULTS",
            help="A trajectory's file, a dataset or folder of games, or the JSON that evaluate prints.",
            show_default=False,
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The .html to write.", show_default=False)] = Path(
        "out/report.html"
    ),
) -> None:
    """Write a report: one page of HTML that replays trajectories, or shows results, without a network.

    Of a dataset six trajectories are shown, spread over all splits. Of results the first episode of up to six is
    played again and shown, where it comes out the same. Pictures are made small: some 300 kB a trajectory of 1000
    steps.

    \b
    Examples:
      memory-maze report data/9x9/train/00000000-1000.npz --out report.html
      memory-maze report games --out games.html
      memory-maze evaluate classic/9x9 --policy oracle --policy random --json > results.json
      memory-maze report results.json --out results.html
    """
    if out.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter("name a file that ends in .html", param_hint="--out")
    from memory_maze.files import check_writable, write_whole
    from memory_maze.web.report import report as made

    check_writable(out)
    with counting(out.name) as told:
        written = made(target, lambda done, total: told(int(done), int(total)))
    write_whole(out, written.html.encode())
    parts = [counted(written.trajectories, "trajectory", "trajectories")] if written.trajectories else []
    parts += [counted(written.results, "result")] if written.results else []
    print_line(f"wrote {out}: {', '.join(parts)}, {len(written.html) // 1024} KiB")
