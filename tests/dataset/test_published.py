"""Trajectories as their publication describes them, which none of our code wrote: names, shapes, and reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset.files.entries import entries
from memory_maze.scenario import load

PUBLISHED: dict[str, dict[str, tuple[list[int], str | None]]] = json.loads(
    (Path(__file__).parents[1] / "data" / "published_trajectory.json").read_text()
)
"""By size and entry: the shape without the axis of time, and the type where it is named."""

MOMENTS = 1001


def trajectory(size: str) -> dict[str, np.ndarray]:
    """A trajectory of noise in the published form."""
    random = np.random.default_rng(0)
    made: dict[str, np.ndarray] = {}
    for name, (shape, dtype) in PUBLISHED[size].items():
        values = random.integers(0, 256, (MOMENTS, *shape))
        made[name] = values.astype(dtype or np.float64)
    return made


@pytest.mark.parametrize("size", PUBLISHED)
def test_what_is_recorded_is_what_was_published(size: str) -> None:
    ours = {entry.name: entry for entry in entries(load(f"classic/{size}"))}
    assert set(ours) == set(PUBLISHED[size])
    for name, (shape, dtype) in PUBLISHED[size].items():
        assert ours[name].shape == tuple(shape), name
        assert dtype is None or ours[name].dtype == np.dtype(dtype), name


@pytest.mark.parametrize("size", PUBLISHED)
def test_published_files_are_read_by_name_and_window(size: str, tmp_path: Path) -> None:
    (tmp_path / "eval").mkdir()
    arrays: dict[str, Any] = trajectory(size)
    np.savez_compressed(tmp_path / "eval" / "20220920T210131-1000.npz", **arrays)
    recording = memory_maze.dataset.open(tmp_path)["eval"][0]
    assert recording.length == MOMENTS
    assert set(recording) == set(arrays)
    window = recording.window(500, 548)
    for name, array in arrays.items():
        np.testing.assert_array_equal(recording[name], array, strict=True)
        np.testing.assert_array_equal(window[name], array[500:548], strict=True)
