"""Probes for a model that is done: what a state holds they find, what it does not hold they do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from memory_maze.baselines.probing.fitting import Fitting, fit_probes
from memory_maze.baselines.probing.heads import Probes, Shape, head
from memory_maze.baselines.probing.scores import Part, evaluate, measure
from memory_maze.dataset import Dataset
from memory_maze.dataset import open as open_dataset
from tests.baselines.probing.made import HEIGHT, WIDTH, Counting, Memoryless, dataset, trajectory, write

SHORT = Fitting(steps=70, batch=32, pool=6, width=32, layers=2, learning_rate=3e-3)


def half(data: Dataset, model: Memoryless | Counting, how: Fitting = SHORT) -> Part:
    return measure(evaluate(data["eval"], fit_probes(model, data["train"], how)), range(21, 41))


def test_probes_are_as_published() -> None:
    layers = head(10, 7, 1024, 4)
    assert [type(layer).__name__ for layer in layers] == [*["Linear", "LayerNorm", "ELU"] * 4, "Linear"]
    assert repr(layers[1]) == "LayerNorm((1024,), eps=0.001, elementwise_affine=True, bias=True)"
    assert [tuple(layer.weight.shape) for layer in layers if isinstance(layer, torch.nn.Linear)] == [
        (1024, 10),
        *[(1024, 1024)] * 3,
        (7, 1024),
    ]
    probes = Probes(10, Shape(WIDTH, HEIGHT, 2))
    walls, objects = probes(torch.zeros(3, 2, 10), torch.zeros(3, 2, 4))
    assert (walls.shape, objects.shape) == ((3, 2, HEIGHT, WIDTH), (3, 2, 2, 2))


def test_losses_are_sums_over_cells_and_objects() -> None:
    probes = Probes(1, Shape(WIDTH, HEIGHT, 2), width=4, layers=1)
    for parameter in probes.parameters():
        torch.nn.init.zeros_(parameter)
    losses = probes.losses(
        torch.zeros(6, 1), torch.zeros(6, 4), torch.ones(6, HEIGHT, WIDTH), torch.full((6, 2, 2), 3.0)
    )
    assert losses.objects.item() == 2 * (9 + 9)
    np.testing.assert_allclose(losses.walls.item(), HEIGHT * WIDTH * np.log(2), rtol=1e-6)


def test_what_a_state_holds_is_read(tmp_path: Path) -> None:
    """How bright the picture is tells where the objects are; the number of the moment does not."""
    random = np.random.default_rng(1)
    for split, count in (("train", 6), ("eval", 4)):
        for number in range(count):
            made = trajectory(random, 41)
            made["image"][...] = random.integers(0, 256, (41, 1, 1, 1), dtype=np.uint8)
            made["targets_vec"][...] = made["image"][:, 0, 0, 0, None, None] / 64.0
            write(tmp_path / split, f"{number}", made)
    data = open_dataset(tmp_path)
    assert half(data, Memoryless()).objects.mean < 0.3 * half(data, Counting()).objects.mean


def test_the_same_seed_gives_the_same_probes(tmp_path: Path) -> None:
    data, short = dataset(tmp_path), SHORT._replace(steps=5)
    state = torch.get_rng_state()
    assert half(data, Memoryless(), short) == half(data, Memoryless(), short)
    assert half(data, Memoryless(), short._replace(seed=1)) != half(data, Memoryless(), short)
    assert torch.equal(torch.get_rng_state(), state)
