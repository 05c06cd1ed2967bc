"""From a document to one merged tree: what it says, laid over its parents, which `extends` names one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from memory_maze.scenario import catalogue
from memory_maze.scenario.documents.layout_files import with_layout
from memory_maze.scenario.documents.reading import (
    Document,
    is_file,
    is_file_reference,
    read_file,
    read_named,
    require_local,
)
from memory_maze.scenario.documents.tree import (
    MEMBER,
    Mark,
    Node,
    lay_over,
    mark_of,
    merge,
    on_layer,
    problem_at,
    without,
)
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.families.plan import Plan, member_named, plan_of, several
from memory_maze.scenario.families.words import CURRICULUM, FAMILY, SIGN, is_family, split_member

MAX_PARENTS = 32
"""How many parents a document may have in a row."""

_NOT_INHERITED = ("summary", "tags")
"""Fields that describe one document and are not taken over from its parent."""


class Link(NamedTuple):
    """One document of a chain of parents."""

    document: Document
    changes: Node | None = None
    """What makes the member of a family that is meant; None of a document that is one scenario."""


def linked(document: Document, member: str | None) -> Link:
    """One scenario of a document.

    Args:
      document: of one scenario, or a family.
      member: of the family.

    Raises:
      ScenarioError: the document is a family and no member of it is named, or the other way round; what it says
        of its members is wrong; or it is a curriculum.
    """
    if CURRICULUM in document.root.value:
        mark = mark_of(document.root, (CURRICULUM,), key=True)
        message = "a curriculum is no single scenario; name the scenario of a stage, or play all by CurriculumEnv"
        raise ScenarioError([problem_at(mark, (CURRICULUM,), message)])
    if is_family(document.root):
        plan = plan_for(document)
        if member is None:
            raise several(plan, None if document.file is None else document.label)
        return Link(document, member_named(plan, document.label, member).changes)
    if member is not None:
        raise ScenarioError(f"{document.label!r} is one scenario, not a family; leave '{SIGN}{member}' out")
    return Link(document)


def plan_for(document: Document) -> Plan:
    """The members of a family.

    Raises:
      ScenarioError: what the document says of them is wrong; it is listed with what is wrong with it as YAML.
    """
    try:
        return plan_of(document.root)
    except ScenarioError as error:
        problems = [*document.problems, *error.problems]
        raise ScenarioError(sorted(problems, key=lambda problem: (problem.line, problem.column))) from None


def referred(name: str, folder: Path = Path(), *, any_file: bool = False) -> tuple[Document, str | None]:
    """The document that a text names, and the member of it that is named, if one is.

    Args:
      name: of a scenario of the catalogue, a file, or a member of a family in one of these.
      folder: where files are counted from.
      any_file: a file that exists is meant whatever it is called; else by its ending or a `./` alone.

    Raises:
      ScenarioError: there is no such document, or it cannot be read.
    """
    require_local(name)
    document, member = split_member(catalogue.meant_by(name), folder)
    if is_file(document, folder) if any_file else is_file_reference(document):
        return read_file(folder / document), member
    return read_named(document, folder), member


def merged(link: Link) -> tuple[Node, tuple[LocatedProblem, ...]]:
    """One scenario laid over all its parents, without `extends`, and the problems of all documents as YAML.

    Args:
      link: the scenario. A family without changes is what its members have in common.

    Raises:
      ScenarioError: a parent does not exist or cannot be read, or the chain of parents has no end.
    """
    chain = [link]
    while (parent := _parent(chain)) is not None:
        chain.append(parent)
    root: Node | None = None
    found: list[LocatedProblem] = []
    for layer, member in reversed(list(enumerate(chain))):
        said, problems = _inherited(member.document.root, layer, member.document.folder)
        root = said if root is None else replace(merge(root, said), mark=said.mark)
        found = [*member.document.problems, *problems, *found]
        if member.changes is not None:
            changes, problems = _inherited(member.changes, layer, member.document.folder)
            root = lay_over(root, changes, layer or MEMBER)
            found = [*problems, *found]
    assert root is not None
    return root, tuple(found)


def _inherited(root: Node, layer: int, folder: Path) -> tuple[Node, tuple[LocatedProblem, ...]]:
    """What a document of a chain adds (of a parent, only what is inherited), and what is wrong with its layout file."""
    inherited = without(root, ("extends", *FAMILY, *(_NOT_INHERITED if layer else ())))
    return with_layout(on_layer(inherited, layer), folder)


def _parent(chain: list[Link]) -> Link | None:
    found = parent_of([link.document for link in chain])
    if found is None:
        return None
    try:
        return linked(*found)
    except ScenarioError as error:
        raise ScenarioError(_placed(error, mark_of(chain[-1].document.root, ("extends",)))) from None


def parent_of(chain: Sequence[Document]) -> tuple[Document, str | None] | None:
    """Reads what the last document of a chain extends, and the member of it that is meant; None where it is nothing.

    Args:
      chain: a document, its parent, the parent's parent and so on.

    Raises:
      ScenarioError: the parent does not exist, cannot be read, is in the chain already, or one too many.
    """
    child = chain[-1]
    if "extends" not in child.root.value:
        return None
    name = child.root.value["extends"].node.value
    mark = mark_of(child.root, ("extends",))
    if not isinstance(name, str) or not name:
        message = "name one parent: a scenario of the catalogue, or a file such as ./base.yaml"
        raise ScenarioError([problem_at(mark, ("extends",), message)])
    try:
        found = referred(name, child.folder)
        _refuse_circle(chain, found[0])
    except ScenarioError as error:
        raise ScenarioError(_placed(error, mark)) from None
    if len(chain) > MAX_PARENTS:
        raise ScenarioError([problem_at(mark, ("extends",), f"more than {MAX_PARENTS} parents in a row")])
    return found


def _refuse_circle(documents: Sequence[Document], parent: Document) -> None:
    files = [document.file.resolve() for document in documents if document.file is not None]
    labels = [document.label for document in documents]
    if parent.file is not None and parent.file.resolve() in files:
        start = len(labels) - len(files) + files.index(parent.file.resolve())
        raise ScenarioError(f"a circle of parents: {' -> '.join([*labels[start:], labels[start]])}")


def _placed(error: ScenarioError, mark: Mark | None) -> list[LocatedProblem]:
    return [
        problem if problem.file is not None else problem_at(mark, ("extends",), problem.message)
        for problem in error.problems
    ]
