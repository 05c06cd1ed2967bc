"""A file's bytes, of which only what is asked for is read.

Files on a disk are read and not mapped into memory: where one is cut or rewritten while it is mapped, the process dies
without a word. And none stays open, so that a set of any size is read with few open files.
"""

from __future__ import annotations

import errno
import io
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from memory_maze.dataset.errors import DatasetError

_OF_DESCRIPTORS = (errno.EMFILE, errno.ENFILE)


class Reader(AbstractContextManager["Reader"]):
    """Reads some stretches of one file, which is open from the first to the last of them."""

    def __init__(self, content: Content) -> None:
        """Opens nothing yet."""
        self._content = content
        self._stream: BinaryIO | None = None
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    @property
    def stream(self) -> BinaryIO:
        """The file, for what reads files by itself.

        Raises:
          DatasetError: it cannot be opened.
        """
        if self._stream is None:
            self._stream = self._content.open()
            self._size = self._stream.seek(0, io.SEEK_END)
        return self._stream

    def read(self, begin: int, end: int) -> bytes:
        """Bytes `begin` to `end`.

        Raises:
          DatasetError: the file ends before, or it cannot be read.
        """
        stream = self.stream
        try:
            stream.seek(begin)
            # No more is asked for than there can be: a damaged directory tells of gigabytes.
            data = stream.read(max(0, min(end, self._size) - begin))
            while len(data) < end - begin and (more := stream.read(min(end, self._size) - begin - len(data))):
                # No system hands over more than 2 GiB at once.
                data += more
        except OSError as error:
            raise _unreadable(self._content.name, error) from None
        if len(data) < end - begin:
            raise DatasetError(
                f"{self._content.name}: is damaged, or was cut or replaced while it was open: "
                f"it ends at byte {begin + len(data)}, and {end} are wanted"
            )
        return data


class Content(Protocol):
    """The bytes of one file."""

    name: str
    """What messages call the file."""

    def open(self) -> BinaryIO:
        """The file, to be read anywhere.

        Raises:
          DatasetError: it cannot be opened.
        """
        ...


class InMemory:
    """Bytes that are there."""

    def __init__(self, data: bytes, name: str = "") -> None:
        self.name = name
        self._data = data

    def open(self) -> BinaryIO:
        return io.BytesIO(self._data)


class OnDisk:
    """A file of this machine, opened whenever something is read."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self._path = path

    def open(self) -> BinaryIO:
        try:
            return self._path.open("rb", buffering=0)
        except OSError as error:
            raise _unreadable(self.name, error) from None


def _unreadable(name: str, error: OSError) -> DatasetError:
    if isinstance(error, FileNotFoundError):
        return DatasetError(f"{name}: is not there any more")
    advice = "; raise the limit (ulimit -n), or close some" if error.errno in _OF_DESCRIPTORS else ""
    return DatasetError(f"{name}: cannot be read: {error.strerror or error}{advice}")
