"""Arguments of the dataset commands, and sizes as people read them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from .completion import choices
from .options import choice_option
from .parsing import counted, either, shown, whole

Target = Annotated[
    str, typer.Argument(metavar="DIR", help="The dataset's folder, or a URL for fsspec.", show_default=False)
]

Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        parser=whole(1),
        help="Processes; by default one for each core.",
        show_default=False,
    ),
]


FORMATS = ("npz", "zarr")
"""The formats that come with the package, for completion and help; `file_format` takes those of other packages too."""


def file_format(given: Any) -> str:
    """Reads what a trajectory is written as."""
    from memory_maze import tables

    word = str(given)
    if word not in tables.FORMATS:
        raise typer.BadParameter(f"give {either([*tables.FORMATS])}, not {shown(given)}")
    return word


class Machines(StrEnum):
    """What does the work."""

    local = "local"
    ray = "ray"


Out = Annotated[str, typer.Option("--out", metavar="DIR", help="Where to: a folder, or a URL for fsspec.")]

Episodes = Annotated[
    int | None,
    typer.Option(
        "--episodes",
        metavar="N",
        parser=whole(1),
        help="Trajectories; needed unless --split says it.",
        show_default=False,
    ),
]

SplitList = Annotated[
    list[str] | None,
    typer.Option(
        "--split",
        metavar="NAME=N,...",
        help="Trajectories by split, such as train=29000,eval=1000; by default all are train. May be repeated.",
        show_default=False,
    ),
]

Steps = Annotated[
    int | None,
    typer.Option(
        "--steps",
        metavar="N",
        parser=whole(1),
        help="Control steps a trajectory; by default the episode's, 1000 at most.",
        show_default=False,
    ),
]

Form = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="|".join(FORMATS),
        parser=file_format,
        autocompletion=choices(FORMATS),
        help="npz: as published; zarr: Zarr archives (extra zarr).",
    ),
]

Shard = Annotated[
    str | None,
    typer.Option("--shard", metavar="I/N", help="Only the I-th of N shares, I from 0.", show_default=False),
]

IndexList = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="LIST",
        help="Only these trajectories, such as 7 or 0,3,10-14. May be repeated.",
        show_default=False,
    ),
]

Engines = Annotated[
    Machines,
    choice_option("--engine", Machines, "local: processes of this machine; ray: a Ray cluster."),
]

Address = Annotated[
    str | None,
    typer.Option(
        "--address", metavar="ADDRESS", help="Of the Ray cluster; by default one is started here.", show_default=False
    ),
]


def name_of(target: str) -> str:
    """What a dataset is called: the last part of its folder's path or of its URL."""
    path = target if "://" in target else str(Path(target).resolve())
    return path.rstrip("/").rpartition("/")[2]


def trajectories(count: int) -> str:
    """How many, as people read it."""
    return counted(count, "trajectory", "trajectories")


def shown_size(size: float) -> str:
    """Bytes as people read them, such as `3.2 MB`."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
