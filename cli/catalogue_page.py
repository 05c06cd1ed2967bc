"""The catalogue as a page in a terminal: folder by folder, and the benchmark's sizes and variants as a matrix."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .parsing import counted
from .printing import clean, console, print_line, styled

if TYPE_CHECKING:
    from memory_maze.scenario.listing import Entry

MOST_ROWS = 16
"""Scenarios of a folder that are listed row by row; more are shown as a matrix, if they have sizes and variants."""

WIDE = 120
"""Columns of a terminal that has room for tags and IDs."""


def print_page(entries: Sequence[Entry]) -> None:
    """Prints the scenarios, those of a folder together, and how many there are."""
    page = console(sys.stdout)
    for folder, group in itertools.groupby(sorted(entries, key=_folder), key=_folder):
        members = list(group)
        sys.stdout.write(styled(clean(f"{folder}/" if folder else "outside folders"), "strong", sys.stdout) + "\n")
        page.print(_matrix(members) if _is_matrix(members) else _rows(members, page.width >= WIDE))
        if _is_matrix(members):
            _tell_names(members)
        print_line("")
    families = sum(entry.members > 0 for entry in entries)
    counts = {"scenario": (len(entries) - families, None), "family": (families, "families")}
    print_line(", ".join(counted(count, noun, plural) for noun, (count, plural) in counts.items() if count))


def _folder(entry: Entry) -> str:
    return entry.overview.name.rpartition("/")[0]


def _last(entry: Entry) -> str:
    return entry.overview.name.rpartition("/")[2]


def _parts(entry: Entry) -> tuple[str, str] | None:
    """Size and variant, where the name has this form."""
    found = re.fullmatch(r"(\d+x\d+)(?:-(.+))?", _last(entry))
    return None if found is None else (found[1], found[2] or "")


def _about(entry: Entry) -> str:
    """The summary, without the size that the name has already, or what is wrong."""
    beginning, _, rest = entry.summary.partition(": ")
    size = (_parts(entry) or ("",))[0]
    return rest if size and beginning.endswith(size) and not entry.problem else entry.summary


def _is_matrix(members: Sequence[Entry]) -> bool:
    return len(members) > MOST_ROWS and all(_parts(entry) for entry in members)


def _rows(members: Sequence[Entry], is_wide: bool) -> Any:
    from rich.text import Text

    table = _table()
    table.add_column("name", no_wrap=True, min_width=max(len(_last(entry)) for entry in members))
    for heading in ("size", "objects", "steps"):
        table.add_column(heading, justify="right", no_wrap=True, style="dim", header_style="dim")
    has_families = any(entry.members for entry in members)
    if has_families:
        table.add_column("members", justify="right", no_wrap=True)
    table.add_column("summary", no_wrap=True, overflow="ellipsis", ratio=1)
    has_ids = is_wide and any(entry.gymnasium_id for entry in members)
    if has_ids:
        table.add_column("Gymnasium ID", no_wrap=True)
    if is_wide:
        table.add_column("tags", no_wrap=True, overflow="ellipsis", style="dim")
    for entry in members:
        summary = Text(clean(_about(entry)), style="red" if entry.problem else "")
        cells = [Text(clean(_last(entry))), entry.size, entry.objects, entry.steps]
        cells += [str(entry.members or "")] * has_families + [summary]
        cells += [Text(entry.gymnasium_id)] * has_ids + [Text(clean(" ".join(entry.overview.tags)))] * is_wide
        table.add_row(*cells)
    return table


def _matrix(members: Sequence[Entry]) -> Any:
    from rich.text import Text

    grid = {_parts(entry): entry for entry in members}
    sizes = list(dict.fromkeys(place[0] for place in grid if place))
    variants = list(dict.fromkeys(place[1] for place in grid if place))
    table = _table()
    table.add_column("variant", no_wrap=True)
    for size in sizes:
        table.add_column(size, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, overflow="ellipsis", ratio=1, style="dim")
    for name in ("objects", "steps"):
        firsts = [next(entry for place, entry in grid.items() if place and place[0] == size) for size in sizes]
        table.add_row(Text(name, style="dim"), *(Text(getattr(entry, name), style="dim") for entry in firsts), "")
    for variant in variants:
        present = [grid.get((size, variant)) for size in sizes]
        marks = [Text("") if entry is None else _mark(entry) for entry in present]
        about = next(_about(entry) for entry in present if entry is not None)
        table.add_row(Text(clean(variant or "(plain)")), *marks, Text(clean(about)))
    return table


def _mark(entry: Entry) -> Any:
    from rich.text import Text

    sign = "x" if "utf" not in (sys.stdout.encoding or "").lower() else "●"
    return Text("!", style="red") if entry.problem else Text(sign, style="green")


def _tell_names(members: Sequence[Entry]) -> None:
    example = next((entry for entry in members if (_parts(entry) or ("", ""))[1]), members[0])
    known = f", with the Gymnasium ID {example.gymnasium_id}" if example.gymnasium_id else ""
    print_line(f"SIZE and VARIANT make a name, such as {example.overview.name}{known}")


def _table() -> Any:
    from rich.table import Table

    return Table(box=None, pad_edge=False, show_edge=False, expand=True, header_style="dim")
