"""Reading NPZ archives, ours and any other: whole arrays, or a few moments out of the middle."""

from __future__ import annotations

import functools
import io
import math
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.contents import Content, Reader
from memory_maze.dataset.files.deflate import igzip_lib, isal_zlib
from memory_maze.dataset.files.npz import EXTRA_ID

_LOCAL_HEADER = 30
"""Bytes of a zip archive's local header before the name."""

_IS_UTF8 = 0x800
"""Flag of a file in a zip archive: how its name is written."""

_END_OF_STREAM = b"\x03\x00"
"""An empty last block of deflate, where a stream is cut short."""


_LONGEST_HEADER = 4096
"""Bytes of an array that its NPY header is looked for in."""


class _Shape(NamedTuple):
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    header: int
    """How many bytes the NPY header takes."""
    fortran: bool


@dataclass(frozen=True)
class _Stored:
    """One array of an archive."""

    stream: tuple[int, int]
    """Where the array's bytes begin and end in the archive."""
    deflated: bool
    size: int
    crc: int
    section: int
    """How many moments a section holds; 0 where reading must begin at the start."""
    starts: tuple[int, ...]
    """Where each section begins, in bytes from the start of the stream."""
    crcs: tuple[int, ...]
    """Checksums of the NPY header and of each section."""


class NpzArchive:
    """An NPZ file. Arrays are decoded when they are asked for; each keeps the sections decoded last."""

    def __init__(self, content: Content) -> None:
        """Reads the directory, and what each array is.

        Args:
          content: the file, of which only what is asked for is read.

        Raises:
          DatasetError: this is no NPZ archive, or a damaged one, or it cannot be read.
        """
        self._content, self._name = content, content.name
        self._kept: dict[str, tuple[range, bytes]] = {}
        self._wholes: dict[str, NDArray[Any]] = {}
        with Reader(content) as reader:
            try:
                with zipfile.ZipFile(reader.stream) as listing:
                    infos = listing.infolist()
                self._arrays = {info.filename.removesuffix(".npy"): _stored(info, reader) for info in infos}
            except DatasetError:
                raise
            except (OSError, zipfile.BadZipFile, struct.error, IndexError, ValueError, NotImplementedError) as error:
                raise DatasetError(f"{self._name}: is no whole NPZ file: {error}") from None
            self._shapes = {name: self._described(name, reader) for name in self._arrays}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._arrays)

    def shape(self, name: str) -> tuple[int, ...]:
        return self._shape(name).shape

    def dtype(self, name: str) -> np.dtype[Any]:
        return self._shape(name).dtype

    def read(self, name: str) -> NDArray[Any]:
        stored = self._arrays[name]
        with Reader(self._content) as reader:
            raw = self._decoded(reader, name, *stored.stream, stored.size)
        if isal_zlib.crc32(raw) != stored.crc or len(raw) != stored.size:
            raise DatasetError(f"{self._name}: '{name}' is damaged: its checksum is wrong")
        shape = self._shape(name)
        order = "F" if shape.fortran else "C"
        values = np.frombuffer(raw, shape.dtype, offset=shape.header)
        return values.reshape(shape.shape, order=order)  # type: ignore[call-overload]

    def window(self, names: Sequence[str], begin: int, end: int) -> dict[str, NDArray[Any]]:
        """Moments `begin` to `end` of some arrays: only the sections they are in are decoded. See `formats.Archive`."""
        with Reader(self._content) as reader:
            return {name: self._rows(reader, name, begin, end) for name in names}

    def _rows(self, reader: Reader, name: str, begin: int, end: int) -> NDArray[Any]:
        shape = self._shape(name)
        if not self._arrays[name].section:
            return self._whole(name)[begin:end]
        row = math.prod(shape.shape[1:]) * shape.dtype.itemsize
        moments, raw = self._sections(reader, name, begin, end, row)
        count = (end - begin) * math.prod(shape.shape[1:])
        values = np.frombuffer(raw, shape.dtype, count, (begin - moments.start) * row)
        return values.reshape(end - begin, *shape.shape[1:])

    def _sections(self, reader: Reader, name: str, begin: int, end: int, row: int) -> tuple[range, bytes]:
        """The sections that moments are in: which moments they hold, and their bytes, `row` for each."""
        kept = self._kept.get(name)
        if kept is not None and kept[0].start <= begin and end <= kept[0].stop:
            return kept
        stored, length = self._arrays[name], self._shape(name).shape[0]
        first, last = begin // stored.section, -(-end // stored.section)
        start, stop = stored.stream
        until = start + stored.starts[last] if last < len(stored.starts) else stop
        moments = range(first * stored.section, min(last * stored.section, length))
        raw = self._decoded(reader, name, start + stored.starts[first], until, len(moments) * row)
        parts, size = memoryview(raw), stored.section * row
        found = [isal_zlib.crc32(parts[begin : begin + size]) for begin in range(0, len(raw), size)]
        if len(raw) != len(moments) * row or found != list(stored.crcs[1 + first : 1 + last]):
            raise DatasetError(f"{self._name}: '{name}' is damaged: its checksum is wrong")
        self._kept[name] = moments, raw
        return moments, raw

    def _whole(self, name: str) -> NDArray[Any]:
        """A whole array that has no sections; decoded once."""
        kept = self._wholes.get(name)
        if kept is None:
            kept = self._wholes[name] = self.read(name)
        return kept

    def _shape(self, name: str) -> _Shape:
        found = self._shapes[name]
        if isinstance(found, str):
            raise DatasetError(f"{self._name}: '{name}' {found}")
        return found

    def _described(self, name: str, reader: Reader) -> _Shape | str:
        """What an array is, or why it is none: the others can be read all the same."""
        stored = self._arrays[name]
        start, stop = stored.stream
        packed = reader.read(start, start + stored.starts[0] if stored.starts else min(stop, start + _LONGEST_HEADER))
        try:
            if not stored.starts:
                return _header(_npy_header(_beginning(packed, stored.deflated)))
            header = _inflated(packed + _END_OF_STREAM, 128)
            if isal_zlib.crc32(header) != stored.crcs[0]:
                return "is damaged: its header's checksum is wrong"
            return _header(_npy_header(header))
        except (zlib.error, isal_zlib.error, EOFError, ValueError, SyntaxError, tokenize.TokenError) as error:  # type: ignore[misc]
            return f"is no array: {error}"

    def _decoded(self, reader: Reader, name: str, start: int, stop: int, size: int) -> bytes:
        stored = self._arrays[name]
        packed = reader.read(start, stop)
        if not stored.deflated:
            return packed
        try:
            return _inflated(packed if stop == stored.stream[1] else packed + _END_OF_STREAM, size)
        except (isal_zlib.error, EOFError) as error:  # type: ignore[misc]
            raise DatasetError(f"{self._name}: '{name}' is damaged: {error}") from None


