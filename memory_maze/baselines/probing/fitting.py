"""Probes for a model that is done: its features along whole trajectories, and gradient steps on moments out of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from memory_maze.baselines.probing.features import POSE, SEEN, Probed, Reader, poses, run
from memory_maze.baselines.probing.heads import Probes, Shape
from memory_maze.baselines.probing.protocol import TRUTH, Model, Prediction
from memory_maze.baselines.probing.trajectories import batches
from memory_maze.dataset import Recording


class Fitting(NamedTuple):
    """How probes are trained; the published numbers, where there are any."""

    steps: int = 5000
    """Gradient steps."""
    batch: int = 32 * 48
    """Moments in a step."""
    pool: int = 32
    """Trajectories that the moments of consecutive steps come from."""
    width: int = 1024
    """Numbers in each layer."""
    layers: int = 4
    """Layers in each probe."""
    learning_rate: float = 3e-4
    adam_epsilon: float = 1e-5
    seed: int = 0
    """Draws the weights, and the order of trajectories and moments."""


def fit_probes(
    model: Model,
    recordings: Sequence[Recording],
    how: Fitting = Fitting(),  # noqa: B008
    name: str = "the model",
    report: Callable[[int], None] = lambda done: None,
) -> Probed:
    """Trains probes on the features of a model, which itself does not change.

    Args:
      model: is run through whole trajectories.
      recordings: to learn from.
      how: how long, and with which numbers.
      name: of the model, for messages.
      report: is told how many gradient steps are done.

    Raises:
      ProbingError: trajectories or features do not fit.
      AgentError: the model failed.
    """
    shape = shape_of(recordings[0])
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(how.seed)
        probes = Probes(model.width, shape, how.width, how.layers)
    optimizer = torch.optim.Adam(probes.parameters(), how.learning_rate, eps=how.adam_epsilon)
    moments = _moments(model, recordings, (shape.width, shape.height), how, name)
    for done, (features, told, layout, vectors) in enumerate(itertools.islice(moments, how.steps), 1):
        losses = probes.losses(features, told, layout, vectors)
        optimizer.zero_grad()
        (losses.walls + losses.objects).backward()
        optimizer.step()
        report(done)
    return Probed(model, reader_of(probes), (shape.width, shape.height), name)


def shape_of(recording: Recording) -> Shape:
    """What there is to be read, from a trajectory."""
    first = recording.window(0, 1, TRUTH)
    height, width = first["maze_layout"].shape[1:]
    return Shape(width, height, first["targets_vec"].shape[1])


def reader_of(probes: Probes) -> Reader:
    """Probes as what reads features, on the device where they are."""
    device = next(probes.parameters()).device

    def read(features: NDArray[np.float32], told: NDArray[np.float32]) -> Prediction:
        with torch.no_grad():
            walls, objects = probes(torch.from_numpy(features).to(device), torch.from_numpy(told).to(device))
        return Prediction(walls.sigmoid().cpu().numpy(), objects.cpu().numpy())

    return read


def _moments(
    model: Model, recordings: Sequence[Recording], side: tuple[int, int], how: Fitting, name: str
) -> Iterator[list[torch.Tensor]]:
    """Batches without end, a pool of trajectories after the other, each moment about once."""
    random = np.random.default_rng(how.seed)
    size = min(how.pool, len(recordings))
    while True:
        order: list[int] = random.permutation(len(recordings)).tolist()
        for begin in range(0, len(order) - size + 1, size):
            chosen = [recordings[number] for number in order[begin : begin + size]]
            for trajectories in batches(chosen, (*SEEN, *POSE, *TRUTH), size):
                parts = [np.concatenate([*run(model, trajectories, name)]), poses(trajectories, side)]
                parts += [(trajectories["maze_layout"] > 0), trajectories["targets_vec"].astype(np.float32)]
                yield from _drawn(parts, how.batch, random)


def _drawn(parts: list[NDArray[Any]], batch: int, random: np.random.Generator) -> Iterator[list[torch.Tensor]]:
    flat = [part.reshape(-1, *part.shape[2:]) for part in parts]
    order = random.permutation(len(flat[0]))
    for begin in range(0, max(1, len(order) - batch + 1), batch):
        rows = order[begin : begin + batch]
        yield [torch.from_numpy(part[rows]) for part in flat]
