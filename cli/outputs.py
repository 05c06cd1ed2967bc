"""Where pictures go, and what is said before the first one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .printing import print_note
from .progress import Report, State

if TYPE_CHECKING:
    from memory_maze.game.moments import Moments

FOLDER = Path("out")


def default_file(source: str, suffix: str) -> Path:
    """`out/classic-9x9.mp4` for `classic/9x9`; for a file, its own name with another ending. A member adds its own."""
    from memory_maze.scenario.families.words import split_member

    document, member = split_member(source)
    path = Path(document)
    name = path.stem if path.suffix in (".yaml", ".yml") else "-".join(path.parts)
    return FOLDER / f"{name}{'' if member is None else f'-{member}'}{suffix}"


def check_page_name(file: Path) -> None:
    """Looks at how a page's file is to be called.

    Raises:
      typer.BadParameter: pages are not written so.
    """
    from memory_maze.pictures import PAGE_SUFFIXES

    if file.suffix.lower() not in PAGE_SUFFIXES:
        raise typer.BadParameter("name a file that ends in .png, .svg or .pdf", param_hint="--out")


def tell_compilation(renderer: str) -> None:
    """Says on stderr that the first frame will take a while, where the renderer has to be compiled for it."""
    if renderer != "software":
        return
    from memory_maze.rendering import needs_compilation

    if needs_compilation():
        print_note("compiling the renderer, once (about half a minute) ...")


def watched(
    report: Report, total: int, policy: str, renderer: str = ""
) -> Callable[[Iterator[Moments]], Iterator[Moments]]:
    """What hands on the moments of rollouts, one after the other, and reports how many there have been.

    Args:
      report: is told.
      total: moments of all rollouts together.
      policy: who plays. The first action may take it seconds, in a large maze minutes.
      renderer: what draws the moments, if anything does; see `tell_compilation`.
    """
    seen = 0

    def watch(moments: Iterator[Moments]) -> Iterator[Moments]:
        nonlocal seen
        if not seen:
            tell_compilation(renderer)
        for moment in moments:
            report(State(seen, total, "" if moment.steps[0] else f"waiting for {policy}'s first action"))
            seen += 1
            yield moment
            if moment.steps[0] == 1:
                report(State(seen, total))

    return watch
