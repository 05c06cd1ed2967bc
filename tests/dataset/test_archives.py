from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import numpy as np
import pytest

from memory_maze.dataset.archive import Archive
from memory_maze.dataset.entries import Entry
from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.npz import NpzWriter, section_rows

LENGTH = 150

ENTRIES = (
    Entry("image", (64, 64, 3), np.dtype(np.uint8)),
    Entry("place", (3, 2), np.dtype(np.float64)),
    Entry("flag", (), np.dtype(np.bool_)),
)


def arrays() -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    return {
        "image": np.repeat(random.integers(0, 256, (LENGTH, 8, 8, 3), np.uint8), 8, axis=1).repeat(8, axis=2),
        "place": random.normal(size=(LENGTH, 3, 2)),
        "flag": random.random(LENGTH) < 0.5,
    }


def written(portion: int) -> bytes:
    writer = NpzWriter(ENTRIES, LENGTH)
    for begin in range(0, LENGTH, portion):
        for name, values in arrays().items():
            writer.add(name, values[begin : begin + portion])
    return writer.finish()


def by_numpy(save: Callable[..., None]) -> bytes:
    stream = io.BytesIO()
    save(stream, **arrays())
    return stream.getvalue()


ALL = {"ours": written(7), "savez_compressed": by_numpy(np.savez_compressed), "savez": by_numpy(np.savez)}


def test_numpy_and_zip_programs_read_what_is_written() -> None:
    loaded = np.load(io.BytesIO(ALL["ours"]), allow_pickle=False)
    assert loaded.files == [entry.name for entry in ENTRIES]
    for name, values in arrays().items():
        np.testing.assert_array_equal(loaded[name], values, strict=True)
    assert zipfile.ZipFile(io.BytesIO(ALL["ours"])).testzip() is None


def test_the_bytes_are_the_same_every_time() -> None:
    assert written(7) == ALL["ours"]


@pytest.mark.parametrize("kind", ALL)
def test_archives_of_ours_and_numpys_are_read(kind: str) -> None:
    archive = Archive(ALL[kind])
    assert section_rows(ENTRIES[0]) == 16
    for name, values in arrays().items():
        np.testing.assert_array_equal(archive.read(name), values, strict=True)
        assert (archive.shape(name), archive.dtype(name)) == (values.shape, values.dtype)
        for begin, end in ((0, 1), (0, LENGTH), (15, 17), (16, 32), (40, 88), (LENGTH - 1, LENGTH)):
            np.testing.assert_array_equal(archive.rows(name, begin, end), values[begin:end], strict=True)


def test_a_window_of_a_long_array_decodes_little() -> None:
    """What is after the window may be damaged without harm."""
    spoiled = bytearray(ALL["ours"])
    place = zipfile.ZipFile(io.BytesIO(ALL["ours"])).getinfo("image.npy").compress_size - 200
    spoiled[place] ^= 0xFF
    archive = Archive(bytes(spoiled))
    np.testing.assert_array_equal(archive.rows("image", 20, 60), arrays()["image"][20:60])
    with pytest.raises(DatasetError, match="damaged"):
        archive.read("image")


@pytest.mark.parametrize("kind", ALL)
def test_no_damage_goes_unnoticed(kind: str) -> None:
    random = np.random.default_rng(1)
    whole = ALL[kind]
    for _ in range(200):
        spoiled = bytearray(whole)
        place = int(random.integers(len(spoiled)))
        if random.random() < 0.3:
            spoiled = spoiled[:place]
        else:
            spoiled[place] ^= 1 << int(random.integers(8))
        try:
            archive = Archive(bytes(spoiled))
            for name, values in arrays().items():
                # Flags of the zip format that readers skip may change; contents may not.
                if name in archive.names:
                    np.testing.assert_array_equal(archive.read(name), values, strict=True)
        except DatasetError:
            pass


def test_what_no_archive_holds_is_refused_at_once() -> None:
    with pytest.raises(DatasetError, match=r"4\.5 GiB, more than the 4 GiB .* record fewer steps"):
        NpzWriter([Entry("image", (64, 64, 3), np.dtype(np.uint8))], 393_000)
