"""Bytes of a document to text. Documents are UTF-8; what else people's systems write is named."""

from __future__ import annotations

import codecs

from memory_maze.scenario.documents.tree import Mark, problem_at
from memory_maze.scenario.errors import ScenarioError

MAX_BYTES = 1 << 20
"""Bytes of the largest document that is read. Scenarios take a few hundred bytes."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""Byte order marks, longer ones first: that of UTF-32 begins as that of UTF-16."""


def decode(content: bytes, file: str | None, kind: str = "YAML") -> str:
    """The text of a document, without a byte order mark.

    Args:
      content: the document's bytes.
      file: its name in error messages.
      kind: of text that it has to be.

    Raises:
      ScenarioError: it is too large, or no text in UTF-8.
    """
    start = Mark(file, 1, 1)
    if len(content) > MAX_BYTES:
        raise ScenarioError([problem_at(start, (), f"is larger than {MAX_BYTES >> 20} MiB, as no scenario is")])
    if encoding := _other_unicode(content):
        message = f"is a binary file (or {encoding}), not {kind} in UTF-8; if it is text, save it as UTF-8"
        raise ScenarioError([problem_at(start, (), message)])
    if b"\0" in content:
        raise ScenarioError([problem_at(start, (), f"is a binary file (or UTF-16), not {kind} in UTF-8")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text: byte 0x{content[error.start]:02x}; save it as UTF-8"
        raise ScenarioError([problem_at(_mark_of_byte(content, error.start, file), (), message)]) from None


def _other_unicode(content: bytes) -> str | None:
    """UTF-16 or UTF-32, by the mark at the beginning."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def _mark_of_byte(content: bytes, index: int, file: str | None) -> Mark:
    """The place of the first byte that is no UTF-8; columns count characters, as those of all other places."""
    before = content[:index].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return Mark(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
