"""`memory-maze dataset export`: for what reads other formats."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .dataset_options import Target, name_of, trajectories
from .options import choice_option
from .printing import print_line
from .progress import counting


class Library(StrEnum):
    """What is exported to."""

    minari = "minari"


def export(
    target: Target,
    *,
    to: Annotated[
        Library,
        choice_option("--to", Library, "minari: a Minari dataset a split, pictures unchanged."),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="By default the folder's; minari has memory-maze/NAME/SPLIT-v0.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="By default where Minari keeps its own.", show_default=False),
    ] = None,
) -> None:
    """Export a dataset.

    \b
    Examples:
      memory-maze dataset export data/9x9 --to minari
      memory-maze dataset export data/9x9 --to minari --name my-9x9 --out minari/
    """
    if out is not None:
        if "://" not in target and Path(target).resolve() in (out.resolve(), *out.resolve().parents):
            raise typer.BadParameter("choose a folder outside the dataset", param_hint="--out")
        # Minari reads it when it is first used.
        os.environ["MINARI_DATASETS_PATH"] = str(out.absolute())

    from memory_maze.dataset import open as open_dataset
    from memory_maze.dataset.minari import export as write
    from memory_maze.dataset.minari import folder

    dataset = open_dataset(target)
    with counting("exporting") as report:
        names = write(dataset, name_of(target) if name is None else name, report)
    where = "" if out is None else f", with MINARI_DATASETS_PATH={folder()}"
    for one, split in zip(names, filter(len, dataset.values()), strict=True):
        print_line(f'wrote {folder() / one}: {trajectories(len(split))}; minari.load_dataset("{one}") loads it{where}')
