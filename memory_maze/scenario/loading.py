"""From a name, a file, a mapping or a scenario to a checked `Scenario`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from memory_maze.scenario.documents.reading import Document, document_of, is_file, read_file
from memory_maze.scenario.documents.tree import Node, from_plain, to_plain
from memory_maze.scenario.errors import LocatedProblem, Problem, ScenarioError
from memory_maze.scenario.messages.placing import place
from memory_maze.scenario.overrides import Changes, Overrides, apply
from memory_maze.scenario.parents import linked, merged, referred
from memory_maze.scenario.schema import Scenario, set_in
from memory_maze.scenario.validation import Check, validate

Source = str | Path | Mapping[str, Any] | Scenario
"""A name in the catalogue, a file (`./x.yaml`), a member of a family in one of these (`./x.yaml#9`), a mapping as a
document holds it, or a scenario."""


def load(source: Source, overrides: Overrides = ()) -> Scenario:
    """Reads and checks a scenario.

    Args:
      source: a name in the catalogue, a path (ending in .yaml or .yml, or of a file that exists), a mapping,
        or a scenario; of a family name a member, `families/sizes#13`.
      overrides: `["maze.size=11"]`, `{"maze.size": 11}` or `{"maze": {"size": 11}}`.

    Raises:
      ScenarioError: it does not exist, is a family, or is wrong; every problem is listed with its place.
    """
    return load_checked(source, overrides, ())


def load_checked(source: Source, overrides: Overrides, checks: Sequence[Check]) -> Scenario:
    """Reads a scenario that has to pass further checks too.

    Args:
      source: as for `load`.
      overrides: as for `load`.
      checks: each yields what is wrong with a scenario that is right in itself.

    Raises:
      ScenarioError: it does not exist or is wrong; every problem is listed with its place.
    """
    if isinstance(source, Scenario) and not overrides and not checks:
        return source
    root, problems = _merged(source)
    return validate(Scenario, apply(root, overrides), problems, checks)


def located(source: Source, scenario: Scenario, problem: Problem) -> LocatedProblem:
    """A problem that showed after a scenario was loaded, at its place in the documents.

    Args:
      source: as `load` took it.
      scenario: what it loaded.
      problem: what is wrong, and with which fields.

    Raises:
      ScenarioError: the documents cannot be read any more.
    """
    root, _ = _merged(source)
    return place(root, scenario, problem)


def load_text(
    content: str | bytes,
    name: str = "<text>",
    folder: Path | None = None,
    overrides: Overrides = (),
    checks: Sequence[Check] = (),
) -> Scenario:
    """Reads and checks a scenario document that a program holds, such as what came on its standard input.

    Args:
      content: YAML or JSON; bytes are UTF-8.
      name: what messages call the document.
      folder: where files that it names are counted from; by default the current folder.
      overrides: as for `load`.
      checks: as for `load_checked`.

    Raises:
      ScenarioError: it is wrong; every problem is listed with its place.
    """
    return checked(document_of(content, name, folder or Path()), None, overrides, checks)


def said_in(said: Node, folder: Path) -> tuple[Document, str | None]:
    """The scenario that a document of another kind, such as a curriculum, names or writes out, for `checked`.

    Args:
      said: a name, a file, or the scenario's own mapping, as it stands in the document.
      folder: the document's; files are counted from it.

    Raises:
      ScenarioError: it does not exist, cannot be read, or is nothing of that.
    """
    if isinstance(said.value, str):
        return referred(said.value, folder)
    if isinstance(said.value, Mapping):
        return Document("this mapping", None, said, folder=folder), None
    raise ScenarioError("name a scenario or a file, or write out a mapping")


def checked(
    document: Document, member: str | None, overrides: Changes, checks: Sequence[Check], folder: Path = Path()
) -> Scenario:
    """The scenario of a document that has been read.

    Args:
      document: of one scenario, or a family.
      member: of the family.
      overrides: as for `load`, or a tree of changes.
      checks: as for `load_checked`.
      folder: where files of the overrides are counted from.

    Raises:
      ScenarioError: it is wrong; every problem is listed with its place.
    """
    root, problems = merged(linked(document, member))
    return validate(Scenario, apply(root, overrides, folder), problems, checks)


def resolve(source: Source, overrides: Overrides = ()) -> dict[str, Any]:
    """What a scenario says once its parents and overrides are merged, without defaults, not yet checked.

    Raises:
      ScenarioError: it does not exist or cannot be read.
    """
    plain: dict[str, Any] = to_plain(merged_tree(source, overrides))
    return plain


def merged_tree(source: Source, overrides: Overrides = ()) -> Node:
    """What `resolve` gives, as a tree whose values know where they were written.

    Raises:
      ScenarioError: it does not exist or cannot be read.
    """
    root, problems = _merged(source)
    if problems:
        raise ScenarioError(problems)
    return apply(root, overrides)


def source_text(source: str) -> str:
    """The text of a scenario's own file, as written; of a member that of its family.

    Raises:
      ScenarioError: it does not exist, cannot be read, or is no mapping.
    """
    return opened(source)[0].text


def opened(source: str | Path | Mapping[str, Any]) -> tuple[Document, str | None]:
    """The document that something stands for, and the member of it that is named, if one is.

    Raises:
      ScenarioError: there is no such document, it cannot be read, or this cannot stand for one.
    """
    if isinstance(source, Mapping):
        return Document("this mapping", None, from_plain(source)), None
    if isinstance(source, Path):
        return read_file(source), None
    if not isinstance(source, str):
        raise ScenarioError(f"a scenario is a name, a path, a mapping or a Scenario, not {type(source).__name__}")
    if "\n" in source and not is_file(source):
        raise ScenarioError(
            "a text of several lines is no name; scenario.load_text reads documents that a program holds"
        )
    return referred(source, any_file=True)


def _merged(source: Source) -> tuple[Node, tuple[LocatedProblem, ...]]:
    if isinstance(source, Scenario):
        return set_in(source), ()
    return merged(linked(*opened(source)))
