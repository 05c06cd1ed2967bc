from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.contents import InMemory
from memory_maze.dataset.files.entries import Entry
from memory_maze.dataset.files.formats import Archive, ending_of, open_archive, open_writer
from memory_maze.dataset.files.npz import NpzWriter, section_rows

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


def written(portion: int, kind: str = "npz") -> bytes:
    writer = open_writer(kind, ENTRIES, LENGTH)
    for begin in range(0, LENGTH, portion):
        for name, values in arrays().items():
            writer.add(name, values[begin : begin + portion])
    return writer.finish()


def by_numpy(save: Callable[..., None]) -> bytes:
    stream = io.BytesIO()
    save(stream, **arrays())
    return stream.getvalue()


ALL = {
    "ours": written(7),
    "savez_compressed": by_numpy(np.savez_compressed),
    "savez": by_numpy(np.savez),
    **({"zarr": written(16, "zarr")} if find_spec("zarr") else {}),
}

KINDS = [*ALL, *(() if "zarr" in ALL else [pytest.param("zarr", marks=pytest.mark.skip("zarr is not installed"))])]


def opened(kind: str, data: bytes) -> Archive:
    return open_archive(InMemory(data, f"file{ending_of('zarr' if kind == 'zarr' else 'npz')}"))


def rows(archive: Archive, name: str, begin: int, end: int) -> np.ndarray:
    return archive.window([name], begin, end)[name]


def test_numpy_and_zip_programs_read_what_is_written() -> None:
    loaded = np.load(io.BytesIO(ALL["ours"]), allow_pickle=False)
    assert loaded.files == [entry.name for entry in ENTRIES]
    for name, values in arrays().items():
        np.testing.assert_array_equal(loaded[name], values, strict=True)
    assert zipfile.ZipFile(io.BytesIO(ALL["ours"])).testzip() is None


def test_the_bytes_are_the_same_every_time() -> None:
    assert written(7) == ALL["ours"]


def test_the_bytes_of_zarr_are_the_same_every_time() -> None:
    pytest.importorskip("zarr")
    assert written(48, "zarr") == ALL["zarr"]


def test_zarr_reads_what_is_written(tmp_path: Path) -> None:
    zarr = pytest.importorskip("zarr")
    (tmp_path / "file.zarr.zip").write_bytes(ALL["zarr"])
    group = zarr.open_group(zarr.storage.ZipStore(tmp_path / "file.zarr.zip"), mode="r")
    assert set(group.array_keys()) == {entry.name for entry in ENTRIES}
    for name, values in arrays().items():
        np.testing.assert_array_equal(group[name][:], values, strict=True)


@pytest.mark.parametrize("kind", KINDS)
def test_archives_of_ours_and_numpys_are_read(kind: str) -> None:
    archive = opened(kind, ALL[kind])
    assert section_rows(ENTRIES[0], LENGTH) == 16
    for name, values in arrays().items():
        np.testing.assert_array_equal(archive.read(name), values, strict=True)
        assert (archive.shape(name), archive.dtype(name)) == (values.shape, values.dtype)
        for begin, end in ((0, 1), (0, LENGTH), (15, 17), (16, 32), (40, 88), (LENGTH - 1, LENGTH)):
            np.testing.assert_array_equal(rows(archive, name, begin, end), values[begin:end], strict=True)


@pytest.mark.parametrize(("kind", "last"), [("ours", "image.npy"), ("zarr", "image/c/9/0/0/0")])
def test_a_window_of_a_long_array_decodes_little(kind: str, last: str) -> None:
    """What is after the window may be damaged without harm."""
    if kind not in ALL:
        pytest.skip("zarr is not installed")
    spoiled = bytearray(ALL[kind])
    info = zipfile.ZipFile(io.BytesIO(ALL[kind])).getinfo(last)
    spoiled[info.header_offset + info.compress_size - 20] ^= 0xFF
    archive = opened(kind, bytes(spoiled))
    np.testing.assert_array_equal(rows(archive, "image", 20, 60), arrays()["image"][20:60])
    with pytest.raises(DatasetError, match="damaged"):
        archive.read("image")


@pytest.mark.parametrize("kind", KINDS)
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
            archive = opened(kind, bytes(spoiled))
            for name, values in arrays().items():
                # Flags of the zip format that readers skip may change; contents may not.
                if name in archive.names:
                    np.testing.assert_array_equal(rows(archive, name, 20, 60), values[20:60], strict=True)
                    np.testing.assert_array_equal(archive.read(name), values, strict=True)
        except DatasetError:
            pass


def test_what_no_archive_holds_is_refused_at_once() -> None:
    with pytest.raises(DatasetError, match=r"4\.5 GiB, more than the 4 GiB .* record fewer steps"):
        NpzWriter([Entry("image", (64, 64, 3), np.dtype(np.uint8))], 393_000)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_cannot_be_written_and_unknown_names_are_unknown(kind: str) -> None:
    archive = opened(kind, ALL[kind])
    for values in (archive.read("place"), rows(archive, "place", 3, 8), rows(archive, "image", 3, 8)):
        assert not values.flags.writeable
    with pytest.raises(KeyError):
        archive.read("nothing")


def test_chunks_under_other_names_are_missed() -> None:
    """Zarr takes a chunk that is not there for zeros."""
    if "zarr" not in ALL:
        pytest.skip("zarr is not installed")
    with pytest.raises(DatasetError, match="'image' lacks chunks"):
        opened("zarr", ALL["zarr"].replace(b"image/c/3/0/0/0", b"image/c/b/0/0/0"))


def test_a_very_long_array_has_fewer_and_longer_sections() -> None:
    assert section_rows(ENTRIES[0], 349_000) == 88


@pytest.mark.parametrize("kind", KINDS)
def test_a_flipped_bit_of_what_describes_the_arrays_is_noticed(kind: str) -> None:
    """The directory, the tables of sections, and Zarr's metadata."""
    whole = ALL[kind]
    listing = zipfile.ZipFile(io.BytesIO(whole))
    places = list(range(listing.start_dir, len(whole)))
    for info in listing.infolist():
        if info.filename.endswith("zarr.json"):
            begin = whole.index(b"{", info.header_offset)
            places += range(begin, begin + info.file_size)
    random = np.random.default_rng(2)
    for place in random.choice(places, 400).tolist():
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << int(random.integers(8))
        try:
            archive = opened(kind, bytes(spoiled))
            found = {name: (archive.read(name), rows(archive, name, 20, 60)) for name in archive.names}
        except DatasetError:
            continue
        assert found.keys() <= arrays().keys()
        for name, (read, part) in found.items():
            np.testing.assert_array_equal(read, arrays()[name], strict=True)
            np.testing.assert_array_equal(part, arrays()[name][20:60], strict=True)
