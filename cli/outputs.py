"""Where pictures go, and a bar on stderr while they are made."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

FOLDER = Path("out")


def default_file(source: str, suffix: str) -> Path:
    """`out/classic-9x9.mp4` for `classic/9x9`; for a file, its own name with another ending."""
    path = Path(source)
    name = path.stem if path.suffix in (".yaml", ".yml") else "-".join(path.parts)
    return FOLDER / f"{name}{suffix}"


def with_progress(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """Yields the items and shows in a terminal how many of `total` there have been."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, total=total, console=Console(stderr=True), transient=True)
