"""Who extends whom: the scenarios of the catalogue, and files, with their parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memory_maze.scenario import catalogue
from memory_maze.scenario.documents.reading import Document, read_file
from memory_maze.scenario.documents.tree import node_at
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.loading import opened
from memory_maze.scenario.parents import parent_of


@dataclass(frozen=True)
class Relative:
    """One scenario, with its parent."""

    name: str
    """The scenario's name in the catalogue, or its file where the catalogue does not have it."""
    file: str
    """Where the scenario is; empty if the file has gone since its folder was listed."""
    parent: str | None
    """The name of what it extends; None where it extends nothing, or nothing that can be read."""
    summary: str = ""
    """What the document says of itself; empty if it says nothing."""
    problem: str = ""
    """Why the document, or what it extends, cannot be read; empty if they can."""


def relatives(sources: Iterable[str] = ()) -> tuple[tuple[Relative, ...], tuple[str, ...]]:
    """Reads every scenario of the catalogue, and others with all that they extend. Nothing else of them is checked.

    Args:
      sources: names and files that take part too.

    Returns:
      Each scenario once, the catalogue's first; and the names that the sources have among them.

    Raises:
      ScenarioError: one of the sources cannot be read.
    """
    names, members = {}, {}
    for name in catalogue.names():
        try:
            names[catalogue.find(name).resolve()] = name
        except ScenarioError as error:
            members[name] = Relative(name, "", None, problem=error.problems[0].message)
    for file, name in names.items():
        try:
            document = read_file(file)
        except ScenarioError as error:
            members[name] = Relative(name, str(file), None, problem=error.problems[0].message)
        else:
            _add_line(members, document, names)
    given = [opened(source)[0] for source in sources]
    for document in given:
        _add_line(members, document, names)
    return tuple(members.values()), tuple(_name(document, names) for document in given)


def kin(members: Sequence[Relative], chosen: Iterable[str]) -> tuple[Relative, ...]:
    """Some members with all that they extend and all that extends them, in the order of `members`.

    Args:
      members: of `relatives`.
      chosen: their names.
    """
    by_name = {member.name: member for member in members}
    wanted = set(chosen)
    above = {name for start in wanted for name in _ancestors(by_name, start)}
    return tuple(member for member in members if member.name in above or wanted & set(_ancestors(by_name, member.name)))


def _ancestors(by_name: Mapping[str, Relative], name: str) -> Iterator[str]:
    """A member's own name, and those of all that it extends. Lines are added so that none is a circle."""
    here: str | None = name
    while here is not None:
        yield here
        here = by_name[here].parent


def _add_line(members: dict[str, Relative], document: Document, names: Mapping[Path, str]) -> None:
    """Adds a document and its parents, as far as they are not there yet.

    What is wrong with `extends` is the problem of the one who says it, who then has no parent: of a circle of parents
    the first one that is met extends the others.
    """
    chain = [document]
    while (name := _name(chain[-1], names)) not in members:
        parent, problem = None, ""
        try:
            found = parent_of(chain)
            parent = None if found is None else found[0]
        except ScenarioError as error:
            problem = error.problems[0].message
        said = node_at(chain[-1].root, ("summary",))
        summary = said.value if said is not None and isinstance(said.value, str) else ""
        above = None if parent is None else _name(parent, names)
        members[name] = Relative(name, str(chain[-1].file), above, summary, problem)
        if parent is None:
            return
        chain.append(parent)


def _name(document: Document, names: Mapping[Path, str]) -> str:
    return document.label if document.file is None else names.get(document.file.resolve(), document.label)
