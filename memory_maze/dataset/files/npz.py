"""Writing NPZ archives: as they grow, the same bytes every time, and open to reading from the middle.

`numpy.load` and any zip program read them. Two things are finer than in `numpy.savez_compressed`:

- ISA-L compresses, about ten times as fast as zlib at its default level (docs/dataset.md has the figures).
- Every `SECTION_BYTES` the compressor forgets what it has seen, so that reading may begin there. Where these sections
  begin, and a checksum of each, stands in the zip directory, in an extra field that other programs skip.

Nothing depends on the time, the machine's name or the order in which arrays grow.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.deflate import isal_zlib
from memory_maze.dataset.files.entries import Entry

LEVEL = 2
"""ISA-L's compression level, 0 to 3. Level 3 takes three times as long and saves nothing here; zlib's default saves a
fifth."""

SECTION_BYTES = 192 * 1024
"""Bytes of a section, before compression: 16 pictures of 64 pixels. Sections cost 0.2 % in size; a 48-step window then
decodes 4 of 63."""

MOST_SECTIONS = 4000
"""How many sections an array is cut into, at most: what tells of them must fit into 64 KB."""

EXTRA_ID = 0x4D4D
"""The number of an extra field in a zip archive's directory, which holds, uint32 each: rows a section; where each
section begins, from the start of the stream; the checksums of what precedes the first one, which is the NPY header, and
of each; the checksum of all of these."""

LARGEST = 2**32 - 2**20
"""Bytes of an archive, at most: a zip archive without its 64-bit extension holds no more."""

_RAW_DEFLATE = -15
_DEFLATED, _VERSION = 8, 20
_NEW_YEAR_1980 = 0x21
"""The earliest day that a zip archive can tell."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def section_rows(entry: Entry, length: int) -> int:
    """Moments in a section of this array, of `length` moments in all."""
    return max(1, SECTION_BYTES // max(1, entry.row_bytes), -(-length // MOST_SECTIONS))


class NpzWriter:
    """One archive in the making; what is compressed waits in memory, a fraction of the arrays' size."""

    def __init__(self, entries: Sequence[Entry], length: int) -> None:
        """Begins all arrays.

        Args:
          entries: what it will hold, in this order.
          length: moments, the leading axis of each array.

        Raises:
          DatasetError: an array would not fit into an archive.
        """
        self._arrays = {entry.name: _Array(entry, length) for entry in entries}

    def add(self, name: str, rows: NDArray[np.generic]) -> None:
        """Appends moments to one array: [n, *shape] of its type."""
        self._arrays[name].add(rows)

    def finish(self) -> bytes:
        """The archive's bytes. Every array must have had all of its moments."""
        parts: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for name, array in self._arrays.items():
            record, extra = array.finish(f"{name}.npy".encode())
            directory.append(record.central(offset) + record.name + extra)
            parts += [record.local() + record.name, record.data]
            offset += len(parts[-2]) + len(record.data)
        if offset > LARGEST:
            raise DatasetError(f"a trajectory of {offset} bytes is too long for one file; record fewer steps")
        listing = b"".join(directory)
        count = len(directory)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, 0)
        return b"".join([*parts, listing, end])


class _Record:
    """What a zip archive tells of one file."""

    def __init__(self, name: bytes, crc: int, data: bytes, size: int, extra: int) -> None:
        self.name, self.data = name, data
        self._facts = (_DEFLATED, 0, _NEW_YEAR_1980, crc, len(data), size, len(name))
        self._extra = extra

    def local(self) -> bytes:
        return _LOCAL.pack(b"PK\3\4", _VERSION, 0, *self._facts, 0)

    def central(self, offset: int) -> bytes:
        return _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, 0, *self._facts, self._extra, 0, 0, 0, 0, offset)


class _Array:
    """One array, compressed row by row."""

    def __init__(self, entry: Entry, length: int) -> None:
        size = entry.row_bytes * length
        if size > LARGEST:
            raise DatasetError(
                f"{length} moments of '{entry.name}' are {size / 2**30:.1f} GiB, more than the 4 GiB that an NPZ "
                "file's array may have; record fewer steps a trajectory"
            )
        self._entry, self._length = entry, length
        self._section = section_rows(entry, length)
        self._deflate = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, _RAW_DEFLATE)
        self._parts: list[bytes] = []
        self._starts: list[int] = []
        self._crcs: list[int] = []
        self._rows = self._crc = self._part_crc = self._size = self._packed = 0
        self._compress(_header(entry, length))

    def add(self, rows: NDArray[np.generic]) -> None:
        begin = 0
        while begin < len(rows):
            inside = self._rows % self._section
            if inside == 0:
                self._keep(self._deflate.flush(isal_zlib.Z_FULL_FLUSH))
                self._starts.append(self._packed)
                self._end_part()
            taken = rows[begin : begin + self._section - inside]
            self._compress(np.ascontiguousarray(taken, self._entry.dtype))
            self._rows += len(taken)
            begin += len(taken)

    def finish(self, name: bytes) -> tuple[_Record, bytes]:
        assert self._rows == self._length, f"{name!r} has {self._rows} of {self._length} moments"
        self._keep(self._deflate.flush())
        self._end_part()
        numbers = [self._section, *self._starts, *self._crcs]
        table = struct.pack(f"<{len(numbers)}L", *numbers)
        table += struct.pack("<L", isal_zlib.crc32(table))
        extra = struct.pack("<2H", EXTRA_ID, len(table)) + table
        return _Record(name, self._crc, b"".join(self._parts), self._size, len(extra)), extra

    def _compress(self, data: bytes | NDArray[np.generic]) -> None:
        self._crc = isal_zlib.crc32(data, self._crc)
        self._part_crc = isal_zlib.crc32(data, self._part_crc)
        self._size += data.nbytes if isinstance(data, np.ndarray) else len(data)
        self._keep(self._deflate.compress(data))

    def _end_part(self) -> None:
        self._crcs.append(self._part_crc)
        self._part_crc = 0

    def _keep(self, packed: bytes) -> None:
        if packed:
            self._parts.append(packed)
            self._packed += len(packed)


def _header(entry: Entry, length: int) -> bytes:
    stream = io.BytesIO()
    facts = {"descr": entry.dtype.str, "fortran_order": False, "shape": (length, *entry.shape)}
    np.lib.format.write_array_header_1_0(stream, facts)
    return stream.getvalue()
