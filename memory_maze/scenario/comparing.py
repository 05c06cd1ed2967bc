"""How two scenarios differ: field by field, and whether they draw their mazes from the same ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from memory_maze.scenario.digests import digest
from memory_maze.scenario.documents.tree import dotted, is_section
from memory_maze.scenario.model.drawn import FieldPath
from memory_maze.scenario.model.groups import GROUPS, SHAPES_MAZE, Group, known_field
from memory_maze.scenario.schema import Scenario


class Change(NamedTuple):
    """One field that differs."""

    group: Group
    """What the field changes."""
    field: str
    """The field, dotted."""
    old: Any
    """The value on the left, plain; None also for an option that is not there."""
    new: Any
    """The value on the right."""


@dataclass(frozen=True)
class MazeSets:
    """From which mazes two scenarios draw, where at least one of them draws `maze.seed`."""

    shared: int
    """How many seeds they have in common."""
    left: int
    """How many seeds the left one has."""
    right: int
    """How many seeds the right one has."""
    differing: tuple[str, ...]
    """Fields that shape mazes and differ: with any, one seed gives two different mazes."""

    @property
    def are_disjoint(self) -> bool:
        """Whether no seed gives both of them the same maze."""
        return self.shared == 0 or bool(self.differing)


@dataclass(frozen=True)
class Comparison:
    """Two scenarios, side by side."""

    changes: tuple[Change, ...]
    """What differs, group by group, in the order of the schema."""
    digests: tuple[str, str]
    """The digest of each."""
    mazes: MazeSets | None
    """From which mazes the two draw; None where neither draws them, or one has none to draw from."""

    @property
    def is_same_task(self) -> bool:
        """Whether the two mean the same task: their digests are equal."""
        return self.digests[0] == self.digests[1]


def compare(left: Scenario, right: Scenario) -> Comparison:
    """Compares two scenarios, defaults filled in.

    Args:
      left: the old one.
      right: the new one.
    """
    order = {path: number for number, path in enumerate(GROUPS)}
    found = _differences(left.model_dump(mode="json"), right.model_dump(mode="json"), ())
    differing = sorted(found, key=lambda difference: order[known_field(difference[0])])
    changes = tuple(Change(GROUPS[known_field(path)], dotted(path), old, new) for path, old, new in differing)
    return Comparison(changes, (digest(left), digest(right)), _mazes(left, right, [path for path, _, _ in differing]))


def _differences(old: Any, new: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Any, Any]]:
    if not (is_section(old) and is_section(new)):
        if old != new:
            yield path, old, new
        return
    for name in {**old, **new}:
        yield from _differences(old.get(name), new.get(name), (*path, name))


def _mazes(left: Scenario, right: Scenario, differing: Collection[FieldPath]) -> MazeSets | None:
    if not any(draw.path == ("maze", "seed") for scenario in (left, right) for draw in scenario.draws):
        return None
    old, new = _seeds(left), _seeds(right)
    if old is None or new is None:
        return None
    shaping = tuple(dotted(path) for path in differing if known_field(path) in SHAPES_MAZE)
    return MazeSets(_shared(old, new), len(old), len(new), shaping)


def _seeds(scenario: Scenario) -> range | frozenset[int] | None:
    """The seeds that the mazes of a scenario are made from; None where any seed may come, or none is used."""
    for draw in scenario.draws:
        if draw.path == ("maze", "seed"):
            if draw.kind == "integers":
                return range(draw.values[0], draw.values[1] + 1)
            return None if None in draw.values else frozenset(draw.values)
    return None if scenario.maze.seed is None else frozenset({scenario.maze.seed})


def _shared(old: range | frozenset[int], new: range | frozenset[int]) -> int:
    if isinstance(old, range) and isinstance(new, range):
        return len(range(max(old.start, new.start), min(old.stop, new.stop)))
    few, others = (new, old) if isinstance(old, range) else (old, new)
    return sum(seed in others for seed in few)
