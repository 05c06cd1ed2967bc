from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset import DatasetError, Recipe, Windows, check, generate, local_engine, look_at, make_recipe
from memory_maze.scenario import load
from tests.dataset.files import contents

zarr = pytest.importorskip("zarr")


@pytest.fixture(scope="module")
def zarr_recipe() -> Recipe:
    """The trajectories of the other tests, as Zarr archives."""
    splits = {"train": 5, "eval": 2}
    return make_recipe(load("classic/9x9"), policy="oracle", splits=splits, seed=11, steps=40, format="zarr")


@pytest.fixture(scope="module")
def as_zarr(zarr_recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zarr") / "set"
    assert generate(zarr_recipe, folder, engine=local_engine(1)).missing == 0
    return folder


def test_both_formats_hold_the_same(as_zarr: Path, complete: Path) -> None:
    ours, theirs = memory_maze.dataset.open(as_zarr), memory_maze.dataset.open(complete)
    for name in ("train", "eval"):
        for one, other in zip(ours[name], theirs[name], strict=True):
            assert one.file.removesuffix(".zarr.zip") == other.file.removesuffix(".npz")
            assert list(one) == list(other)
            for key in one:
                np.testing.assert_array_equal(one[key], other[key], strict=True)
    for a, b in zip(Windows(ours["train"], 8, 3, threads=2), Windows(theirs["train"], 8, 3), strict=False):
        np.testing.assert_array_equal(a["image"], b["image"], strict=True)
        if a["reset"].any():
            break


def test_the_set_is_checked_and_looked_at(as_zarr: Path) -> None:
    assert not check(as_zarr).findings
    assert [(part.trajectories, part.steps) for part in look_at(as_zarr).parts] == [(5, 200), (2, 80)]
    assert [(part.trajectories, part.steps) for part in look_at(as_zarr / "train").parts] == [(5, 200)]
    assert memory_maze.dataset.open(as_zarr / "train")["all"][0].length == 41


def test_workers_and_interruptions_change_no_byte(zarr_recipe: Recipe, as_zarr: Path, tmp_path: Path) -> None:
    generate(zarr_recipe, tmp_path / "set", engine=local_engine(1), only=[3])
    assert generate(zarr_recipe, tmp_path / "set", engine=local_engine(2)).already == 1
    assert contents(tmp_path / "set") == contents(as_zarr)


def test_a_set_has_one_format(zarr_recipe: Recipe, complete: Path) -> None:
    with pytest.raises(DatasetError, match="holds a dataset with format npz, not zarr"):
        generate(zarr_recipe, complete, engine=local_engine(1))


def test_a_missing_package_is_told(zarr_recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zarr", None)
    monkeypatch.delitem(sys.modules, "memory_maze.dataset.files.zarr", raising=False)
    with pytest.raises(DatasetError, match=r"pip install 'memory-maze-scenarios\[zarr\]'"):
        generate(zarr_recipe, tmp_path / "set", engine=local_engine(1))
    assert not (tmp_path / "set").exists()


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(DatasetError, match="there is no format 'hdf5'; use npz or zarr"):
        make_recipe(load("classic/9x9"), 1, format="hdf5")
