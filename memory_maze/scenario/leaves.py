"""A scenario as single values: each field that holds one, with what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from memory_maze.scenario.documents.tree import is_section
from memory_maze.scenario.model.drawn import FieldPath
from memory_maze.scenario.schema import Scenario


def leaves(scenario: Scenario) -> Iterator[tuple[FieldPath, Any]]:
    """All values of a scenario, each with its field, defaults filled in, in the order of the schema.

    Values are plain; what is drawn is the mapping that a document says. A field that may be a word or a mapping, such
    as `episode.start`, is there by its parts where it is a mapping. Options are there one by one.
    """
    return _leaves(scenario.model_dump(mode="json"), ())


def _leaves(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    if not is_section(value):
        yield path, value
        return
    for name, item in value.items():
        yield from _leaves(item, (*path, name))
