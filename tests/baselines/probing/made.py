"""Trajectories whose truth is known, and models that know more or less of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.baselines.probing.protocol import TRUTH, Arrays, Prediction
from memory_maze.dataset import Dataset
from memory_maze.dataset import open as open_dataset

HEIGHT, WIDTH, OBJECTS, SIDE = 3, 5, 2, 4


def trajectory(random: np.random.Generator, moments: int, side: int = SIDE) -> dict[str, NDArray[Any]]:
    """One in which all but the layout changes from moment to moment, without a pattern."""
    angles = random.uniform(-np.pi, np.pi, moments)
    layout = (random.random((HEIGHT, WIDTH)) < 0.7).astype(np.uint8)
    return {
        "image": random.integers(0, 256, (moments, side, side, 3), dtype=np.uint8),
        "action": np.eye(6)[random.integers(0, 6, moments)],
        "reward": np.zeros(moments),
        "reset": np.arange(moments) == 0,
        "maze_layout": np.repeat(layout[None], moments, axis=0),
        "agent_pos": random.uniform(0, (WIDTH, HEIGHT), (moments, 2)),
        "agent_dir": np.stack([np.cos(angles), np.sin(angles)], axis=1),
        "targets_vec": random.normal(1.0, 2.0, (moments, OBJECTS, 2)),
    }


def write(folder: Path, name: str, arrays: dict[str, NDArray[Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / f"{name}-{len(arrays['reset']) - 1}.npz", **arrays)  # type: ignore[arg-type]


def dataset(folder: Path, moments: int = 41, train: int = 6, evaluated: int = 4, side: int = SIDE) -> Dataset:
    """Files as the published ones, in two splits."""
    random = np.random.default_rng(0)
    for split, count in (("train", train), ("eval", evaluated)):
        for number in range(count):
            write(folder / split, f"{number:03d}", trajectory(random, moments, side))
    return open_dataset(folder)


class Told:
    """Is told the truth."""

    keys = TRUTH

    def __call__(self, trajectories: Arrays) -> Prediction:
        return Prediction(trajectories["maze_layout"], trajectories["targets_vec"])


class Memoryless:
    """A model whose features are the picture at that moment."""

    width = SIDE * SIDE * 3

    def initial(self, batch: int) -> int:
        return batch

    def step(self, images: NDArray[Any], actions: NDArray[Any], state: int) -> tuple[NDArray[Any], int]:
        moments, batch = images.shape[:2]
        assert batch == state
        return images.reshape(moments, batch, -1) / 255.0, state


class Counting:
    """A model whose features are how many moments it has seen, and what the last action was."""

    width = 2

    def initial(self, batch: int) -> NDArray[Any]:
        return np.zeros(batch)

    def step(self, images: NDArray[Any], actions: NDArray[Any], state: NDArray[Any]) -> tuple[Any, NDArray[Any]]:
        seen = state + np.arange(1, len(images) + 1)[:, None]
        return np.stack([seen, actions.argmax(axis=-1)], axis=-1), seen[-1]
