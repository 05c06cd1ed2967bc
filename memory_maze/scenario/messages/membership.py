"""Which members of a family a problem is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from memory_maze.scenario.errors import LocatedProblem

_MOST_NAMED = 3
"""Members that a message names; of more it tells the number and the first."""


def with_members(found: Mapping[LocatedProblem, Sequence[str]], total: int) -> tuple[LocatedProblem, ...]:
    """The problems of a family, in reading order.

    Args:
      found: each with the names of the members that have it.
      total: members of the family. What all of several have is no matter of a member, and names none.
    """
    told = [
        problem if 1 < total == len(names) else replace(problem, message=f"{problem.message} ({_members(names)})")
        for problem, names in found.items()
    ]
    return tuple(sorted(told, key=lambda problem: (problem.file or "", problem.line, problem.column)))


def _members(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"member {names[0]}"
    if len(names) <= _MOST_NAMED:
        return f"members {', '.join(names[:-1])} and {names[-1]}"
    return f"{len(names)} members, the first is {names[0]}"
