"""The catalogue's scenarios with what people choose by, and which of them a filter means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from memory_maze.scenario.overview import Overview


class Entry(NamedTuple):
    """One scenario of the catalogue."""

    overview: Overview
    size: str = ""
    """Cells, such as `9x9`; empty, like all that follows, for a scenario that is wrong."""
    objects: str = ""
    steps: str = ""
    """Control steps of an episode."""
    gymnasium_id: str = ""
    """Empty also where there is none."""
    problem: str = ""
    """Why it cannot be used, if so."""

    @property
    def summary(self) -> str:
        """What it is, or what is wrong with it."""
        return self.problem or self.overview.summary


def entries(filters: Sequence[str], tags: Sequence[str]) -> list[Entry]:
    """The scenarios that any of the filters means and that have all of the tags.

    Args:
      filters: parts of names, or patterns with `*`, `?` or `[`; upper and lower case are equal. None: everything.
      tags: see `overviews`.

    Raises:
      ScenarioError: there is none.
    """
    from memory_maze.scenario import ScenarioError, classic_ids
    from memory_maze.scenario.overview import overviews

    tagged = overviews(tags)
    found = [one for one in tagged if not filters or any(is_meant(one.name, text) for text in filters)]
    if not found:
        raise ScenarioError(no_match(filters, tags, [one.name for one in tagged]))
    ids = {name: known for known, name in classic_ids().items()}
    return [_entry(one, ids) for one in found]


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
    return (one.name, entry.summary, tags, entry.size, entry.objects, entry.steps, entry.gymnasium_id)


def facts(entry: Entry) -> dict[str, Any]:
    """What is printed as JSON; null where there is nothing to say."""
    from dataclasses import asdict

    numbers = {name: int(text) if text else None for name, text in (("objects", entry.objects), ("steps", entry.steps))}
    size = [int(side) for side in entry.size.split("x")] if entry.size else None
    told = {"size": size, **numbers, "gymnasium_id": entry.gymnasium_id or None, "problem": entry.problem}
    return {**asdict(entry.overview), **told}


def _entry(overview: Overview, ids: dict[str, str]) -> Entry:
    from memory_maze.scenario import ScenarioError, load

    if overview.problem:
        return Entry(overview, problem=overview.problem)
    try:
        scenario = load(Path(overview.file))
    except ScenarioError as error:
        return Entry(overview, problem=str(error.problems[0]))
    width, height = scenario.maze_shape
    counts = (f"{width}x{height}", str(scenario.objects.count), str(scenario.episode_steps))
    return Entry(overview, *counts, ids.get(overview.name, ""))


def _nearest(filters: Iterable[str], names: Sequence[str]) -> str:
    from memory_maze.suggestions import did_you_mean

    near = (did_you_mean(text, [*names, *{part for name in names for part in name.split("/")}]) for text in filters)
    return next((suggestion for suggestion in near if suggestion), "; memory-maze list shows all")
