"""What a trajectory's file can be: an NPZ archive or a Zarr one, written and read behind one interface each."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.files.archive import NpzArchive
from memory_maze.dataset.files.contents import Content
from memory_maze.dataset.files.entries import Entry
from memory_maze.dataset.files.npz import NpzWriter

Format = Literal["npz", "zarr"]

FORMATS: tuple[Format, ...] = get_args(Format)

ENDINGS: dict[Format, str] = {"npz": ".npz", "zarr": ".zarr.zip"}
"""How names end; what comes before is the same."""


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


def require(kind: Format) -> None:
    """Raises DatasetError where the packages that write this format are missing."""
    if kind == "zarr":
        # Late, as below: only those who want Zarr need its packages.
        import_module("memory_maze.dataset.files.zarr")


def open_writer(kind: Format, entries: Sequence[Entry], length: int) -> Writer:
    """Begins a file.

    Args:
      kind: what it will be.
      entries: the arrays it will hold, in this order.
      length: moments, the leading axis of each array.

    Raises:
      DatasetError: an array would not fit, or a package is missing.
    """
    if kind == "npz":
        return NpzWriter(entries, length)
    from memory_maze.dataset.files.zarr import ZarrWriter

    return ZarrWriter(entries, length)


def open_archive(content: Content) -> Archive:
    """Reads what a file holds. Of its arrays nothing is read until it is asked for, and the file does not stay open.

    Args:
      content: the file; what it is follows from the ending of its name, NPZ where that says nothing.

    Raises:
      DatasetError: it is damaged, or not what its name says, or cannot be read, or a package is missing.
    """
    if content.name.endswith(ENDINGS["zarr"]):
        from memory_maze.dataset.files.zarr import ZarrArchive

        return ZarrArchive(content)
    return NpzArchive(content)


def stem_of(name: str) -> str | None:
    """A file's name without its ending; None where the ending is no trajectory's."""
    for ending in ENDINGS.values():
        if name.endswith(ending):
            return name.removesuffix(ending)
    return None
