"""A document as a tree whose every value knows where it was written, and how two trees become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from memory_maze.scenario.documents.values import shown
from memory_maze.scenario.errors import LocatedProblem, ScenarioError

Path = tuple[str | int, ...]
"""Where a value is in a document: field names and list indices, from the root."""

MAX_DEPTH = 64
"""How deep values may be nested. No scenario needs more than five; the limit keeps hostile documents from exhausting
the stack."""

MEMBER = -1
"""The layer of what makes one member of a family: newer than the family's document."""

OVERRIDE = -2
"""The layer of overrides: newer than all that is written in documents."""

LONGEST_NAME = 60
"""Characters of a field's name that messages show."""

_PLAIN_NAME = re.compile(r"[\w?<-]+")

ALTERNATIVES: dict[Path, tuple[tuple[str, ...], ...]] = {
    ("maze",): (("size",), ("width", "height"), ("layout",), ("layout_file",)),
    ("episode",): (("seconds",), ("steps",)),
}
"""Fields that exclude each other. Whoever sets one of them replaces an inherited alternative."""

DISTRIBUTIONS = frozenset({"uniform", "integers", "choice"})
"""The single field of a mapping that stands for one value, which each episode draws."""


CHOICES: dict[tuple[str, str], dict[str, str]] = {("maze", "generator"): {"rooms": "labmaze", "pillars": "open"}}
"""Fields beside a word that belong to one word alone. Whoever sets another word takes back those that are inherited."""


class Mark(NamedTuple):
    """A place in a file."""

    file: str | None
    """The file as messages name it; None for what stands in no file."""
    line: int
    """The line, counted from 1."""
    column: int
    """The column, in characters counted from 1."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document, and where it comes from."""

    value: Any
    """A scalar, a tuple of nodes, or a mapping of names to entries."""
    mark: Mark | None = None
    """Where the value stands; None if a program said so."""
    layer: int = 0
    """Who set the value: 0 for the document itself, 1 and more for its parents, `MEMBER` and `OVERRIDE` for what was
    laid over it."""
    has_lines: bool = False
    """Whether the value is a text that begins at the mark, and whose lines are those of the file."""


class Entry(NamedTuple):
    """A field of a mapping."""

    key_mark: Mark | None
    """Where the field's name stands; None if a program said so."""
    node: Node
    """The field's value."""


def dotted(path: Path) -> str:
    """`("objects", "colors", 1)` as `objects.colors[1]`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = part if len(part) <= LONGEST_NAME else f"{part[: LONGEST_NAME - 3]}..."
            name = name if _PLAIN_NAME.fullmatch(part) else repr(name)
            text += f".{name}" if text else name
    return text


def problem_at(mark: Mark | None, path: Path, message: str) -> LocatedProblem:
    """A problem at a place, or without one."""
    if mark is None or mark.file is None:
        return LocatedProblem(message, dotted(path))
    return LocatedProblem(message, dotted(path), *mark)


def from_plain(value: Any, path: Path = ()) -> Node:
    """The tree of a program's mappings, lists and scalars; it has no marks.

    Raises:
      ScenarioError: a key is not text, or the nesting is deeper than `MAX_DEPTH`.
    """
    if len(path) > MAX_DEPTH:
        raise ScenarioError(f"nested deeper than {MAX_DEPTH} levels")
    value = plain_of_numpy(value)
    if isinstance(value, Mapping):
        entries = {}
        for key, item in value.items():
            if not isinstance(key, str):
                raise ScenarioError([LocatedProblem(f"field names must be text, not {shown(key)}", dotted(path))])
            entries[key] = Entry(None, from_plain(item, (*path, key)))
        return Node(entries)
    if isinstance(value, (list, tuple)):
        return Node(tuple(from_plain(item, (*path, index)) for index, item in enumerate(value)))
    return Node(value)


def plain_of_numpy(value: Any) -> Any:
    """Python's own number, text or list for one of NumPy, which need not be imported; else the value itself."""
    is_numpy = type(value).__module__ == "numpy" and hasattr(value, "tolist")
    return value.tolist() if is_numpy else value


