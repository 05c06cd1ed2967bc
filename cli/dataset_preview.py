"""`memory-maze dataset preview`: what is in a dataset, to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .dataset_options import Target, name_of, trajectories
from .outputs import FOLDER
from .parsing import whole
from .printing import print_line
from .progress import waiting


def preview(
    target: Target,
    *,
    rows: Annotated[
        int,
        typer.Option(
            "--rows", metavar="N", parser=whole(1, 30), help="Trajectories, spread over all splits; 30 at most."
        ),
    ] = 6,
    steps: Annotated[
        int,
        typer.Option("--steps", metavar="N", parser=whole(1, 2000), help="Control steps of the clip; 2000 at most."),
    ] = 200,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The sheet, a .png; by default out/NAME.png.", show_default=False),
    ] = None,
    clip: Annotated[
        Path | None,
        typer.Option("--clip", metavar="FILE", help="A .gif or .mp4; by default out/NAME.gif.", show_default=False),
    ] = None,
) -> None:
    """Draw a contact sheet of some trajectories, and film them side by side.

    \b
    Examples:
      memory-maze dataset preview data/9x9
      memory-maze dataset preview data/9x9 --rows 9 --steps 400 --out sheet.png --clip clip.mp4
    """
    name = name_of(target) or "dataset"
    page, film = out or FOLDER / f"{name}.png", clip or FOLDER / f"{name}.gif"
    if page.suffix.lower() != ".png":
        raise typer.BadParameter("name a file that ends in .png", param_hint="--out")
    if film.suffix.lower() not in (".gif", ".mp4"):
        raise typer.BadParameter("name a file that ends in .gif or .mp4", param_hint="--clip")

    from memory_maze.dataset import open as open_dataset
    from memory_maze.dataset.inspecting.preview import chosen, mosaic, sheet
    from memory_maze.pictures import check_clip, check_writable, write_clip, write_picture

    dataset = open_dataset(target)
    check_writable(page)
    check_clip(film)
    shown = chosen(dataset, rows)
    with waiting(f"{page.name} and {film.name}"):
        picture = sheet(dataset, target, shown)
        write_clip(film, mosaic(shown, steps))
        write_picture(page, picture)
    print_line(f"wrote {page} and {film}: {trajectories(len(shown))}")
