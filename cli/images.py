"""`memory-maze images`: labmaze's wall and floor images, where they are not installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Json
from .printing import print_json


def images(
    wheel: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="WHEEL",
            help="Take them from this wheel of labmaze 1.0.6, for whatever system and Python.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Put labmaze's wall, floor and sky images into your data folder.

    They are needed where the package labmaze is not installed, for every style but `plain`; where it is, nothing is
    done. They are taken from a wheel that pip downloads, and checked.

    \b
    Examples:
      memory-maze images
      memory-maze images --from labmaze-1.0.6-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl
      memory-maze images --json
    """
    from memory_maze.rendering.images.placing import place_images

    placed = place_images(wheel)
    if as_json:
        print_json({"folder": str(placed.folder), "images": placed.images, "source": placed.source})
    elif placed.source is None:
        typer.echo(f"{placed.folder}: all {placed.images} images are there already")
    else:
        typer.echo(f"wrote {placed.folder}: {placed.images} images from {placed.source}")
