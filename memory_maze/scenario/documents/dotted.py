"""Fields by their dotted names, such as `maze.size`."""

from __future__ import annotations

from memory_maze.scenario.documents.tree import Entry, Mark, Node


def parts_of(field: str) -> tuple[str, ...] | None:
    """`("maze", "size")` for `maze.size`; None for what names no field."""
    parts = tuple(field.split("."))
    return parts if all(parts) else None


def nested(parts: tuple[str, ...], node: Node, mark: Mark | None = None) -> Node:
    """The tree that sets one field.

    Args:
      parts: of the field's name.
      node: its value.
      mark: where the field's name stands; None if a program said so.
    """
    for part in reversed(parts):
        node = Node({part: Entry(mark, node)}, mark)
    return node
