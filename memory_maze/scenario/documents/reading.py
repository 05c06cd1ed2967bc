"""Scenario documents: reading one, from a file, by its name or from a program."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from memory_maze.scenario import catalogue
from memory_maze.scenario.documents.contents import NoSuchFile, hint_on_name, is_address, read_bytes, shown_path
from memory_maze.scenario.documents.decoding import decode
from memory_maze.scenario.documents.tree import Mark, Node, problem_at
from memory_maze.scenario.documents.yaml_nodes import parse
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.suggestions import nearest


@dataclass(frozen=True)
class Document:
    """One document as written."""

    label: str
    """What people call it: a catalogue name, or a file."""
    file: Path | None
    """Where the document was read from; None for a program's mapping or text."""
    root: Node
    """The document's mapping, every value with its place."""
    problems: tuple[LocatedProblem, ...] = ()
    """What is wrong with the document as YAML, short of being unreadable."""
    text: str = ""
    """The document as it stands in the file; empty for a program's mapping."""
    folder: Path = Path()
    """Where files that it names are counted from."""


def is_file_reference(source: str) -> bool:
    """Whether a text names a file (`./x.yaml`, `x.yml`, `/some/x`) and not a scenario of the catalogue."""
    return catalogue.is_scenario_file(source) or source.startswith(("./", "../")) or os.path.isabs(source)


def is_file(source: str, folder: Path = Path()) -> bool:
    """Whether a text names a file by its form, or is the path of one that exists in a folder."""
    return is_file_reference(source) or ("\0" not in source and os.path.isfile(folder / source))


def read_named(name: str, beside: Path = Path()) -> Document:
    """Reads a scenario of the catalogue.

    Args:
      name: of the scenario, or its Gymnasium ID.
      beside: a folder whose files the error may suggest.

    Raises:
      ScenarioError: it does not exist or cannot be read.
    """
    return _read(catalogue.find(name, beside), name)


def read_file(file: Path) -> Document:
    """Reads a scenario file.

    Raises:
      ScenarioError: it does not exist or cannot be read.
    """
    return _read(file, shown_path(file))


def document_of(content: str | bytes, name: str, folder: Path = Path()) -> Document:
    """Reads a document that a program holds.

    Args:
      content: the document.
      name: what messages call it.
      folder: where files that it names are counted from.

    Raises:
      ScenarioError: it is no text, no YAML, or no mapping.
    """
    return _parsed(content, name, name, None, folder)


def require_local(name: str) -> None:
    """Nothing is fetched from the net.

    Raises:
      ScenarioError: the name is an address.
    """
    if is_address(name):
        raise ScenarioError(f"{name!r} is an address, and nothing is fetched; save the file and name it as ./mine.yaml")


def _other_file(file: Path) -> str:
    """The end of a sentence about a file that is not there: what else may be meant."""
    if hint := hint_on_name(file):
        return hint
    try:
        beside = [name for name in os.listdir(file.parent) if catalogue.is_scenario_file(name)]
    except OSError:
        beside = []
    same = [name for name in sorted(beside) if Path(name).stem == file.stem]
    near = same[0] if same else nearest(file.name, beside)
    if near is not None:
        return f"; did you mean {shown_path(file.parent / near)!r}?"
    name = file.with_suffix("").as_posix()
    return f"; did you mean the scenario {name!r}?" if name in catalogue.names() else ""


def _read(file: Path, label: str) -> Document:
    shown = shown_path(file)
    try:
        content = read_bytes(file, ".yaml")
    except NoSuchFile as error:
        raise ScenarioError(f"{error}{_other_file(file)}") from None
    return _parsed(content, label, shown, file, file.parent)


def _parsed(content: str | bytes, label: str, shown: str, file: Path | None, folder: Path) -> Document:
    text = content if isinstance(content, str) else decode(content, shown)
    root, problems = parse(text, shown)
    if not isinstance(root.value, Mapping):
        found = "a list" if isinstance(root.value, tuple) else "a single value"
        if root.value is None:
            raise ScenarioError([problem_at(Mark(shown, 1, 1), (), "is empty; begin with `summary:`")])
        message = f"is {found}, not a mapping; write fields such as `summary:` and `maze:`"
        raise ScenarioError([problem_at(root.mark, (), message)])
    return Document(label, file, root, problems, text, folder)
