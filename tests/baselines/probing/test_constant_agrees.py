"""The wanderer's data are like the published ones: the row of the table that looks at nothing comes out the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory_maze.baselines.probing.constant import fit_constant
from memory_maze.baselines.probing.published import published_marks
from memory_maze.baselines.probing.scores import evaluate, measure, second_half
from memory_maze.dataset import generate, local_engine, make_recipe
from memory_maze.dataset import open as open_dataset
from memory_maze.scenario import load


@pytest.mark.slow
@pytest.mark.parametrize(("size", "walls", "objects"), [("9x9", 1.5, 2.5), ("15x15", 1.5, 4.0)])
def test_constant_is_as_published(tmp_path: Path, size: str, walls: float, objects: float) -> None:
    """Within about three standard errors of 64 trajectories. Pictures are not looked at, and so are small."""
    scenario = load(f"classic/{size}", {"camera.resolution": 16})
    generate(make_recipe(scenario, 64, policy="wanderer"), tmp_path, engine=local_engine(1))
    split = open_dataset(tmp_path)["train"]
    half = measure(evaluate(split, fit_constant(split)), second_half(1001))
    marks = published_marks("constant", scenario)
    assert marks is not None
    assert half.walls.mean == pytest.approx(marks.walls, abs=walls)
    assert half.objects.mean == pytest.approx(marks.objects, abs=objects)
