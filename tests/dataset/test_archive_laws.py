"""What is true of every archive, tried on arrays, windows and damage that hypothesis thinks of."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.contents import InMemory
from memory_maze.dataset.files.entries import Entry
from memory_maze.dataset.files.formats import Archive, ending_of, open_archive, open_writer

KINDS = [
    "npz",
    pytest.param("zarr", marks=pytest.mark.skipif(find_spec("zarr") is None, reason="zarr is not installed")),
]

DTYPES: tuple[np.dtype[Any], ...] = (np.dtype(np.uint8), np.dtype(np.float64), np.dtype(np.bool_), np.dtype(np.float32))

LAWS = settings(deadline=None, max_examples=40, derandomize=True, suppress_health_check=list(HealthCheck))
"""Examples are the same in every run, and may take as long as they take: zarr is slow at its first."""

Arrays = dict[str, np.ndarray]


@st.composite
def trajectories(draw: st.DrawFn) -> Arrays:
    """One to three arrays of one length, some longer than a section."""
    length = draw(st.integers(1, 12))
    names = draw(st.lists(st.sampled_from(["image", "place", "flag", "x"]), min_size=1, max_size=3, unique=True))
    shapes = [draw(st.sampled_from([(), (1,), (3, 2), (5, 5, 3), (128, 128, 3)])) for _ in names]
    return {
        name: draw(arrays(draw(st.sampled_from(DTYPES)), (length, *shape), fill=st.just(0)))
        for name, shape in zip(names, shapes, strict=True)
    }


def written(kind: str, values: Arrays, portions: list[int]) -> bytes:
    """An archive, its arrays added in portions."""
    entries = [Entry(name, array.shape[1:], array.dtype) for name, array in values.items()]
    length = len(next(iter(values.values())))
    writer = open_writer(kind, entries, length)
    begin = 0
    for portion in [*portions, length]:
        end = min(begin + portion, length)
        if end > begin:
            for name, array in values.items():
                writer.add(name, array[begin:end])
        begin = end
    return writer.finish()


def opened(kind: str, data: bytes) -> Archive:
    return open_archive(InMemory(data, f"file{ending_of('zarr' if kind == 'zarr' else 'npz')}"))


@pytest.mark.parametrize("kind", KINDS)
@LAWS
@given(values=trajectories(), data=st.data())
def test_what_is_read_is_what_was_written(kind: str, values: Arrays, data: st.DataObject) -> None:
    length = len(next(iter(values.values())))
    archive = opened(kind, written(kind, values, []))
    assert set(archive.names) == set(values)
    begin = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(begin + 1, length))
    window = archive.window(list(values), begin, end)
    for name, array in values.items():
        assert (archive.shape(name), archive.dtype(name)) == (array.shape, array.dtype)
        np.testing.assert_array_equal(archive.read(name), array, strict=True)
        np.testing.assert_array_equal(window[name], array[begin:end], strict=True)


@LAWS
@given(values=trajectories())
def test_numpy_reads_the_same(values: Arrays) -> None:
    with np.load(io.BytesIO(written("npz", values, [])), allow_pickle=False) as loaded:
        assert loaded.files == list(values)
        for name, array in values.items():
            np.testing.assert_array_equal(loaded[name], array, strict=True)


@pytest.mark.parametrize("kind", KINDS)
@LAWS
@given(values=trajectories(), portions=st.lists(st.integers(1, 5), max_size=4))
def test_portions_do_not_show(kind: str, values: Arrays, portions: list[int]) -> None:
    archive = opened(kind, written(kind, values, portions))
    for name, array in values.items():
        np.testing.assert_array_equal(archive.read(name), array, strict=True)


@pytest.mark.parametrize("kind", KINDS)
@LAWS
@given(values=trajectories(), data=st.data())
def test_an_archive_that_was_cut_is_refused_or_whole(kind: str, values: Arrays, data: st.DataObject) -> None:
    whole = written(kind, values, [])
    require_refusal_or_truth(kind, whole[: data.draw(st.integers(0, len(whole) - 1))], values)


@pytest.mark.parametrize("kind", KINDS)
@LAWS
@given(values=trajectories(), data=st.data())
def test_flipped_bytes_are_noticed_or_without_effect(kind: str, values: Arrays, data: st.DataObject) -> None:
    spoiled = bytearray(written(kind, values, []))
    # The small things at the end, which describe all the rest, are as likely as the whole.
    places = st.one_of(st.integers(0, len(spoiled) - 1), st.integers(max(0, len(spoiled) - 400), len(spoiled) - 1))
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(1, 255)), min_size=1, max_size=3)):
        spoiled[place] ^= value
    require_refusal_or_truth(kind, bytes(spoiled), values)


@pytest.mark.parametrize("kind", KINDS)
@LAWS
@given(data=st.binary(max_size=400))
def test_anything_else_is_refused(kind: str, data: bytes) -> None:
    assume(not data.startswith(b"PK"))
    with pytest.raises(DatasetError):
        opened(kind, data)


def require_refusal_or_truth(kind: str, data: bytes, values: Arrays) -> None:
    """Either a DatasetError, or the very arrays that were written, of those that are still there."""
    try:
        archive = opened(kind, data)
        found = {name: archive.read(name) for name in archive.names}
    except DatasetError:
        return
    assert set(found) <= set(values)
    for name, array in found.items():
        np.testing.assert_array_equal(array, values[name], strict=True)
