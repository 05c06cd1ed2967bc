"""A run's folder as what predicts: the row that was trained, and its probes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from numpy.typing import NDArray

from memory_maze.baselines.curve import last_row
from memory_maze.baselines.probing.config import Settings
from memory_maze.baselines.probing.errors import ProbingError
from memory_maze.baselines.probing.features import Probed
from memory_maze.baselines.probing.fitting import reader_of, shape_of
from memory_maze.baselines.probing.heads import Probes, Shape
from memory_maze.baselines.probing.rows.row import Row, Seen, State
from memory_maze.baselines.probing.rows.table import KINDS
from memory_maze.baselines.randomness import apart, random_state, set_random_state
from memory_maze.baselines.runs import read_config, read_weights
from memory_maze.baselines.settings import device_of, validated
from memory_maze.dataset import Recording

KIND = "probing"
"""What `config.json` says is trained there."""

FACTS = ("row", "settings", "side", "actions", "shape")
"""What it says besides."""


class Carried:
    """A row as a `protocol.Model`."""

    def __init__(self, row: Row, seed: int = 0, device: str = "cpu") -> None:
        """Wraps a row.

        Args:
          row: does not learn any more.
          seed: of what it draws, where it does.
          device: where it is.
        """
        self.row, self.width, self.device = row, row.width, device
        with apart(device):
            torch.manual_seed(seed)
            self.random = random_state(device)

    def initial(self, batch: int) -> State:
        """The state of so many that have seen nothing yet."""
        return tuple(part.to(self.device) for part in self.row.initial(batch))

    def step(self, images: NDArray[Any], actions: NDArray[Any], state: State) -> tuple[NDArray[Any], State]:
        """Goes on through T moments; see `protocol.Model`."""
        resets = torch.zeros(actions.shape[:2], dtype=torch.bool, device=self.device)
        seen = Seen(torch.tensor(images, device=self.device), torch.tensor(actions, device=self.device), resets)
        with torch.no_grad(), apart(self.device):
            set_random_state(self.random, self.device)
            features, state = self.row.observe(seen, state)
            self.random = random_state(self.device)
        return features.float().cpu().numpy(), state


def read_run(run: Path, first: Recording, seed: int = 0) -> tuple[str, Probed, dict[str, Any]]:
    """A trained row with its probes.

    Args:
      run: the folder of `probe train`.
      first: one of the trajectories that it is to go through.
      seed: of what it draws.

    Returns:
      The row's name, what predicts, and what it was trained with.

    Raises:
      TrainingError: there is no such run, or nothing in it yet.
      ProbingError: it was trained on other mazes.
    """
    facts = read_config(run, KIND, FACTS)
    shape = Shape(*facts["shape"])
    if shape_of(first) != shape:
        there = shape_of(first)
        raise ProbingError(
            f"{run} learnt mazes of {_told(shape)}, and these are of {_told(there)}; evaluate it on data like its own"
        )
    settings = validated(Settings, facts["settings"])
    row, probes = new_networks(facts["row"], settings, facts["side"], facts["actions"], shape)
    weights = read_weights(run)
    row.load_state_dict(weights["row"])
    probes.load_state_dict(weights["probes"])
    device = device_of()
    predictor = Probed(
        Carried(row.to(device), seed, device), reader_of(probes.to(device)), (shape.width, shape.height), str(run)
    )
    how = {name: facts[name] for name in ("settings", "trajectories", "seed", "vae", "parameters") if name in facts}
    return facts["row"], predictor, {"trained": {**how, **last_row(run)}}


def new_networks(name: Any, settings: Settings, side: int, actions: int, shape: Shape) -> tuple[Any, Probes]:
    """A row and its probes, their weights drawn from torch's random numbers.

    Args:
      name: of the row.
      settings: its sizes.
      side: of the pictures.
      actions: numbers that an action has.
      shape: of what is read.
    """
    row = KINDS[name].make(settings, side, actions)
    return row, Probes(row.width, shape, settings.probe_width, settings.probe_layers)


def _told(shape: Shape) -> str:
    return f"{shape.width} x {shape.height} cells with {shape.objects} objects"
