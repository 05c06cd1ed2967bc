"""The catalogue's scenarios with what people choose by: how large each is, how long, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

from memory_maze.scenario.catalogue import classic_ids, member_ids
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.members import load_either
from memory_maze.scenario.overview import Overview
from memory_maze.scenario.schema import Scenario


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


def known_ids() -> dict[str, str]:
    """The Gymnasium ID of each scenario and member that has one, by name."""
    return {name: known for known, name in (classic_ids() | member_ids()).items()}


def entries_of(overview: Overview, with_members: bool, ids: Mapping[str, str]) -> list[Entry]:
    """One scenario, or one family, or each of its members, loaded and checked.

    Args:
      overview: of the document.
      with_members: whether a family stands for its members.
      ids: of `known_ids`.
    """
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


def facts(entry: Entry) -> dict[str, Any]:
    """An entry for programs, as JSON; null where there is nothing to say."""
    numbers = {name: int(text) if text else None for name, text in (("objects", entry.objects), ("steps", entry.steps))}
    size = [int(side) for side in entry.size.split("x")] if entry.size else None
    told = {"size": size, **numbers, "gymnasium_id": entry.gymnasium_id or None, "problem": entry.problem}
    return {**asdict(entry.overview), **told}


def _counts(scenario: Scenario) -> tuple[str, str, str]:
    """Size, objects and steps."""
    width, height = scenario.maze_shape
    return f"{width}x{height}", str(scenario.objects.count), str(scenario.episode_steps)
