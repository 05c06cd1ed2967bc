"""What people's data may not do to a terminal: nothing in it moves the cursor, changes colours or turns text round."""

from __future__ import annotations

import re

_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, line ends of Unicode, marks of direction, invisible tags, and halves of characters."""


def visible(text: str, keep: str = "") -> str:
    """The text with every character that a terminal would obey written as Python writes it, such as `\\x1b`.

    Args:
      text: from a document, a file's name, or an argument.
      keep: characters that are left as they are, such as the line end in a text of several lines.
    """
    return _OBEYED.sub(lambda match: match[0] if match[0] in keep else _escape(match[0]), text)


def visible_json(text: str) -> str:
    """JSON with every such character escaped as JSON escapes it; a program reads the same values."""
    return _OBEYED.sub(lambda match: match[0] if match[0] == "\n" else _json_escape(match[0]), text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[index]:02x}{units[index + 1]:02x}" for index in range(0, len(units), 2))
