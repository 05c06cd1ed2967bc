"""`memory-maze show`: one scenario as written, as understood, or as a map."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from .options import Json, Override, Source
from .printing import print_json


def show(
    source: Source,
    *,
    override: Override = None,
    resolved: Annotated[
        bool, typer.Option("--resolved", help="Parents and overrides merged, defaults filled in.")
    ] = False,
    as_json: Json = False,
    draw_map: Annotated[bool, typer.Option("--map", help="Draw the first maze of a seed.")] = False,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="For --map; by default 0.", show_default=False)
    ] = None,
) -> None:
    """Show one scenario.

    Without options that is its file as written; with --resolved, --json or -o it is everything that it means.

    \b
    Examples:
      memory-maze show classic/9x9-Vis
      memory-maze show classic/9x9-Vis --resolved
      memory-maze show classic/9x9 -o maze.size=11 -o objects.count=4 --json
      memory-maze show classic/15x15 --map --seed 3
    """
    if draw_map and (as_json or resolved):
        raise typer.BadParameter("a map goes with neither --json nor --resolved", param_hint="--map")
    if seed is not None and not draw_map:
        raise typer.BadParameter("a seed chooses a map; add --map", param_hint="--seed")
    if draw_map:
        _show_map(source, override or [], seed or 0)
    elif as_json or resolved or override:
        _show_resolved(source, override or [], as_json)
    else:
        from memory_maze.scenario.loading import source_text

        _print_text(source_text(source))


def _show_resolved(source: str, overrides: list[str], as_json: bool) -> None:
    from memory_maze.scenario import load
    from memory_maze.scenario.writing import to_yaml

    document = load(source, overrides).model_dump(mode="json")
    if as_json:
        print_json(document)
    else:
        _print_text(to_yaml(document))


def _print_text(text: str) -> None:
    """A pipe gets the text as it is; a terminal is not made to do what stands in it."""
    from memory_maze.scenario.terminal import visible

    typer.echo(visible(text, keep="\n\t") if sys.stdout.isatty() else text, nl=False)


def _show_map(source: str, overrides: list[str], seed: int) -> None:
    from memory_maze.pictures.terminal import episode_map
    from memory_maze.scenario import load

    unicode = "utf" in (sys.stdout.encoding or "").lower()
    typer.echo(episode_map(load(source, overrides), seed, ascii_only=not unicode))