def _inflated(packed: bytes, size: int) -> bytes:
    """What a raw stream of deflate holds; `size` is about how much."""
    raw: bytes = igzip_lib.decompress(packed, igzip_lib.DECOMP_DEFLATE, 15, size)
    return raw


def place_in_zip(info: zipfile.ZipInfo, reader: Reader) -> tuple[int, int]:
    """Where the bytes of one file begin and end in a zip archive.

    Raises:
      DatasetError: the archive ends before it, or cannot be read.
      zipfile.BadZipFile: another file is there.
    """
    encoding = "utf-8" if info.flag_bits & _IS_UTF8 else "cp437"
    begin = info.header_offset + _LOCAL_HEADER
    header = reader.read(info.header_offset, begin + len(info.orig_filename.encode(encoding, "replace")))
    length, extra = struct.unpack("<2H", header[_LOCAL_HEADER - 4 : _LOCAL_HEADER])
    name = header[_LOCAL_HEADER : _LOCAL_HEADER + length].decode(encoding, "replace")
    if (length, name) != (len(header) - _LOCAL_HEADER, info.orig_filename):
        raise zipfile.BadZipFile(f"its directory tells of {info.orig_filename!r} where {name!r} is")
    start = begin + length + extra
    return start, start + info.compress_size


def _stored(info: zipfile.ZipInfo, reader: Reader) -> _Stored:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(f"{info.filename} is compressed in a way that NPZ files are not")
    deflated = info.compress_type == zipfile.ZIP_DEFLATED
    return _Stored(place_in_zip(info, reader), deflated, info.file_size, info.CRC, *_sections(info.extra))


def _sections(extra: bytes) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Rows a section, where each begins, and the checksums: what the directory's extra field tells."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<2H", extra)
        if kind == EXTRA_ID and size >= 8:
            table = extra[4 : 4 + size]
            section, *rest, checksum = struct.unpack(f"<{size // 4}L", table)
            if isal_zlib.crc32(table[:-4]) != checksum:
                raise zipfile.BadZipFile("its table of sections is damaged")
            count = len(rest) // 2
            return section, tuple(rest[:count]), tuple(rest[count:])
        extra = extra[4 + size :]
    return 0, (), ()


def _beginning(packed: bytes, deflated: bool) -> bytes:
    """The first bytes of an array, its NPY header among them."""
    return zlib.decompressobj(-15).decompress(packed, _LONGEST_HEADER) if deflated else packed


def _npy_header(raw: bytes) -> bytes:
    if raw[:6] != b"\x93NUMPY":
        raise ValueError("it does not begin as NPY files do")
    wide = raw[6] > 1
    length = int.from_bytes(raw[8 : 12 if wide else 10], "little")
    return raw[: length + (12 if wide else 10)]


@functools.lru_cache(maxsize=256)
def _header(raw: bytes) -> _Shape:
    stream = io.BytesIO(raw)
    version = np.lib.format.read_magic(stream)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, fortran, dtype = read(stream)
    if dtype.hasobject:
        raise ValueError("it holds Python objects")
    return _Shape(dtype, shape, len(raw), fortran)
