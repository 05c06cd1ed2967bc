"""The catalogue's scenarios with what people choose by, and which of them a filter means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memory_maze.scenario.listing import Entry


def entries(filters: Sequence[str], tags: Sequence[str], with_members: bool = False) -> list[Entry]:
    """The scenarios that any of the filters means and that have all of the tags.

    Args:
      filters: parts of names, or patterns with `*`, `?` or `[`; upper and lower case are equal. None: everything.
      tags: see `overviews`.
      with_members: families stand for their members; else only those that a filter names in full, or a member of.

    Raises:
      ScenarioError: there is none.
    """
    from memory_maze.scenario import ScenarioError
    from memory_maze.scenario.listing import entries_of, known_ids
    from memory_maze.scenario.overview import overviews

    tagged = overviews(tags)
    ids = known_ids()
    wanted = [(one, _is_named(one.name, filters)) for one in tagged]
    wanted = [(one, named) for one, named in wanted if named or _is_meant_by_any(one.name, filters)]
    listed = (entry for one, named in wanted for entry in entries_of(one, with_members or named, ids))
    found = [entry for entry in listed if _is_meant_by_any(entry.overview.name, filters)]
    if not found:
        raise ScenarioError(no_match(filters, tags, [one.name for one in tagged]))
    return found


def _is_meant_by_any(name: str, filters: Sequence[str]) -> bool:
    return not filters or any(is_meant(name, text) for text in filters)


def _is_named(name: str, filters: Sequence[str]) -> bool:
    """Whether a filter is a name in full, or that of one of its members."""
    return any(text.lower().partition("#")[0] == name.lower() for text in filters)


def is_meant(name: str, text: str) -> bool:
    """Whether a filter means a scenario."""
    name, text = name.lower(), text.lower()
    return fnmatchcase(name, text) if any(sign in text for sign in "*?[") else text in name


def no_match(filters: Sequence[str], tags: Sequence[str], names: Sequence[str]) -> str:
    """Says that no scenario is meant.

    Args:
      filters: as they were typed.
      tags: likewise.
      names: of all scenarios that have the tags.
    """
    told = " or ".join(repr(text) for text in filters) if filters else "all of these tags"
    also = " with these tags" if filters and tags else ""
    return f"no scenario matches {told}{also}{_nearest(filters, names)}"


def as_row(entry: Entry) -> tuple[str, ...]:
    """The columns that are printed in a pipe."""
    one = entry.overview
    tags = " ".join(one.tags)
    counts = (entry.size, entry.objects, entry.steps)
    return (one.name, entry.summary, tags, *counts, entry.gymnasium_id, str(entry.members or ""))


def _nearest(filters: Iterable[str], names: Sequence[str]) -> str:
    from memory_maze.suggestions import did_you_mean

    near = (did_you_mean(text, [*names, *{part for name in names for part in name.split("/")}]) for text in filters)
    return next((suggestion for suggestion in near if suggestion), "; memory-maze list shows all")
