"""Trajectories as Zarr archives (extra `zarr`): version 3 of the format, one zip file that any Zarr reader opens.

An array is cut along time into chunks as long as an NPZ file's sections. Zstandard compresses each and adds a checksum.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.archive import place_in_zip
from memory_maze.dataset.files.contents import Content, Reader
from memory_maze.dataset.files.entries import Entry
from memory_maze.dataset.files.npz import section_rows

try:
    import zarr
    from zarr.codecs import ZstdCodec
    from zarr.core.buffer import default_buffer_prototype
    from zarr.storage import MemoryStore
except ImportError as error:
    raise DatasetError(f"Zarr is not installed ({error}); pip install 'memory-maze-scenarios[zarr]'") from None

LEVEL = 3
"""Zstandard's compression level; docs/dataset.md has the figures of others."""

_NEW_YEAR_1980 = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a zip archive can tell: nothing depends on the time."""

_METADATA = "zarr.json"


class ZarrWriter:
    """One archive in the making; compressed chunks wait in memory."""

    def __init__(self, entries: Sequence[Entry], length: int) -> None:
        """Begins all arrays; see `formats.open_writer`."""
        self._store: Any = MemoryStore()
        group = zarr.open_group(self._store, mode="w", zarr_format=3)
        self._arrays = {entry.name: _create(group, entry, length) for entry in entries}
        self._rows = dict.fromkeys(self._arrays, 0)
        self._length = length

    def add(self, name: str, rows: NDArray[np.generic]) -> None:
        """Appends moments to one array; see `formats.Writer`."""
        begin = self._rows[name]
        self._arrays[name][begin : begin + len(rows)] = rows
        self._rows[name] = begin + len(rows)

    def finish(self) -> bytes:
        """The archive's bytes. Every array must have had all of its moments."""
        assert set(self._rows.values()) == {self._length}, f"{self._rows} are not {self._length} moments each"
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for key in self._keys():
                archive.writestr(zipfile.ZipInfo(key, _NEW_YEAR_1980), self._store._store_dict[key].to_bytes())
        return stream.getvalue()

    def _keys(self) -> list[str]:
        """Of all that is stored, the group's first, then array by array in their order, chunk by chunk."""
        order = {name: number for number, name in enumerate(self._arrays)}

        def place(key: str) -> tuple[Any, ...]:
            name, _, rest = key.partition("/")
            return order.get(name, -1), [int(part) if part.isdigit() else -1 for part in rest.split("/")], key

        return sorted(self._store._store_dict, key=place)


class ZarrArchive:
    """A Zarr archive. Arrays are decoded when they are asked for; those of one chunk are kept."""

    def __init__(self, content: Content) -> None:
        """Reads the directory and the arrays' metadata; see `formats.open_archive`."""
        self._name = content.name
        self._wholes: dict[str, NDArray[Any]] = {}
        try:
            stored = _stored(content)
            if _METADATA not in stored.places:
                raise ValueError(f"it has no {_METADATA}")
            group: Any = zarr.open_group(MemoryStore(stored), mode="r")
            names = [key.partition("/")[0] for key in stored if key.endswith(f"/{_METADATA}")]
            self._arrays = {one: _whole(group[one], one, stored.places) for one in names}
        except DatasetError:
            raise
        except _DAMAGE as error:
            raise DatasetError(f"{self._name}: is no whole Zarr archive: {error}") from None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._arrays)

    def shape(self, name: str) -> tuple[int, ...]:
        return tuple(self._arrays[name].shape)

    def dtype(self, name: str) -> np.dtype[Any]:
        return np.dtype(self._arrays[name].dtype)

    def read(self, name: str) -> NDArray[Any]:
        return self._decoded(name, slice(None))

    def window(self, names: Sequence[str], begin: int, end: int) -> dict[str, NDArray[Any]]:
        return {name: self._rows(name, begin, end) for name in names}

    def _rows(self, name: str, begin: int, end: int) -> NDArray[Any]:
        if self._arrays[name].nchunks > 1:
            return self._decoded(name, slice(begin, end))
        if name not in self._wholes:
            self._wholes[name] = self.read(name)
        return self._wholes[name][begin:end]

    def _decoded(self, name: str, moments: slice) -> NDArray[Any]:
        array = self._arrays[name]
        try:
            values = np.asarray(array[moments])
        except DatasetError:
            raise
        except _DAMAGE as error:
            raise DatasetError(f"{self._name}: '{name}' is damaged: {error}") from None
        values.flags.writeable = False
        return values


_DAMAGE = (
    *(zipfile.BadZipFile, struct.error, OSError),
    *(RuntimeError, ValueError, TypeError, LookupError, ArithmeticError),
)
"""What zip archives, Zarr's metadata and its codecs raise where bytes are not what they should be."""


def _create(group: Any, entry: Entry, length: int) -> Any:
    return group.create_array(
        entry.name,
        shape=(length, *entry.shape),
        chunks=(min(length, section_rows(entry, length)), *entry.shape),
        dtype=entry.dtype,
        compressors=ZstdCodec(level=LEVEL, checksum=True),
        config={"write_empty_chunks": True},
    )


class _Stored(dict[str, Any]):
    """What is stored under each key, as Zarr wants it: the metadata are there, chunks are read when asked for."""

    def __init__(self, content: Content, places: Mapping[str, tuple[int, int]], metadata: Mapping[str, bytes]) -> None:
        super().__init__(dict.fromkeys(places) | {key: _buffer(data) for key, data in metadata.items()})
        self.places = places
        self._content = content

    def __getitem__(self, key: str) -> Any:
        kept = super().__getitem__(key)
        if kept is not None:
            return kept
        with Reader(self._content) as reader:
            return _buffer(reader.read(*self.places[key]))


def _stored(content: Content) -> _Stored:
    """Raises DatasetError or one of `_DAMAGE` where the archive is not whole."""
    with Reader(content) as reader:
        with zipfile.ZipFile(reader.stream) as listing:
            infos = listing.infolist()
        places = {info.filename: place_in_zip(info, reader) for info in infos}
        described = [info for info in infos if info.filename.endswith(_METADATA)]
        metadata = {info.filename: reader.read(*places[info.filename]) for info in described}
    for info in described:
        if zlib.crc32(metadata[info.filename]) != info.CRC:
            raise ValueError(f"the checksum of {info.filename} is wrong")
    return _Stored(content, places, metadata)


def _buffer(data: bytes) -> Any:
    return default_buffer_prototype().buffer.from_bytes(data)


def _whole(array: Any, name: str, places: Mapping[str, tuple[int, int]]) -> Any:
    """The array, once it is known to have all of its chunks: Zarr takes a missing one for zeros."""
    wanted = {f"{name}/c/{'/'.join(map(str, place))}" for place in np.ndindex(array.cdata_shape)}
    found = {key for key in places if key.startswith(f"{name}/c/")}
    if found != wanted:
        raise ValueError(f"'{name}' lacks chunks, or has others than its shape asks for")
    return array
