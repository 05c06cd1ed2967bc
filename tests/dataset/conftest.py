from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from memory_maze.dataset import Recipe, generate, local_engine, make_recipe
from memory_maze.scenario import load


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """Seven trajectories of 40 steps."""
    return make_recipe(load("classic/9x9"), policy="oracle", splits={"train": 5, "eval": 2}, seed=11, steps=40)


@pytest.fixture(scope="session")
def complete(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That dataset, not to be changed."""
    folder = tmp_path_factory.mktemp("complete") / "set"
    assert generate(recipe, folder, engine=local_engine(1)).missing == 0
    return folder


@pytest.fixture
def copy(complete: Path, tmp_path: Path) -> Path:
    """That dataset, to be changed."""
    return Path(shutil.copytree(complete, tmp_path / "copy"))
