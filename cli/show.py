"""`memory-maze show`: one scenario as understood, by who said what, as written, as a map, or as a drawing to edit."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from . import parsing
from .loading import load_one
from .options import Json, Override, Source, Sweep
from .printing import is_coloured, print_block, print_json, print_table
from .progress import waiting

if TYPE_CHECKING:
    from memory_maze.scenario import Family
    from memory_maze.scenario.provenance import Origin


def show(
    source: Source,
    *,
    override: Override = None,
    sweep: Sweep = None,
    as_written: Annotated[bool, typer.Option("--source", help="The file as it was written.")] = False,
    resolved: Annotated[
        bool, typer.Option("--resolved", help="Parents and overrides merged, defaults filled in: the default.")
    ] = False,
    with_provenance: Annotated[
        bool, typer.Option("--provenance", help="Each value with the file and line, or the override, that sets it.")
    ] = False,
    as_json: Json = False,
    draw_map: Annotated[bool, typer.Option("--map", help="Draw the first maze of a seed.")] = False,
    draw_layout: Annotated[
        bool, typer.Option("--layout", help="A document that draws the first maze of a seed as text, to be edited.")
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            metavar="N",
            parser=parsing.seed,
            help="For --map and --layout; by default 0.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show one scenario: everything that it means; of a family its members.

    \b
    Examples:
      memory-maze show classic/9x9-Vis
      memory-maze show classic/9x9-Vis --source
      memory-maze show classic/9x9 -o maze.size=11 -o objects.count=4 --json
      memory-maze show families/sizes
      memory-maze show families/sizes#13
      memory-maze show classic/9x9 --sweep maze.size=9,13 --sweep objects.count=2,3
      memory-maze show ./mine.yaml --provenance
      memory-maze show classic/15x15 --map --seed 3
      memory-maze show classic/9x9 --layout --seed 3 > mine.yaml
    """
    overrides = override or []
    forms = {"--source": as_written, "--resolved": resolved, "--provenance": with_provenance, "--json": as_json}
    chosen = [name for name, wanted in {**forms, "--map": draw_map, "--layout": draw_layout}.items() if wanted]
    if len(chosen) > 1 and chosen not in (["--resolved", "--json"], ["--provenance", "--json"]):
        raise typer.BadParameter(f"choose one of {parsing.either(chosen)}", param_hint=chosen[-1])
    if as_written and overrides:
        raise typer.BadParameter("a file as it was written has no overrides; leave -o out", param_hint="--source")
    if sweep and (as_written or draw_map or draw_layout):
        raise typer.BadParameter(f"{chosen[0]} shows one scenario; leave one of the two out", param_hint="--sweep")
    if seed is not None and not (draw_map or draw_layout):
        raise typer.BadParameter("a seed chooses a maze; add --map or --layout", param_hint="--seed")
    if draw_map:
        _show_map(source, overrides, seed or 0)
    elif draw_layout:
        _show_layout(source, overrides, seed or 0)
    elif as_written:
        _show_source(source)
    elif with_provenance:
        _show_provenance(source, overrides, as_json)
    else:
        _show_resolved(source, overrides, sweep or [], as_json)


def _show_source(source: str) -> None:
    from memory_maze.scenario.loading import source_text

    text = source_text(source)
    if sys.stdout.isatty():
        print_block(text)
    else:
        sys.stdout.write(text)


def _show_resolved(source: str, overrides: list[str], sweep: list[str], as_json: bool) -> None:
    from memory_maze.scenario import Family, load_either
    from memory_maze.scenario.documents.writing import to_yaml

    found = load_either(source, overrides, sweep)
    if isinstance(found, Family):
        _show_family(found, as_json)
        return
    document = found.model_dump(mode="json")
    if as_json:
        print_json(document)
    else:
        print_block(to_yaml(document))


def _show_family(family: Family, as_json: bool) -> None:
    """Its members, each with what it changes."""
    from memory_maze.scenario import digest
    from memory_maze.scenario.documents.writing import to_flow

    if as_json:
        members = [
            {"name": one.name, "label": one.label, "changes": one.changes, "digest": digest(one.scenario)}
            for one in family
        ]
        print_json({"name": family.name, "summary": family.summary, "members": members})
        return
    fields = sorted({field for member in family for field in member.changes})
    rows = [
        [member.name, *(to_flow(member.changes[field]) if field in member.changes else "" for field in fields)]
        for member in family
    ]
    print_table(["member", *fields], rows)


def _show_provenance(source: str, overrides: list[str], as_json: bool) -> None:
    from memory_maze.scenario.documents.writing import to_flow
    from memory_maze.scenario.provenance import provenance

    origins = provenance(source, overrides)
    if as_json:
        print_json([origin._asdict() for origin in origins])
        return
    rows = [(origin.field, to_flow(origin.value), _place(origin)) for origin in origins]
    print_table(("field", "value", "set by"), rows)


def _place(origin: Origin) -> str:
    from memory_maze.scenario.catalogue import path_in_catalogue

    return origin.setter if origin.file is None else f"{path_in_catalogue(origin.file)}:{origin.line}"


def _show_layout(source: str, overrides: list[str], seed: int) -> None:
    from memory_maze.game.drawn import drawn
    from memory_maze.scenario.documents.writing import to_yaml

    with waiting("making the maze"):
        document = drawn(load_one(source, overrides), seed)
    print_block(to_yaml(document))


def _show_map(source: str, overrides: list[str], seed: int) -> None:
    from memory_maze.pictures.terminal import episode_map

    unicode = "utf" in (sys.stdout.encoding or "").lower()
    with waiting("making the maze"):
        text = episode_map(load_one(source, overrides), seed, not unicode, _paint if is_coloured(sys.stdout) else None)
    sys.stdout.write(f"{text}\n")


def _paint(text: str, color: tuple[int, int, int]) -> str:
    """A text on a ground of a colour, as near as the terminal has it."""
    red, green, blue = color
    dark = 299 * red + 587 * green + 114 * blue < 128_000
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        ground = f"2;{red};{green};{blue}"
    else:
        steps = [round(part / 255 * 5) for part in color]
        ground = f"5;{16 + 36 * steps[0] + 6 * steps[1] + steps[2]}"
    return f"\x1b[1;{97 if dark else 30};48;{ground}m{text}\x1b[0m"
