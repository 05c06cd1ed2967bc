"""From a family's document, or a sweep over a scenario, to its members, each a checked `Scenario`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from memory_maze.scenario.documents.dotted import parts_of
from memory_maze.scenario.documents.layout_files import said_at, with_layout
from memory_maze.scenario.documents.reading import Document, document_of
from memory_maze.scenario.documents.tree import MEMBER, OVERRIDE, Node, lay_over, node_at, to_plain
from memory_maze.scenario.documents.writing import to_flow
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.families.named import Planned
from memory_maze.scenario.families.plan import Plan
from memory_maze.scenario.families.words import SIGN, is_family
from memory_maze.scenario.family import Family, Member
from memory_maze.scenario.loading import Source, checked, load_checked, opened
from memory_maze.scenario.messages.membership import with_members
from memory_maze.scenario.overrides import Overrides, apply
from memory_maze.scenario.parents import Link, linked, merged, plan_for
from memory_maze.scenario.schema import Scenario, set_in
from memory_maze.scenario.sweeps import Sweep, plan_of_sweep
from memory_maze.scenario.validation import Check, validate


class Changes(NamedTuple):
    """What is done with each scenario of a document."""

    overrides: Overrides = ()
    """Laid over all of them."""
    sweep: Sweep = ()
    """Makes a family of one scenario."""
    checks: Sequence[Check] = ()
    """Each yields what is wrong with a scenario that is right in itself."""


class Examined(NamedTuple):
    """What became of the members of a family."""

    family: Family
    """Those that are right."""
    rejected: tuple[str, ...]
    """The labels of those that are wrong."""
    problems: tuple[LocatedProblem, ...]
    """What is wrong, each thing once; it says with which members."""


def load_family(source: Source, overrides: Overrides = (), sweep: Sweep = ()) -> Family:
    """Reads and checks a family.

    Args:
      source: as for `load`: a document with a `matrix` or an `include`, or with `sweep` one scenario.
      overrides: as for `load`, for all members.
      sweep: `["maze.size=9,13"]` or `{"maze.size": [9, 13]}`: makes a family of one scenario.

    Raises:
      ScenarioError: it does not exist, is one scenario, or is wrong; every problem is listed with its place.
    """
    found = load_either(source, overrides, sweep)
    if isinstance(found, Scenario):
        name = repr(source) if isinstance(source, str) else "this"
        raise ScenarioError(f"{name} is one scenario, not a family; take it by load, or give it a matrix")
    return found


def load_either(source: Source, overrides: Overrides = (), sweep: Sweep = ()) -> Scenario | Family:
    """Reads and checks a scenario, or all members of a family.

    Args:
      source: as for `load`.
      overrides: as for `load`, for all members.
      sweep: as for `load_family`.

    Raises:
      ScenarioError: it does not exist or is wrong; every problem is listed with its place.
    """
    found = examine(source, Changes(overrides, sweep))
    if isinstance(found, Scenario):
        return found
    if found.problems:
        raise ScenarioError(found.problems)
    return found.family


def unfolded(source: Any, overrides: Overrides = ()) -> Any:
    """The scenarios of a family, or of what names one; anything else as it is.

    Raises:
      ScenarioError: it does not exist, or the family is wrong.
    """
    if isinstance(source, Family):
        return source.scenarios
    if isinstance(source, (str, Path, Mapping)):
        document, member = opened(source)
        if member is None and is_family(document.root):
            return load_family(source, overrides).scenarios
    return source


def examine(source: Source, changes: Changes = Changes()) -> Scenario | Examined:  # noqa: B008
    """`load_either` for who wants to know of the members that are right, even though others are wrong.

    Args:
      source: as for `load`.
      changes: what is done with it.

    Raises:
      ScenarioError: it is wrong before there are members; every problem is listed with its place.
    """
    if isinstance(source, Scenario):
        if not changes.sweep:
            return load_checked(source, changes.overrides, changes.checks)
        return _examined(Document("this scenario", None, set_in(source)), None, "this scenario", changes)
    document, member = opened(source)
    return _examined(document, member, source if isinstance(source, str) else document.label, changes)


def examine_text(content: str | bytes, name: str, folder: Path | None, changes: Changes) -> Scenario | Examined:
    """`examine` for a document that a program holds.

    Args:
      content: YAML or JSON; bytes are UTF-8.
      name: what messages call the document.
      folder: where files that it names are counted from; by default the current folder.
      changes: what is done with it.

    Raises:
      ScenarioError: it is wrong before there are members; every problem is listed with its place.
    """
    return _examined(document_of(content, name, folder or Path()), None, name, changes)


def _examined(document: Document, member: str | None, name: str, changes: Changes) -> Scenario | Examined:
    if changes.sweep:
        link, plan = linked(document, member), plan_of_sweep(changes.sweep)
    elif member is None and is_family(document.root):
        link, plan = Link(document), plan_for(document)
    else:
        return checked(document, member, changes.overrides, changes.checks)
    base, problems = merged(link)
    folder = Path() if changes.sweep else document.folder
    found: dict[LocatedProblem, list[str]] = {}
    members, rejected = [], []
    for planned in plan.members:
        label = _label(name, planned, is_swept=bool(changes.sweep))
        root, unread = _laid(base, planned, plan, folder, changes.overrides)
        try:
            scenario = validate(Scenario, root, (*problems, *unread), changes.checks)
        except ScenarioError as error:
            rejected.append(label)
            for problem in error.problems:
                found.setdefault(problem, []).append(planned.name)
        else:
            members.append(Member(planned.name, label, _values(planned), scenario))
    summary = to_plain(base).get("summary")
    family = Family(name, summary if isinstance(summary, str) else "", plan.fields, tuple(members))
    return Examined(family, tuple(rejected), with_members(found, len(plan.members)))


def _laid(
    base: Node, planned: Planned, plan: Plan, folder: Path, overrides: Overrides
) -> tuple[Node, tuple[LocatedProblem, ...]]:
    """The tree of one member, and what is wrong with its layout file, which is counted from a folder.

    Raises:
      ScenarioError: an override sets, or takes away, what the members differ in.
    """
    changes, problems = with_layout(planned.changes, folder)
    root = apply(lay_over(base, changes, MEMBER), overrides)
    for field in set(plan.fields) & set(planned.fields):
        node = said_at(root, parts_of(field) or (field,))
        if node is None or node.layer == OVERRIDE:
            message = "the members differ in it, so no override can set it; leave it out, or name one member"
            raise ScenarioError([LocatedProblem(message, field)])
    return root, problems


def _values(planned: Planned) -> dict[str, Any]:
    nodes = {field: node_at(planned.changes, parts_of(field) or (field,)) for field in planned.fields}
    return {field: to_plain(node) for field, node in nodes.items() if node is not None}


def _label(name: str, planned: Planned, *, is_swept: bool) -> str:
    if not is_swept:
        return f"{name}{SIGN}{planned.name}"
    return " ".join([name, *(f"{field}={to_flow(value)}" for field, value in _values(planned).items())])
