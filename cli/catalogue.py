"""The catalogue's scenarios with what people choose by, and which of them a filter means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from memory_maze.scenario import Scenario
    from memory_maze.scenario.overview import Overview


class Entry(NamedTuple):
    """One scenario of the catalogue."""

    overview: Overview
    size: str = ""
    """Cells, such as `9x9`; empty, like all that follows, for a scenario that is wrong and where members differ."""
    objects: str = ""
    steps: str = ""
    """Control steps of an episode."""
    gymnasium_id: str = ""
    """Empty also where there is none."""
    problem: str = ""
    """Why it cannot be used, if so."""
    members: int = 0
    """How many a family has; 0 of one scenario."""

    @property
    def summary(self) -> str:
        """What it is, or what is wrong with it."""
        return self.problem or self.overview.summary


def entries(filters: Sequence[str], tags: Sequence[str], with_members: bool = False) -> list[Entry]:
    """The scenarios that any of the filters means and that have all of the tags.

    Args:
      filters: parts of names, or patterns with `*`, `?` or `[`; upper and lower case are equal. None: everything.
      tags: see `overviews`.
      with_members: families stand for their members; else only those that a filter names in full, or a member of.

    Raises:
      ScenarioError: there is none.
    """
    from memory_maze.scenario import ScenarioError, classic_ids
    from memory_maze.scenario.catalogue import member_ids
    from memory_maze.scenario.overview import overviews

    tagged = overviews(tags)
    ids = {name: known for known, name in (classic_ids() | member_ids()).items()}
    wanted = [(one, _is_named(one.name, filters)) for one in tagged]
    wanted = [(one, named) for one, named in wanted if named or _is_meant_by_any(one.name, filters)]
    listed = (entry for one, named in wanted for entry in _entries(one, with_members or named, ids))
    found = [entry for entry in listed if _is_meant_by_any(entry.overview.name, filters)]
    if not found:
        told = " or ".join(repr(text) for text in filters) if filters else "all of these tags"
        also = " with these tags" if filters and tags else ""
        raise ScenarioError(f"no scenario matches {told}{also}{_nearest(filters, [one.name for one in tagged])}")
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


def as_row(entry: Entry) -> tuple[str, ...]:
    """The columns that are printed in a pipe."""
    one = entry.overview
    tags = " ".join(one.tags)
    counts = (entry.size, entry.objects, entry.steps)
    return (one.name, entry.summary, tags, *counts, entry.gymnasium_id, str(entry.members or ""))


def facts(entry: Entry) -> dict[str, Any]:
    """What is printed as JSON; null where there is nothing to say."""
    from dataclasses import asdict

    numbers = {name: int(text) if text else None for name, text in (("objects", entry.objects), ("steps", entry.steps))}
    size = [int(side) for side in entry.size.split("x")] if entry.size else None
    told = {"size": size, **numbers, "gymnasium_id": entry.gymnasium_id or None, "problem": entry.problem}
    return {**asdict(entry.overview), **told}


def _entries(overview: Overview, with_members: bool, ids: dict[str, str]) -> list[Entry]:
    """One scenario, or one family, or each of its members."""
    from memory_maze.scenario import Scenario, ScenarioError, load_either

    if overview.problem:
        return [Entry(overview, problem=overview.problem)]
    try:
        found = load_either(Path(overview.file))
    except ScenarioError as error:
        return [Entry(overview, problem=str(error.problems[0]))]
    if isinstance(found, Scenario):
        return [Entry(overview, *_counts(found), ids.get(overview.name, ""))]
    if not with_members:
        several = zip(*(_counts(scenario) for scenario in found.scenarios), strict=True)
        size, objects, steps = (counts[0] if len(set(counts)) == 1 else "" for counts in several)
        return [Entry(overview, size, objects, steps, members=len(found))]
    named = [(replace(overview, name=f"{overview.name}#{one.name}", members=()), one.scenario) for one in found]
    return [Entry(one, *_counts(scenario), ids.get(one.name, "")) for one, scenario in named]


def _counts(scenario: Scenario) -> tuple[str, str, str]:
    """Size, objects and steps."""
    width, height = scenario.maze_shape
    return f"{width}x{height}", str(scenario.objects.count), str(scenario.episode_steps)


def _nearest(filters: Iterable[str], names: Sequence[str]) -> str:
    from memory_maze.suggestions import did_you_mean

    near = (did_you_mean(text, [*names, *{part for name in names for part in name.split("/")}]) for text in filters)
    return next((suggestion for suggestion in near if suggestion), "; memory-maze list shows all")
