"""Rows on a GPU; skipped where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from memory_maze.baselines.probing.learning import Learner
from memory_maze.baselines.probing.recorded import WARM_UP
from memory_maze.baselines.probing.rows.table import KINDS
from memory_maze.baselines.probing.scores import evaluate
from memory_maze.baselines.probing.trained import read_run
from memory_maze.baselines.probing.training import Plan, train
from memory_maze.dataset import open as open_dataset
from tests.baselines.probing import made
from tests.baselines.probing.test_rows import ROWS, SIDE, TINY

pytestmark = [
    pytest.mark.needs("torchrl"),
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU"),
]

STEPS = WARM_UP + 6


def losses_of(row: Any, folder: Path, run: Path, steps: int = STEPS, **how: Any) -> list[dict[str, float]]:
    """Those of each gradient step."""
    losses: list[dict[str, float]] = []
    planned = Plan(row, "made", changes={**TINY, **how}, threads=1, device="cuda")
    train(planned, open_dataset(folder)["train"], run, steps, resume=True, report=lambda now: losses.append(now.latest))
    return losses


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.dataset(tmp_path / "data", side=SIDE)
    return tmp_path / "data"


@pytest.mark.parametrize("row", [name for name in ROWS if KINDS[name].is_steady])
def test_a_recorded_step_is_the_step(row: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = losses_of(row, folder, tmp_path / "recorded")
    monkeypatch.setattr("memory_maze.baselines.probing.training.RecordedLearner", Learner)
    plain = losses_of(row, folder, tmp_path / "plain")
    assert len(recorded) == len(plain) == STEPS
    for one, other in zip(recorded, plain, strict=True):
        assert one == pytest.approx(other, rel=1e-4)


@pytest.mark.parametrize("row", ROWS)
def test_a_run_goes_on(row: str, folder: Path, tmp_path: Path) -> None:
    whole = losses_of(row, folder, tmp_path / "whole")
    parts = [*losses_of(row, folder, tmp_path / "parts", WARM_UP + 2), *losses_of(row, folder, tmp_path / "parts")]
    assert len(whole) == len(parts) == STEPS
    for one, other in zip(whole, parts, strict=True):
        assert one == pytest.approx(other, rel=1e-4)


@pytest.mark.parametrize("row", ROWS)
def test_half_the_bits_and_evaluation(row: str, folder: Path, tmp_path: Path) -> None:
    assert len(losses_of(row, folder, tmp_path / "run", precision="bfloat16")) == STEPS
    split = open_dataset(folder)["eval"]
    name, predictor, _ = read_run(tmp_path / "run", split[0])
    assert name == row
    errors = evaluate(split, predictor)
    again = evaluate(split, read_run(tmp_path / "run", split[0])[1])
    assert np.isfinite(errors.objects).all()
    np.testing.assert_allclose(errors.objects, again.objects, rtol=1e-4)
