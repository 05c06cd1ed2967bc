"""Which members a family has: the combinations of its matrix without those excluded, and those included."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from memory_maze.scenario.documents.tree import Entry, Node, Path, mark_of, problem_at, to_plain
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.families.entries import Entries, Said, entries_of, field_path
from memory_maze.scenario.families.fields import tree_of
from memory_maze.scenario.families.named import Draft, Planned, named
from memory_maze.scenario.families.naming import fields_in, same
from memory_maze.scenario.families.words import FAMILY, MOST_NAMED, SIGN
from memory_maze.suggestions import did_you_mean, nearest

MOST_MEMBERS = 1000
"""The most members of one family. More are a slip of the hand, or a search that a program had better do."""


class Plan(NamedTuple):
    """The members of a family, before they are checked."""

    members: tuple[Planned, ...]
    fields: tuple[str, ...]
    """Those of the matrix."""


def plan_of(root: Node) -> Plan:
    """The members that a family's document gives.

    Raises:
      ScenarioError: what it says of them is wrong; all of it is listed.
    """
    entries = entries_of(root)
    problems = [*entries.problems, *_size_problems(root, entries)]
    if problems:
        raise ScenarioError(problems)
    combinations = [_combined(entries.matrix, values) for values in _products(entries.matrix)]
    dropped, problems = _dropped(entries, combinations)
    drafts = [draft for number, draft in enumerate(combinations) if number not in dropped]
    drafts += [Draft(said, ("include", number), tree_of(said.fields)) for number, said in enumerate(entries.include)]
    problems += _pattern_problems(entries)
    if not drafts and not problems:
        message = "excludes every combination, and a family has members; exclude less, or include some"
        problems = [problem_at(mark_of(root, ("exclude",)), ("exclude",), message)]
    if problems:
        raise ScenarioError(problems)
    return Plan(named(entries, drafts), tuple(entries.matrix.fields))


def member_named(plan: Plan, family: str, name: str) -> Planned:
    """One member.

    Args:
      plan: of the family.
      family: what it is called.
      name: of the member.

    Raises:
      ScenarioError: there is none of that name.
    """
    known = [member.name for member in plan.members]
    if name in known:
        return plan.members[known.index(name)]
    near = nearest(name, known)
    if near is not None:
        raise ScenarioError(f"{family!r} has no member {name!r}; did you mean '{family}{SIGN}{near}'?")
    listed = ", ".join(known[:MOST_NAMED]) + (f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else "")
    raise ScenarioError(f"{family!r} has no member {name!r}; it has {listed}")


def several(plan: Plan, family: str | None) -> ScenarioError:
    """What is said where one scenario is wanted and a family is given.

    Args:
      plan: of the family.
      family: by what its members can be named; None if it stands in no file.
    """
    if family is None:
        return ScenarioError("this is a family, and one scenario is wanted; take it by load_family")
    examples = " or ".join(f"{family}{SIGN}{member.name}" for member in plan.members[:2])
    return ScenarioError(f"{family!r} is a family, and one scenario is wanted; name a member, such as {examples}")


def _size_problems(root: Node, entries: Entries) -> Iterator[LocatedProblem]:
    lists = [entry.node.value for entry in entries.matrix.fields.values()]
    combinations = math.prod(len(values) for values in lists) if lists else 0
    if not combinations and not entries.include and not entries.problems:
        word = next(word for word in FAMILY if word in root.value)
        message = "makes a family without members; write some, such as matrix: {maze.size: [9, 13]}"
        yield problem_at(mark_of(root, (word,), key=True), (word,), message)
    if combinations + len(entries.include) > MOST_MEMBERS:
        message = f"makes {combinations} members, and a family has at most {MOST_MEMBERS}; leave values out"
        yield problem_at(entries.matrix.mark, ("matrix",), message)


def _products(matrix: Said) -> Iterator[tuple[Node, ...]]:
    """The values of each combination; the last field changes first."""
    return itertools.product(*(entry.node.value for entry in matrix.fields.values())) if matrix.fields else iter(())


def _combined(matrix: Said, values: Sequence[Node]) -> Draft:
    pairs = zip(matrix.fields.items(), values, strict=True)
    fields = {field: Entry(entry.key_mark, value) for (field, entry), value in pairs}
    return Draft(Said(matrix.mark, fields), ("matrix",), tree_of(fields))


def _dropped(entries: Entries, combinations: Sequence[Draft]) -> tuple[set[int], list[LocatedProblem]]:
    """The numbers of the combinations that are excluded, and what is wrong with `exclude`."""
    dropped: set[int] = set()
    problems: list[LocatedProblem] = []
    for number, said in enumerate(entries.exclude):
        unknown = [field for field in said.fields if field not in entries.matrix.fields]
        for field in unknown:
            message = f"is no field of the matrix{_known(field, entries.matrix.fields)}"
            problems.append(problem_at(said.fields[field].key_mark, field_path("exclude", field, number), message))
        if unknown:
            continue
        found = {place for place, draft in enumerate(combinations) if _matches(draft, said)}
        if not found:
            message = "matches no combination of the matrix; write values that it has, or leave this out"
            problems.append(problem_at(said.mark, ("exclude", number), message))
        dropped |= found
    return dropped, problems


def _matches(draft: Draft, said: Said) -> bool:
    return all(
        same(to_plain(draft.said.fields[field].node), to_plain(entry.node)) for field, entry in said.fields.items()
    )


def _pattern_problems(entries: Entries) -> Iterator[LocatedProblem]:
    """Fields that a name asks for and no member has."""
    known = [*entries.matrix.fields, *(field for said in entries.include for field in said.fields)]
    patterns: list[tuple[Entry | None, Path]] = [(entries.member, ("member",))]
    patterns += [(said.name, ("include", number, "member")) for number, said in enumerate(entries.include)]
    for entry, path in patterns:
        if entry is None:
            continue
        for field in fields_in(entry.node.value):
            if not any(field == one or field.startswith(f"{one}.") for one in known):
                message = f"{field} is a field neither of the matrix nor of an include{_known(field, known)}"
                yield problem_at(entry.node.mark, path, message)


def _known(field: str, known: Mapping[str, object] | Sequence[str]) -> str:
    return did_you_mean(field, known) or (f"; there are {', '.join(known)}" if known else "")
