"""`memory-maze results plot`: how returns grow while agents train."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import parsing
from .outputs import FOLDER, check_page_name
from .printing import print_line


def plot(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Folders that train wrote.", show_default=False)],
    *,
    until: Annotated[
        int | None,
        typer.Option(
            "--until",
            metavar="N",
            parser=parsing.count(1, 10**12),
            help="Control steps at the right end, such as 100e6; by default twice those of the longest run.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE", help="A .png, or .svg or .pdf whose lines and letters are shapes."),
    ] = FOLDER / "returns.png",
) -> None:
    """Draw mean returns over control steps of training, with the published curves of the scenario beside them.

    All runs are of one scenario. A band is a standard error to both sides.

    \b
    Examples:
      memory-maze results plot runs/9x9
      memory-maze results plot runs/9x9-* --until 100e6 --out returns.svg
    """
    from memory_maze.pictures import check_writable, write_page
    from memory_maze.pictures.plots import training_plot
    from memory_maze.results.curves import read_curves

    check_page_name(out)
    curves = read_curves(runs)
    try:
        page = training_plot(curves, until)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="RUN") from None
    check_writable(out)
    write_page(out, page)
    print_line(f"wrote {out}: {parsing.counted(len(curves), 'run')} of {curves[0].scenario}")
