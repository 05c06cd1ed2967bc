"""A family: several scenarios of one document, each under a name of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from memory_maze.scenario.families.words import MOST_NAMED, SIGN
from memory_maze.scenario.schema import Scenario
from memory_maze.suggestions import did_you_mean


@dataclass(frozen=True)
class Member:
    """One scenario of a family."""

    name: str
    """Such as `13-6`; unlike those of the others, whatever letters are capital."""
    label: str
    """What tables call it: a name that `load` takes, `families/sizes#13`; of a sweep `classic/9x9 maze.size=13`."""
    changes: Mapping[str, Any] = field(hash=False)
    """Dotted field to value: what it changes in what the members have in common, in alphabetical order."""
    scenario: Scenario
    """What comes out."""


@dataclass(frozen=True)
class Family:
    """Several scenarios of one document. Nothing of it changes."""

    name: str
    """As it was asked for: a name in the catalogue, or a file."""
    summary: str
    """What the document says of itself."""
    fields: tuple[str, ...]
    """Those in which the members differ by the matrix, dotted, in alphabetical order."""
    members: tuple[Member, ...]
    """One at least. The combinations of the matrix come first, the last field changing first."""

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """That of each member."""
        return tuple(member.scenario for member in self.members)

    def __len__(self) -> int:
        return len(self.members)

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def __getitem__(self, name: str) -> Scenario:
        """The scenario of a member.

        Raises:
          KeyError: there is none of that name; the message has the one that may be meant.
        """
        for member in self.members:
            if member.name == name:
                return member.scenario
        known = [member.name for member in self.members]
        advice = did_you_mean(name, known) or f"; there are {', '.join(known[:MOST_NAMED])}"
        raise KeyError(f"{self.name}{SIGN}{name} is no member{advice}")
