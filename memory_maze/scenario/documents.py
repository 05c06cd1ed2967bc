"""Scenario documents: reading a file, and following `extends` to one merged tree."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from memory_maze.scenario import catalogue
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.tree import Mark, Node, mark_of, merge, problem_at, without
from memory_maze.scenario.yaml_nodes import parse

MAX_BYTES = 1 << 20
"""The largest file that is read. Scenarios take a few hundred bytes."""

MAX_PARENTS = 32
"""The longest chain of `extends`."""

NOT_INHERITED = ("summary", "tags", "extends")
"""Fields that describe one document and are not taken over from its parent."""


@dataclass(frozen=True)
class Document:
    """One document as written."""

    label: str
    """What people call it: a catalogue name, or a file."""
    file: Path | None
    """Where it was read from; None for a program's mapping."""
    root: Node
    """Its mapping."""
    problems: tuple[LocatedProblem, ...] = ()
    """What is wrong with it as YAML, short of being unreadable."""
    text: str = ""
    """As it stands in the file; empty for a program's mapping."""


def is_file_reference(source: str) -> bool:
    """Whether a text names a file (`./x.yaml`, `x.yml`, `/some/x`) and not a scenario of the catalogue."""
    return source.endswith((".yaml", ".yml")) or source.startswith(("./", "../")) or os.path.isabs(source)


def read_named(name: str) -> Document:
    """Reads a scenario of the catalogue.

    Raises:
      ScenarioError: it does not exist or cannot be read.
    """
    return _read(catalogue.find(name), name)


def read_file(file: Path) -> Document:
    """Reads a scenario file.

    Raises:
      ScenarioError: it does not exist or cannot be read.
    """
    return _read(file, shown_path(file))


def read_text(file: Path) -> str:
    """The text of a scenario file.

    Raises:
      ScenarioError: it does not exist, cannot be read, or is no text of reasonable size.
    """
    shown = shown_path(file)
    start = Mark(shown, 1, 1)
    content = _content(file, shown)
    if len(content) > MAX_BYTES:
        raise ScenarioError([problem_at(start, (), f"is larger than {MAX_BYTES >> 20} MiB; no scenario needs that")])
    if b"\0" in content:
        raise ScenarioError([problem_at(start, (), "is a binary file (or UTF-16), not YAML in UTF-8")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        message = f"is not UTF-8 text: byte 0x{content[error.start]:02x}; save it as UTF-8"
        raise ScenarioError([problem_at(Mark(shown, line, column), (), message)]) from None


def merged(document: Document) -> tuple[Node, tuple[LocatedProblem, ...]]:
    """The document laid over all its parents, without `extends`, and the problems of all of them as YAML.

    Raises:
      ScenarioError: a parent does not exist or cannot be read, or the chain of parents has no end.
    """
    chain = [document]
    while (parent := _parent(chain)) is not None:
        chain.append(parent)
    root = without(chain[-1].root, NOT_INHERITED if len(chain) > 1 else ("extends",))
    for child in reversed(chain[:-1]):
        dropped = ("extends",) if child is document else NOT_INHERITED
        root = Node(merge(root, without(child.root, dropped)).value, child.root.mark)
    return root, tuple(problem for member in chain for problem in member.problems)


def shown_path(file: Path) -> str:
    """A file as it is named in messages: from the current folder if it is in there, else in full."""
    try:
        return str(file.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(file)


def _content(file: Path, shown: str) -> bytes:
    """The first bytes of a file, at most one more than `MAX_BYTES`."""
    try:
        # Opening a pipe that nobody writes to would wait for ever.
        mode = os.stat(file).st_mode
        if stat.S_ISDIR(mode):
            raise ScenarioError(f"{shown!r} is a folder; name a .yaml file in it")
        if not stat.S_ISREG(mode):
            raise ScenarioError(f"{shown!r} is a pipe, socket or device; name a regular .yaml file")
        with open(file, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ScenarioError(f"there is no file {shown!r}") from None
    except ScenarioError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ScenarioError(f"cannot read {shown!r}: {reason}") from None


def _parent(chain: list[Document]) -> Document | None:
    child = chain[-1]
    if "extends" not in child.root.value:
        return None
    name = child.root.value["extends"].node.value
    mark = mark_of(child.root, ("extends",))
    if not isinstance(name, str) or not name:
        message = "name one parent: a scenario of the catalogue, or a file such as ./base.yaml"
        raise ScenarioError([problem_at(mark, ("extends",), message)])
    try:
        parent = _read_parent(name, child)
    except ScenarioError as error:
        raise ScenarioError(_placed(error, mark)) from None
    files = [member.file.resolve() for member in chain if member.file is not None]
    labels = [member.label for member in chain]
    if parent.file is not None and parent.file.resolve() in files:
        start = len(labels) - len(files) + files.index(parent.file.resolve())
        cycle = " -> ".join([*labels[start:], labels[start]])
        raise ScenarioError([problem_at(mark, ("extends",), f"a circle of parents: {cycle}")])
    if len(chain) > MAX_PARENTS:
        raise ScenarioError([problem_at(mark, ("extends",), f"more than {MAX_PARENTS} parents in a row")])
    return parent


def _read_parent(name: str, child: Document) -> Document:
    if not is_file_reference(name):
        return read_named(name)
    folder = child.file.parent if child.file is not None else Path()
    return read_file(folder / name)


def _placed(error: ScenarioError, mark: Mark | None) -> list[LocatedProblem]:
    return [
        problem if problem.file is not None else problem_at(mark, ("extends",), problem.message)
        for problem in error.problems
    ]


def _read(file: Path, label: str) -> Document:
    shown = shown_path(file)
    text = read_text(file)
    root, problems = parse(text, shown)
    if not isinstance(root.value, Mapping):
        found = "a list" if isinstance(root.value, tuple) else "a single value"
        if root.value is None:
            raise ScenarioError([problem_at(Mark(shown, 1, 1), (), "is empty; begin with `summary:`")])
        message = f"is {found}, not a mapping; write fields such as `summary:` and `maze:`"
        raise ScenarioError([problem_at(root.mark, (), message)])
    return Document(label, file, root, problems, text)
