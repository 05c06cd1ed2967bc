"""`memory-maze dataset preview`: what is in a dataset, to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .dataset_options import Target, name_of, trajectories
from .outputs import FOLDER, check_page_name
from .parsing import whole
from .printing import print_line
from .progress import waiting

CLIPS = (".gif", ".webp", ".mp4")


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
        typer.Option(
            "--out",
            metavar="FILE",
            help="The sheet, a .png, .svg or .pdf; by default out/NAME.png.",
            show_default=False,
        ),
    ] = None,
    clip: Annotated[
        Path | None,
        typer.Option(
            "--clip", metavar="FILE", help="A .gif, .webp or .mp4; by default out/NAME.gif.", show_default=False
        ),
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
    if film.suffix.lower() not in CLIPS:
        raise typer.BadParameter("name a file that ends in .gif, .webp or .mp4", param_hint="--clip")

    from memory_maze.dataset import open as open_dataset
    from memory_maze.dataset.inspecting.preview import chosen, mosaic
    from memory_maze.dataset.inspecting.sheet import sheet
    from memory_maze.pictures import check_clip, check_writable, write_clip, write_page

    check_page_name(page)
    dataset = open_dataset(target)
    check_writable(page)
    check_clip(film)
    shown = chosen(dataset, rows)
    with waiting(f"{page.name} and {film.name}"):
        drawn = sheet(dataset, target, shown)
        write_clip(film, mosaic(shown, steps))
        write_page(page, drawn)
    print_line(f"wrote {page} and {film}: {trajectories(len(shown))}")