def to_plain(node: Node) -> Any:
    """The tree's dicts, lists and scalars, without marks."""
    if isinstance(node.value, Mapping):
        return {key: to_plain(entry.node) for key, entry in node.value.items()}
    if isinstance(node.value, tuple):
        return [to_plain(item) for item in node.value]
    return node.value


def without(node: Node, names: Iterable[str]) -> Node:
    """The mapping without some of its fields."""
    dropped = set(names)
    return replace(node, value={key: entry for key, entry in node.value.items() if key not in dropped})


def on_layer(node: Node, layer: int) -> Node:
    """The same tree, said by a certain layer."""
    value = node.value
    if isinstance(value, Mapping):
        value = {key: Entry(entry.key_mark, on_layer(entry.node, layer)) for key, entry in value.items()}
    elif isinstance(value, tuple):
        value = tuple(on_layer(item, layer) for item in value)
    return replace(node, value=value, layer=layer)


def merge(base: Node, changes: Node, path: Path = ()) -> Node:
    """`changes` laid over `base`: mappings merge field by field, everything else replaces.

    A mapping in which `changes` sets a field has the mark of `changes`: none, if a program did.
    """
    if not (is_section(base.value) and is_section(changes.value)):
        return changes
    replaced = _replaced_alternatives(changes, path) | _of_other_words(changes, path)
    merged = {key: entry for key, entry in base.value.items() if key not in replaced}
    for key, entry in changes.value.items():
        below = merged.get(key)
        node = entry.node if below is None else merge(below.node, entry.node, (*path, key))
        merged[key] = Entry(entry.key_mark, node)
    passes_through = all(merged[key].node is not entry.node for key, entry in changes.value.items())
    mark = base.mark if changes.mark is None and passes_through else changes.mark
    return Node(merged, mark, min(base.layer, changes.layer))


def lay_over(root: Node, changes: Node, layer: int) -> Node:
    """The tree with changes laid over it by `layer`. A section that is missing is missing in the document, whatever
    was changed beside it."""
    return replace(merge(root, on_layer(changes, layer)), mark=root.mark)


def is_distribution(value: Any) -> bool:
    """Whether a value stands for one that each episode draws."""
    return isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) in DISTRIBUTIONS


def is_section(value: Any) -> bool:
    """Whether a value is a mapping of fields: neither a single value nor a distribution of one."""
    return isinstance(value, Mapping) and not is_distribution(value)


def node_at(root: Node, path: Path) -> Node | None:
    """The value at `path`; None if it is not there."""
    node = root
    for part in path:
        if isinstance(node.value, Mapping) and part in node.value:
            node = node.value[part].node
        elif isinstance(node.value, tuple) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node


def mark_of(root: Node, path: Path, *, key: bool = False) -> Mark | None:
    """The place of the value at `path` (or of its key), or of the nearest enclosing value that is there."""
    node, mark = root, root.mark
    for part in path:
        if isinstance(node.value, Mapping) and part in node.value:
            key_mark, node = node.value[part]
            mark = key_mark if key else node.mark
        elif isinstance(node.value, tuple) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            mark = node.mark
        else:
            return node.mark
    return mark


def _replaced_alternatives(changes: Node, path: Path) -> set[str]:
    groups = ALTERNATIVES.get(path, ())
    given = {key for key, entry in changes.value.items() if entry.node.value is not None}
    chosen = [group for group in groups if not given.isdisjoint(group)]
    return {name for group in groups if group not in chosen for name in group} if chosen else set()


def _of_other_words(changes: Node, path: Path) -> set[str]:
    found = set()
    for (section, choice), owners in CHOICES.items():
        entry = changes.value.get(choice) if path == (section,) else None
        if entry is not None and isinstance(entry.node.value, str):
            found |= {field for field, word in owners.items() if word != entry.node.value}
    return found
