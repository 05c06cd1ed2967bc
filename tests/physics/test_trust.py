"""A machine whose arithmetic is another's still plays the benchmark: MuJoCo steps there."""

from __future__ import annotations

import numpy as np
import pytest

import memory_maze
from memory_maze.physics import exact_engine


def driven(count: int) -> list[np.ndarray]:
    envs = memory_maze.make_vec("classic/9x9", count)
    envs.reset(seed=3)
    for step in range(12):
        envs.step(np.full(count, 1 + step % 5))
    return [envs.moments.positions.copy(), envs.moments.speeds.copy()]


@pytest.mark.needs("mujoco")
@pytest.mark.parametrize("count", [1, 5])
def test_what_is_not_trusted_is_stepped_by_mujoco_with_the_same_bits(monkeypatch, count):
    ours = driven(count)
    exact_engine.is_trusted.cache_clear()
    monkeypatch.setattr(exact_engine, "seems_exact", lambda lanes: False)
    with pytest.warns(RuntimeWarning, match="MuJoCo steps all walkers"):
        theirs = driven(count)
    exact_engine.is_trusted.cache_clear()
    for one, other in zip(ours, theirs, strict=True):
        assert one.tobytes() == other.tobytes()
