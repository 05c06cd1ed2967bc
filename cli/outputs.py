"""Where pictures go, and a bar on stderr while they are made."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import typer

Item = TypeVar("Item")

FOLDER = Path("out")


def default_file(source: str, suffix: str) -> Path:
    """`out/classic-9x9.mp4` for `classic/9x9`; for a file, its own name with another ending."""
    path = Path(source)
    name = path.stem if path.suffix in (".yaml", ".yml") else "-".join(path.parts)
    return FOLDER / f"{name}{suffix}"


def tell_compilation(renderer: str) -> None:
    """Says on stderr that the first frame will take a while, where the renderer has to be compiled for it."""
    if renderer != "software":
        return
    from memory_maze.rendering import needs_compilation

    if needs_compilation():
        typer.echo("compiling the renderer, once (about 20 s) ...", err=True)


def with_progress(items: Iterable[Item], total: int, label: str, renderer: str) -> Iterator[Item]:
    """`with_bar` for pictures, which may have to wait for a compiler.

    Args:
      items: each is drawn once it is yielded, or while it is made.
      total: how many there are.
      label: what is made.
      renderer: what draws them; see `tell_compilation`.
    """
    tell_compilation(renderer)
    yield from with_bar(items, total, label)


def with_bar(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """Yields the items and shows in a terminal how many of `total` there have been.

    Args:
      items: each takes a while to make.
      total: how many there are.
      label: what is made.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, total=total, console=Console(stderr=True), transient=True)


@contextlib.contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Shows in a terminal how far something is; gives what is to be called with how many are done, and of how many.

    Args:
      label: what is done.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
