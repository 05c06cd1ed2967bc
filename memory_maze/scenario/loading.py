"""From a name, a file, a mapping or a scenario to a checked `Scenario`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memory_maze.scenario.catalogue import find
from memory_maze.scenario.documents import (
    Document,
    is_file_reference,
    merged,
    read_file,
    read_named,
)
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.overrides import Overrides, apply
from memory_maze.scenario.schema import Scenario
from memory_maze.scenario.tree import Node, from_plain, to_plain
from memory_maze.scenario.validation import validate

Source = str | Path | Mapping[str, Any] | Scenario
"""A name in the catalogue, a file (`./x.yaml`), a mapping as a document holds it, or a scenario."""


def load(source: Source, overrides: Overrides = ()) -> Scenario:
    """Reads and checks a scenario.

    Args:
      source: a name in the catalogue, a path (ending in .yaml or .yml, or of a file that exists), a mapping,
        or a scenario.
      overrides: `["maze.size=11"]`, `{"maze.size": 11}` or `{"maze": {"size": 11}}`.

    Raises:
      ScenarioError: it does not exist or is wrong; every problem is listed with its place.
    """
    if isinstance(source, Scenario) and not overrides:
        return source
    root, problems = _merged(source)
    return validate(apply(root, overrides), problems)


def resolve(source: Source, overrides: Overrides = ()) -> dict[str, Any]:
    """What a scenario says once its parents and overrides are merged, without defaults, not yet checked.

    Raises:
      ScenarioError: it does not exist or cannot be read.
    """
    root, problems = _merged(source)
    if problems:
        raise ScenarioError(problems)
    plain: dict[str, Any] = to_plain(apply(root, overrides))
    return plain


def source_file(source: str) -> Path:
    """The file that a name or path stands for.

    Raises:
      ScenarioError: there is no scenario of that name.
    """
    return Path(source) if _is_file(source) else find(source)


def source_text(source: str) -> str:
    """The text of a scenario's own file, as written.

    Raises:
      ScenarioError: it does not exist, cannot be read, or is no mapping.
    """
    return _document(source).text


def _merged(source: Source) -> tuple[Node, tuple[LocatedProblem, ...]]:
    if isinstance(source, Scenario):
        return from_plain(source.model_dump(exclude_unset=True)), ()
    if isinstance(source, Mapping):
        return merged(Document("this mapping", None, from_plain(source)))
    if isinstance(source, (str, Path)):
        return merged(_document(source))
    raise ScenarioError(f"a scenario is a name, a path, a mapping or a Scenario, not {type(source).__name__}")


def _document(source: str | Path) -> Document:
    if isinstance(source, Path) or _is_file(source):
        return read_file(Path(source))
    return read_named(source)


def _is_file(source: str) -> bool:
    return is_file_reference(source) or ("\0" not in source and os.path.isfile(source))
