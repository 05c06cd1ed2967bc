from __future__ import annotations

from pathlib import Path

import pytest

from memory_maze.dataset import DatasetError, Recipe, check, generate
from memory_maze.dataset.place.manifest import read_manifest
from memory_maze.dataset.place.stores import open_store
from tests.dataset.files import contents

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def engine():
    """Ray on this machine, with two workers."""
    from memory_maze.dataset.making.ray import RayEngine

    yield RayEngine(workers=2)
    ray.shutdown()


def test_ray_makes_the_same_bytes(engine, recipe: Recipe, complete: Path, tmp_path: Path) -> None:
    assert engine.workers == 2
    generate(recipe, tmp_path / "set", engine=engine)
    assert contents(tmp_path / "set") == contents(complete)


def test_ray_writes_where_fsspec_reaches(engine, recipe: Recipe, complete: Path, tmp_path: Path) -> None:
    target = f"file://{tmp_path}/set"
    assert generate(recipe, target, engine=engine, only=[1, 6]).missing == 5
    assert sorted(read_manifest(open_store(target)).lines) == [1, 6]
    assert generate(recipe, target, engine=engine).already == 2
    assert contents(tmp_path / "set") == contents(complete)
    assert not check(target).findings


def test_an_error_of_a_task_is_the_runs(engine, recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "set" / recipe.file(6)).mkdir(parents=True)
    with pytest.raises(DatasetError, match="is neither empty nor a dataset"):
        generate(recipe, tmp_path / "set", engine=engine)
    generate(recipe, tmp_path / "other", engine=engine, only=[0])
    (tmp_path / "other" / recipe.file(6)).mkdir(parents=True)
    with pytest.raises(IsADirectoryError, match="cannot be written: Is a directory"):
        generate(recipe, tmp_path / "other", engine=engine)
