"""Who set each value of a scenario: the document, a parent, an override, or nobody."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from memory_maze.scenario.documents.tree import MEMBER, OVERRIDE, Node, dotted, node_at
from memory_maze.scenario.leaves import leaves
from memory_maze.scenario.loading import Source, load, merged_tree
from memory_maze.scenario.overrides import Overrides

Setter = Literal["document", "parent", "override", "default"]
"""Who set a value: the scenario's own document, one that it extends, an override, or the schema."""


class Origin(NamedTuple):
    """One value, and where it comes from."""

    field: str
    """The field, dotted."""
    value: Any
    """What it holds, plain; for what episodes draw, what the document says."""
    setter: Setter
    """Who set it."""
    parents: int = 0
    """How many documents up `extends` it was set: 1 for the parent, 2 for the parent's parent."""
    file: str | None = None
    """The file that sets it, as messages name it; None where no file does."""
    line: int | None = None
    """The line of the value, counted from 1."""
    column: int | None = None
    """The column of the value, in characters counted from 1."""


def provenance(source: Source, overrides: Overrides = ()) -> tuple[Origin, ...]:
    """Where every value of a scenario comes from, in the order of the schema.

    Args:
      source: as for `load`.
      overrides: as for `load`.

    Raises:
      ScenarioError: it does not exist or is wrong; every problem is listed with its place.
    """
    scenario, root = load(source, overrides), merged_tree(source, overrides)
    return tuple(_origin(dotted(path), value, node_at(root, path)) for path, value in leaves(scenario))


def _origin(field: str, value: Any, node: Node | None) -> Origin:
    if node is None:
        return Origin(field, value, "default")
    if node.layer == OVERRIDE:
        return Origin(field, value, "override")
    place = () if node.mark is None or node.mark.file is None else node.mark
    parents = 0 if node.layer == MEMBER else node.layer
    return Origin(field, value, "parent" if parents else "document", parents, *place)
