"""`memory-maze graph`: who extends whom."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from . import completion
from .options import Json
from .printing import clean, print_block, print_json, print_note, print_rows, styled

if TYPE_CHECKING:
    from memory_maze.scenario.lineage import Relative


class _Lines(NamedTuple):
    """What a tree is drawn with."""

    fork: str
    last: str
    onward: str
    blank: str


_BOXES = _Lines("├── ", "└── ", "│   ", "    ")
_ASCII = _Lines("|-- ", "`-- ", "|   ", "    ")


def graph(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILTER]...",
            help="Part of a name (9x9), a pattern ('classic/*-Vis') or a file (./mine.yaml); any of several.",
            autocompletion=completion.scenarios,
            show_default=False,
        ),
    ] = None,
    as_dot: Annotated[bool, typer.Option("--dot", help="Print a graph for Graphviz.")] = False,
    as_json: Json = False,
) -> None:
    """Show who extends whom: a tree of the catalogue, and of files that are named.

    What is chosen is shown with all that it extends and all that extends it. In a pipe each scenario is one line: name,
    parent, and summary or what is wrong, with tabs between them.

    \b
    Examples:
      memory-maze graph
      memory-maze graph t-maze ./mine.yaml
      memory-maze graph 'classic/*-Vis' --json
      memory-maze graph 15x15 --dot | dot -Tsvg > family.svg
    """
    if as_dot and as_json:
        raise typer.BadParameter("choose one of --dot and --json", param_hint="--dot")

    from memory_maze.scenario.catalogue import lost_folders

    for sentence in lost_folders():
        print_note(f"warning: {sentence}")
    members = _chosen(wanted or [])
    if as_json:
        from dataclasses import asdict

        print_json([asdict(member) for member in members])
    elif as_dot:
        print_block("".join(f"{line}\n" for line in _dot(members)))
    elif sys.stdout.isatty():
        for line in _tree(members):
            sys.stdout.write(f"{line}\n")
    else:
        print_rows([(one.name, one.parent or "", one.problem or one.summary) for one in members])


def _chosen(wanted: Sequence[str]) -> tuple[Relative, ...]:
    from memory_maze.scenario import ScenarioError
    from memory_maze.scenario.documents.reading import is_file_reference
    from memory_maze.scenario.lineage import kin, relatives

    from .catalogue import is_meant, no_match

    files = [text for text in wanted if is_file_reference(text) or os.path.isfile(text)]
    filters = [text for text in wanted if text not in files]
    members, given = relatives(files)
    if not wanted:
        return members
    found = [member.name for member in members if any(is_meant(member.name, text) for text in filters)]
    if filters and not found:
        raise ScenarioError(no_match(filters, (), [member.name for member in members]))
    return kin(members, [*given, *found])


def _tree(members: Sequence[Relative]) -> Iterator[str]:
    lines = _BOXES if "utf" in (sys.stdout.encoding or "").lower() else _ASCII
    children: dict[str | None, list[Relative]] = {}
    for member in members:
        children.setdefault(member.parent, []).append(member)

    def below(parent: str, indent: str) -> Iterator[str]:
        here = children.get(parent, [])
        for number, member in enumerate(here, start=1):
            is_last = number == len(here)
            yield f"{indent}{lines.last if is_last else lines.fork}{_label(member)}"
            yield from below(member.name, f"{indent}{lines.blank if is_last else lines.onward}")

    for root in children.get(None, []):
        yield _label(root)
        yield from below(root.name, "")


def _label(member: Relative) -> str:
    name = clean(member.name)
    return f"{name}  {styled(clean(member.problem), 'bad', sys.stdout)}" if member.problem else name


def _dot(members: Sequence[Relative]) -> Iterator[str]:
    """An arrow leads from each scenario to what it extends."""
    yield "digraph scenarios {"
    yield "  rankdir=RL;"
    yield "  node [shape=box];"
    for member in members:
        colour = " [color=red]" if member.problem else ""
        yield f"  {json.dumps(member.name, ensure_ascii=False)}{colour};"
    for member in members:
        if member.parent is not None:
            ends = (json.dumps(name, ensure_ascii=False) for name in (member.name, member.parent))
            yield f"  {' -> '.join(ends)};"
    yield "}"
