"""Arguments that the dataset commands share, and sizes as people read them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

Target = Annotated[
    str, typer.Argument(metavar="DIR", help="The dataset's folder, or a URL for fsspec.", show_default=False)
]

Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="Processes; by default one for each core.", show_default=False),
]


def cores() -> int:
    """Cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def shown_size(size: float) -> str:
    """Bytes as people read them, such as `3.2 MB`."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
