"""Gives each member of a family its name, and finds those that have none or that of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from memory_maze.scenario.documents.dotted import parts_of
from memory_maze.scenario.documents.tree import Entry, Mark, Node, Path, node_at, problem_at
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.families.entries import Entries, Said
from memory_maze.scenario.families.naming import Values, fields_in, is_name, name_by, name_of


class Planned(NamedTuple):
    """One member, before it is checked."""

    name: str
    fields: tuple[str, ...]
    """What is changed, by dotted names in alphabetical order."""
    changes: Node
    """The tree that is laid over the family's document."""


class Draft(NamedTuple):
    """A member without its name."""

    said: Said
    path: Path
    """Where it is written, for messages."""
    changes: Node


def named(entries: Entries, drafts: Sequence[Draft]) -> tuple[Planned, ...]:
    """The members with their names.

    Raises:
      ScenarioError: one has no name, a name that cannot be one, or that of another.
    """
    values = {field: entry.node.value for field, entry in entries.matrix.fields.items()}
    problems: list[LocatedProblem] = []
    taken: dict[str, str] = {}
    members = []
    for draft in drafts:
        own = draft.said.name or entries.member
        name = _name(own, entries, draft, values)
        message = _fault(name, own, draft, taken)
        if message is None and name is not None:
            taken[name.lower()] = name
            members.append(Planned(name, tuple(draft.said.fields), draft.changes))
        elif message is not None:
            mark, path = _blamed(entries, draft)
            problems.append(problem_at(mark, path, message))
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    return tuple(members)


def _name(own: Entry | None, entries: Entries, draft: Draft, values: Values) -> str | None:
    if own is not None:
        return name_by(own.node.value, draft.changes, values)
    fields = list(entries.matrix.fields)
    return name_of(fields, draft.changes, values) or name_of(list(draft.said.fields), draft.changes, values)


def _fault(name: str | None, own: Entry | None, draft: Draft, taken: Mapping[str, str]) -> str | None:
    """What is wrong with a member's name."""
    if name is None:
        lacking = [] if own is None else [field for field in fields_in(own.node.value) if _lacks(draft, field)]
        why = f"lacks {lacking[0]}, which names members" if lacking else "has no short value to be named by"
        way_out = "add member: NAME to it" if draft.path[0] == "include" else "name it by member: of other fields"
        return f"a member {why}; {way_out}"
    if not is_name(name):
        return f"{name!r} cannot be a member's name, which is short and does not begin with a dot; write another"
    if (other := taken.get(name.lower())) is not None:
        called = f"two members are called {name!r}" if other == name else f"{other!r} and {name!r} differ in capitals"
        return f"{called}; name them apart by member:, such as {{maze.size}}"
    return None


def _lacks(draft: Draft, field: str) -> bool:
    return node_at(draft.changes, parts_of(field) or (field,)) is None


def _blamed(entries: Entries, draft: Draft) -> tuple[Mark | None, Path]:
    """Where it is written what a member is called."""
    if draft.path[0] == "include":
        return draft.said.mark, draft.path
    if entries.member is not None:
        return entries.member.node.mark, ("member",)
    return entries.matrix.mark, ("matrix",)
