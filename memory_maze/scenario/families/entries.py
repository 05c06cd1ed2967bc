"""Reads what a family says: `matrix`, `exclude`, `include` and `member`, each value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from memory_maze.scenario.documents.dotted import parts_of
from memory_maze.scenario.documents.tree import Entry, Mark, Node, Path, problem_at, to_plain
from memory_maze.scenario.documents.values import shown
from memory_maze.scenario.errors import LocatedProblem
from memory_maze.scenario.families.fields import fields_of
from memory_maze.scenario.families.naming import is_pattern, same

_EXAMPLE = "{maze.size: [9, 13]}"

_PATTERN_RULE = "a name has letters, digits, -, _ and ., and fields in braces such as {maze.size}"


class Said(NamedTuple):
    """One mapping of fields to values, or of fields to lists of them."""

    mark: Mark | None
    fields: Mapping[str, Entry]
    """Values by dotted field in alphabetical order, so that the order in which they are written does not matter."""
    name: Entry | None = None
    """What names the member of an `include`, if that says so itself."""


class Entries(NamedTuple):
    """All that a family says of its members, as far as it is well formed."""

    matrix: Said
    exclude: tuple[Said, ...]
    include: tuple[Said, ...]
    member: Entry | None
    """The pattern of the members' names."""
    problems: tuple[LocatedProblem, ...]
    """What is not well formed."""


def entries_of(root: Node) -> Entries:
    """What a family's document says of its members."""
    problems: list[LocatedProblem] = []
    matrix = _matrix(root, problems)
    exclude = tuple(_listed(root, "exclude", problems))
    include = tuple(_listed(root, "include", problems))
    member = root.value.get("member")
    if member is not None and not _names(member.node, ("member",), problems):
        member = None
    return Entries(matrix, exclude, include, member, tuple(problems))


def field_path(word: str, field: str, *numbers: int) -> Path:
    """Where a field of a matrix, or of an entry, is in the document, for messages."""
    return (word, *numbers, *(parts_of(field) or (field,)))


def _matrix(root: Node, problems: list[LocatedProblem]) -> Said:
    entry = root.value.get("matrix")
    if entry is None:
        return Said(None, {})
    mark = entry.node.mark
    if not isinstance(entry.node.value, Mapping):
        message = f"expected a mapping of fields to lists such as {_EXAMPLE}, not {_shown(entry.node)}"
        problems.append(problem_at(mark, ("matrix",), message))
        return Said(mark, {})
    if not entry.node.value:
        problems.append(problem_at(mark, ("matrix",), f"has no fields; write some, such as {_EXAMPLE}"))
    fields = fields_of(entry.node, ("matrix",), problems, _fixed("matrix"))
    for field, one in fields.items():
        problems += _list_problems(field, one.node)
    return Said(mark, {field: one for field, one in fields.items() if isinstance(one.node.value, tuple)})


def _list_problems(field: str, node: Node) -> Iterator[LocatedProblem]:
    path = field_path("matrix", field)
    if not isinstance(node.value, tuple):
        is_mapping = isinstance(node.value, Mapping)
        advice = f"name a field in it, such as {_EXAMPLE}" if is_mapping else "put it in brackets"
        yield problem_at(node.mark, path, f"expected a list of values, not {_shown(node)}; {advice}")
    elif not node.value:
        yield problem_at(node.mark, path, "an empty list gives no members; write values, or leave the field out")
    else:
        plain = [to_plain(item) for item in node.value]
        for number, item in enumerate(node.value):
            if any(same(plain[number], earlier) for earlier in plain[:number]):
                yield problem_at(item.mark, (*path, number), f"{_shown(item)} is there twice; keep one")


def _listed(root: Node, word: str, problems: list[LocatedProblem]) -> Iterator[Said]:
    entry = root.value.get(word)
    if entry is None:
        return
    node = entry.node
    if not isinstance(node.value, tuple):
        message = f"expected a list of mappings such as [{{maze.size: 9}}], not {_shown(node)}"
        problems.append(problem_at(node.mark, (word,), message))
        return
    for number, item in enumerate(node.value):
        path: Path = (word, number)
        if not isinstance(item.value, Mapping) or not item.value:
            given = "an empty one" if isinstance(item.value, Mapping) else _shown(item)
            message = f"expected a mapping of fields such as {{maze.size: 9}}, not {given}"
            problems.append(problem_at(item.mark, path, message))
            continue
        name = item.value.get("member") if word == "include" else None
        if name is not None and not _names(name.node, (*path, "member"), problems):
            continue
        fields = fields_of(item, path, problems, _fixed(word), ("member",) if name is not None else ())
        yield Said(item.mark, fields, name)


def _names(node: Node, path: Path, problems: list[LocatedProblem]) -> bool:
    if is_pattern(node.value):
        return True
    given = f"{_shown(node)}; put it in quotes" if isinstance(node.value, (int, float)) else _shown(node)
    problems.append(problem_at(node.mark, path, f"{given} names no member: {_PATTERN_RULE}"))
    return False


def _fixed(word: str) -> str:
    return f"is the same for all members; write it beside {word}"


def _shown(node: Node) -> str:
    return shown(to_plain(node))
