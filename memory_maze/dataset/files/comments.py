"""A few words at the end of a zip archive, and so of an NPZ file, which readers of arrays skip: its comment."""

from __future__ import annotations

import struct
import zipfile

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.contents import Content, Reader

_LENGTH = struct.Struct("<H")
"""How long the comment is: the last thing that an archive tells of itself."""

LONGEST = 2**16 - 1
"""Bytes of a comment, at most."""


def with_comment(archive: bytes, comment: bytes) -> bytes:
    """An archive that has no comment yet, with one."""
    return archive[: -_LENGTH.size] + _LENGTH.pack(len(comment)) + comment


def without_comment(archive: bytes, comment: bytes) -> bytes:
    """An archive as it was before it had this comment."""
    return archive[: len(archive) - len(comment) - _LENGTH.size] + _LENGTH.pack(0)


def comment_of(content: Content) -> bytes:
    """An archive's comment; empty where it has none. Only the archive's end is read.

    Raises:
      DatasetError: this is no archive, or it cannot be read.
    """
    with Reader(content) as reader:
        try:
            with zipfile.ZipFile(reader.stream) as listing:
                return listing.comment
        except (OSError, zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
            raise DatasetError(f"{content.name}: is no whole archive: {error}") from None
