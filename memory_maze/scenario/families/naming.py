"""What the members of a family are called: by the author's pattern, else by their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from memory_maze.scenario.documents.dotted import parts_of
from memory_maze.scenario.documents.tree import Node, node_at, to_plain

NAME = r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}"
"""A member's name, as a regular expression: it can be a folder's, and a part of a Gymnasium ID."""

PATTERN = r"(?:[A-Za-z0-9_.-]|\{[^{}]+\})+"
"""What `member` may say, as a regular expression."""

_PLACE = re.compile(r"\{([^{}]+)\}")

_WORD = re.compile(r"[A-Za-z0-9_.-]{1,40}")

Values = Mapping[str, Sequence[Node]]
"""All values of each field of a matrix."""


def is_pattern(text: object) -> bool:
    """Whether a value can name members."""
    return isinstance(text, str) and re.fullmatch(PATTERN, text) is not None


def is_name(text: str) -> bool:
    """Whether a text can be a member's name."""
    return re.fullmatch(NAME, text) is not None


def fields_in(pattern: str) -> list[str]:
    """The fields that a pattern names."""
    return _PLACE.findall(pattern)


def name_by(pattern: str, changes: Node, values: Values) -> str | None:
    """The name that a pattern gives a member; None if the member lacks a field, or a value has no word.

    Args:
      pattern: such as `{maze.size}-{objects.count}`.
      changes: the tree of what makes the member.
      values: of the matrix: what is no word is called by its number there.
    """
    words = {field: _word(field, changes, values) for field in fields_in(pattern)}
    if None in words.values():
        return None
    return _PLACE.sub(lambda place: str(words[place[1]]), pattern)


def name_of(fields: Sequence[str], changes: Node, values: Values) -> str | None:
    """A member's name where the author gives no pattern: the words of the fields that it sets; None if there are none.

    Args:
      fields: that are asked for a word, in order.
      changes: the tree of what makes the member.
      values: of the matrix.
    """
    words = [word for field in fields if (word := _word(field, changes, values)) is not None]
    return "-".join(words) or None


def _word(field: str, changes: Node, values: Values) -> str | None:
    node = node_at(changes, parts_of(field) or (field,))
    if node is None:
        return None
    text = _text(node.value)
    if text is not None:
        return text
    plain = to_plain(node)
    numbers = (number for number, one in enumerate(values.get(field, ()), start=1) if same(to_plain(one), plain))
    number = next(numbers, None)
    return None if number is None else f"{field.rpartition('.')[2]}{number}"


def _text(value: Any) -> str | None:
    """A number or a short word as it is written in YAML; None for other values, which have no short name."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value) if isinstance(value, (int, float, str)) else ""
    return text if _WORD.fullmatch(text) else None


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are equal as YAML has them: 1 is 1.0, and true is no number."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)
