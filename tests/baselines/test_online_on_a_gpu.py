"""The recurrent agent on a GPU; skipped where there is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.baselines.online.training import Plan, train
from memory_maze.baselines.runs import read_weights
from tests.baselines.test_online import ROOM, ROUND, TINY

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU")


@pytest.mark.parametrize("encoder", ["cnn", "resnet"])
@pytest.mark.parametrize("memory", ["gru", "lstm", "none"])
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_run_goes_on_and_is_played_without_a_gpu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: str, memory: str, precision: str
) -> None:
    changes = {**TINY, "encoder": encoder, "memory": memory, "precision": precision}
    what = Plan("tiny", (load(ROOM),), changes=changes, threads=1, device="cuda")
    losses: list[float] = []
    begun = train(what, tmp_path, 7 * ROUND, report=lambda now: losses.extend(np.ravel(now.losses)))
    gone_on = train(what, tmp_path, 14 * ROUND, resume=True)
    assert (begun.steps, gone_on.steps) == (7 * ROUND, 14 * ROUND)
    assert gone_on.episodes > begun.episodes > 0
    assert losses
    assert np.isfinite(losses).all()
    assert all(weight.isfinite().all() for weight in read_weights(tmp_path).values())
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    assert len(list(rollout(load(ROOM), str(tmp_path), seed=0, steps=20))) == 21
