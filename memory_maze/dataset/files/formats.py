"""What a trajectory's file can be: an NPZ archive or a Zarr one, written and read behind one interface each.

docs/extending.md adds another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.files.contents import Content
from memory_maze.dataset.files.entries import Entry
from memory_maze.tables import FORMATS, imported


class Writer(Protocol):
    """One file in the making."""

    def add(self, name: str, rows: NDArray[np.generic]) -> None:
        """Appends moments to one array: [n, *shape] of its type, `npz.section_rows` of them but for the last."""
        ...

    def finish(self) -> bytes:
        """The file's bytes. Every array must have had all of its moments."""
        ...


class Archive(Protocol):
    """A file that is read. Arrays are decoded when they are asked for, and are not to be written."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of the arrays, in the file's order."""
        ...

    def shape(self, name: str) -> tuple[int, ...]:
        """An array's shape, without decoding the array."""
        ...

    def dtype(self, name: str) -> np.dtype[Any]:
        """An array's type, without decoding the array."""
        ...

    def read(self, name: str) -> NDArray[Any]:
        """A whole array; its checksum is checked.

        Raises:
          DatasetError: it cannot be decoded, or is not what was written.
        """
        ...

    def window(self, names: Sequence[str], begin: int, end: int) -> dict[str, NDArray[Any]]:
        """Moments `begin` to `end` of some arrays, of which as little as possible is decoded.

        Raises:
          DatasetError: they cannot be decoded, or the file has become shorter or is gone.
        """
        ...


@dataclass(frozen=True)
class FileFormat:
    """A kind of file. What writes and reads it is imported when it is used: only who wants Zarr needs its packages."""

    ending: str
    """How names of files end, such as ".npz"; what comes before is the same for all formats."""
    writer: str
    """"module:attribute": a class made from the arrays that a file will hold, and its number of moments; a `Writer`."""
    archive: str
    """"module:attribute": a class made from the `Content` of a file; an `Archive`."""
    package: str
    """The distribution that decides about the files' bytes; a set records its version."""


_HERE = "memory_maze.dataset.files"

NPZ = FileFormat(".npz", f"{_HERE}.npz:NpzWriter", f"{_HERE}.archive:NpzArchive", "isal")

ZARR = FileFormat(".zarr.zip", f"{_HERE}.zarr:ZarrWriter", f"{_HERE}.zarr:ZarrArchive", "numcodecs")


def ending_of(word: str) -> str:
    """How names of files of a format end.

    Raises:
      UnknownWordError: there is no such format.
    """
    kind: FileFormat = FORMATS.get(word)
    return kind.ending


def require(word: str) -> None:
    """Raises DatasetError where the packages that write this format are missing."""
    imported(FORMATS.get(word).writer)


def open_writer(word: str, entries: Sequence[Entry], length: int) -> Writer:
    """Begins a file.

    Args:
      word: what it will be, a word of `tables.FORMATS`.
      entries: the arrays it will hold, in this order.
      length: moments, the leading axis of each array.

    Raises:
      DatasetError: an array would not fit, or a package is missing.
    """
    writer: Writer = imported(FORMATS.get(word).writer)(entries, length)
    return writer


def open_archive(content: Content) -> Archive:
    """Reads what a file holds. Of its arrays nothing is read until it is asked for, and the file does not stay open.

    Args:
      content: the file; what it is follows from the ending of its name, NPZ where that says nothing.

    Raises:
      DatasetError: it is damaged, or not what its name says, or cannot be read, or a package is missing.
    """
    kinds = (FORMATS.get(word) for word in FORMATS.words())
    kind = next((kind for kind in kinds if content.name.endswith(kind.ending)), NPZ)
    archive: Archive = imported(kind.archive)(content)
    return archive


def stem_of(name: str) -> str | None:
    """A file's name without its ending; None where the ending is no trajectory's."""
    for word in FORMATS.words():
        if name.endswith(ending := ending_of(word)):
            return name.removesuffix(ending)
    return None
