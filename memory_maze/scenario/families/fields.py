"""Fields that a document changes in another one, by their dotted names, each with its place."""

from __future__ import annotations

from collections.abc import Mapping

from memory_maze.scenario.documents.dotted import nested, parts_of
from memory_maze.scenario.documents.tree import Entry, Node, Path, problem_at
from memory_maze.scenario.errors import LocatedProblem
from memory_maze.scenario.families.words import FAMILY


def fields_of(
    node: Node, path: Path, problems: list[LocatedProblem], fixed: str, passed_over: tuple[str, ...] = ()
) -> dict[str, Entry]:
    """The well-formed fields of a mapping, none of which is a part of another, in alphabetical order.

    Args:
      node: the mapping.
      path: where it is in the document, for messages.
      problems: what is not well formed is added.
      fixed: what is said of a field that nothing may change here, such as `extends`.
      passed_over: names that are no fields.
    """
    found: dict[str, Entry] = {}
    for field, entry in sorted(node.value.items()):
        if field in passed_over:
            continue
        parts = parts_of(field)
        if parts is None:
            problems.append(problem_at(entry.key_mark, path, f"{field!r} is no field; write it as maze.size"))
        elif parts[0] in ("extends", *FAMILY):
            problems.append(problem_at(entry.key_mark, (*path, *parts), f"{parts[0]} {fixed}"))
        elif outer := next((other for other in found if field.startswith(f"{other}.")), None):
            message = f"{field} is a part of {outer}, which stands beside it; give one of them"
            problems.append(problem_at(entry.key_mark, (*path, *parts), message))
        else:
            found[field] = entry
    return found


def tree_of(fields: Mapping[str, Entry]) -> Node:
    """What sets all the fields. None is a part of another, so that merging takes nothing away."""
    root = Node({})
    for field, (mark, node) in fields.items():
        root = _joined(root, nested(parts_of(field) or (field,), node, mark))
    return root


def _joined(one: Node, other: Node) -> Node:
    """Both trees; unlike in `merge`, fields that exclude each other are both kept, so that they are found out."""
    if not (isinstance(one.value, Mapping) and isinstance(other.value, Mapping)):
        return other
    value = dict(one.value)
    for key, entry in other.value.items():
        value[key] = Entry(entry.key_mark, _joined(value[key].node, entry.node)) if key in value else entry
    return Node(value, other.mark)
