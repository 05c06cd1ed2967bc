"""The training of a row, from the first gradient step to the last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from memory_maze.baselines import runs
from memory_maze.baselines.errors import TrainingError
from memory_maze.baselines.loop import learn_until
from memory_maze.baselines.probing.config import RowName, Settings, Size, make_settings
from memory_maze.baselines.probing.fitting import shape_of
from memory_maze.baselines.probing.kept import LATENT, OTHERS, encoded
from memory_maze.baselines.probing.learning import Batch, Learner, batch_of, count_parameters
from memory_maze.baselines.probing.recorded import RecordedLearner
from memory_maze.baselines.probing.rows.row import State
from memory_maze.baselines.probing.rows.table import KINDS
from memory_maze.baselines.probing.trained import FACTS, KIND, new_networks
from memory_maze.baselines.randomness import apart, random_state, set_random_state
from memory_maze.baselines.settings import device_of, validated
from memory_maze.baselines.threads import threads
from memory_maze.baselines.versions import machine
from memory_maze.dataset import Recording, Windows
from memory_maze.machine import cores

ROW_STEPS = 100
"""Gradient steps between two rows of the curve."""

WORDS = {
    **{"row": "another row", "data": "other data", "trajectories": "other trajectories"},
    **{"seed": "another seed", "vae": "another autoencoder"},
}
"""What a run is not gone on with, fact by fact of `_facts`."""


@dataclass(frozen=True)
class Plan:
    """What is to be trained."""

    row: RowName
    data: str
    """The digest of the scenario that the trajectories are of, or another name for them."""
    size: Size = "mini"
    seed: int = 0
    """Draws the weights, the windows, and what models draw."""
    changes: Mapping[str, Any] | None = None
    """Settings that are not those of the size, by field."""
    vae: Path | None = None
    """A run of the row `vae`, whose numbers `vae-gru` is to take: pictures are looked at once, and no more."""
    threads: int | None = None
    """Cores that are used, by default all. The exact weights depend on it."""
    device: str | None = None
    """Where it computes: `cpu` or `cuda`; None is a GPU where there is one."""


@dataclass
class Tally:
    """How far a run is."""

    steps: int = 0
    clock: float = 0.0
    """Seconds that passed while it learnt."""
    cpu: float = 0.0
    """Seconds of processor time, decoding and preparation included."""
    losses: list[dict[str, float]] = field(default_factory=list)
    """Those of the gradient steps since the curve's last row."""
    latest: dict[str, float] = field(default_factory=dict)
    """Those of the last gradient step."""

    def row(self) -> dict[str, Any]:
        """A row of the curve; begins the next one."""
        names = self.losses[0] if self.losses else {}
        means = {name: round(sum(one[name] for one in self.losses) / len(self.losses), 5) for name in names}
        self.losses = []
        return {"steps": self.steps, "clock_s": round(self.clock, 1), "cpu_s": round(self.cpu, 1), **means}


class Trainer:
    """A row, its probes, and all that they need to go on."""

    def __init__(self, plan: Plan, settings: Settings, recordings: Sequence[Recording], device: str) -> None:
        """Begins at step 0."""
        self.plan, self.settings, self.device = plan, settings, device
        self.recordings, self.kind = recordings, KINDS[plan.row]
        first = recordings[0]
        self.shape = shape_of(first)
        sizes = first.window(0, 1, ("image", "action"))
        self.side, self.actions = sizes["image"].shape[2], sizes["action"].shape[1]
        torch.manual_seed(plan.seed)
        self.row, self.probes = new_networks(plan.row, settings, self.side, self.actions, self.shape)
        self.tally = Tally()
        self.state: State = ()

    def place(self) -> None:
        """Goes to the device, with fresh optimisers and a fresh state."""
        self.row.to(self.device)
        self.probes.to(self.device)
        learner = RecordedLearner if self.kind.is_steady and self.device == "cuda" else Learner
        is_taught = self.kind.is_taught or self.settings.taught
        self.learner = learner(self.row, self.probes, self.settings, is_taught)
        self.state = self.fresh()

    def fresh(self) -> State:
        """The state of models that have seen nothing yet."""
        return tuple(part.to(self.device) for part in self.row.initial(self.settings.batch))

    def batches(self, count: int) -> Iterator[Batch]:
        """The windows of so many gradient steps, from where the run is."""
        is_kept = LATENT in self.recordings[0]
        windows = Windows(
            self.recordings,
            self.settings.length,
            self.settings.batch,
            order=self.kind.order,
            keys=(LATENT if is_kept else "image", *OTHERS),
            seed=self.plan.seed,
            threads=1 if is_kept else 2,
            start=self.tally.steps,
        )
        for arrays in islice(windows, count):
            yield batch_of(arrays, (self.shape.width, self.shape.height), self.device)

    def advance(self, batch: Batch) -> None:
        """One gradient step."""
        state = self.state if self.kind.order == "tbtt" else self.fresh()
        losses, self.state = self.learner.learn(batch, state)
        self.tally.losses.append(losses)
        self.tally.latest = losses
        self.tally.steps += 1

    def save(self, run: Path) -> None:
        """Writes a checkpoint, from which everything goes on as if nothing had been."""
        weights = {"row": self.row.state_dict(), "probes": self.probes.state_dict()}
        rest = {
            "optimizers": self.learner.state_dict(),
            "random": random_state(self.device),
            "state": self.state,
            "tally": self.tally,
        }
        runs.write_state(run, weights, rest)

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Goes on from a checkpoint of the same run."""
        self.row.load_state_dict(kept["weights"]["row"])
        self.probes.load_state_dict(kept["weights"]["probes"])
        self.learner.load_state_dict(kept["optimizers"])
        set_random_state(kept["random"], self.device)
        self.state = tuple(part.to(self.device) for part in kept["state"])
        self.tally = kept["tally"]


def train(
    plan: Plan,
    recordings: Sequence[Recording],
    run: Path,
    steps: int,
    *,
    resume: bool = False,
    report: Callable[[Tally], None] = lambda tally: None,
    encoding: Callable[[int, int], None] = lambda done, count: None,
) -> Tally:
    """Trains a row until it has taken so many gradient steps; returns what came of it.

    Args:
      plan: what is trained.
      recordings: to learn from.
      run: the folder of the run, which is made.
      steps: gradient steps, from the beginning of the run.
      resume: go on with the run in that folder if there is one, with its own settings.
      report: is told after each step.
      encoding: is told how many trajectories' pictures another run's autoencoder has looked at, and of how many.

    Raises:
      TrainingError: there is a run already, or none that can go on; or settings are wrong.
      DatasetError: trajectories are damaged, or too short.
    """
    is_there = runs.is_begun(run, resume)
    settings = _settings_of(run, plan, len(recordings)) if is_there else make_settings(plan.size, plan.changes)
    count, device = plan.threads or cores(), device_of(plan.device)
    with threads(count), apart(device):
        trainer = Trainer(plan, settings, recordings, device)
        if plan.vae is not None:
            _take_vae(trainer, plan.vae)
        if not is_there:
            runs.write_config(run, KIND, {**_facts(plan, len(recordings)), **_measures(trainer, count)})
        if plan.vae is not None:
            _keep_latents(trainer, run, encoding)
        trainer.place()
        kept = runs.read_checkpoint(run)
        if kept is not None:
            trainer.restore(kept)
        tally = trainer.tally
        learn_until(
            steps,
            trainer,
            run,
            advances=_advances(trainer, steps),
            is_row_due=lambda last: tally.steps % ROW_STEPS == 0,
            report=report,
        )
        return tally


def _advances(trainer: Trainer, steps: int) -> Iterator[None]:
    tally = trainer.tally
    clock, cpu = time.monotonic() - tally.clock, time.process_time() - tally.cpu
    for batch in trainer.batches(max(0, steps - tally.steps)):
        trainer.advance(batch)
        tally.clock, tally.cpu = time.monotonic() - clock, time.process_time() - cpu
        yield


def _take_vae(trainer: Trainer, vae: Path) -> None:
    """Gives `vae-gru` the autoencoder of another run, which learns no more."""
    if trainer.plan.row != "vae-gru":
        raise TrainingError(f"only vae-gru takes another run's autoencoder; leave {vae} out for {trainer.plan.row}")
    facts = runs.read_config(vae, KIND, FACTS)
    if (facts["row"], facts["side"]) != ("vae", trainer.side):
        raise TrainingError(f"{vae} is a run of {facts['row']}, {facts['side']} pixels; name one of vae, of these data")
    try:
        trainer.row.vae.load_state_dict(runs.read_weights(vae)["row"])
    except RuntimeError:
        raise TrainingError(f"{vae} has another size; train vae with the same --size and settings") from None
    trainer.row.vae.requires_grad_(False)


def _keep_latents(trainer: Trainer, run: Path, encoding: Callable[[int, int], None]) -> None:
    """Puts the autoencoder's numbers in place of pictures."""
    vae, count = trainer.row.vae.to(trainer.device), len(trainer.recordings)
    trainer.recordings = encoded(trainer.recordings, vae, run / "latents.npy", lambda done: encoding(done, count))


def _facts(plan: Plan, trajectories: int) -> dict[str, Any]:
    """What a run is told apart by, but for its settings."""
    vae = None if plan.vae is None else str(plan.vae)
    return {"row": plan.row, "data": plan.data, "trajectories": trajectories, "seed": plan.seed, "vae": vae}


def _measures(trainer: Trainer, count: int) -> dict[str, Any]:
    return {
        "settings": trainer.settings.model_dump(),
        "side": trainer.side,
        "actions": trainer.actions,
        "shape": list(trainer.shape),
        "parameters": {name: count_parameters([getattr(trainer, name)]) for name in ("row", "probes")},
        **machine(count, trainer.device),
    }


def _settings_of(run: Path, plan: Plan, trajectories: int) -> Settings:
    """Those of a run that is to go on.

    Raises:
      TrainingError: it is not the run that was planned.
    """
    there, planned = runs.read_config(run, KIND, FACTS), _facts(plan, trajectories)
    settings = validated(Settings, there["settings"])
    wanted = validated(Settings, {**there["settings"], "size": plan.size, **(plan.changes or {})})
    others = {word: there.get(name) != planned[name] for name, word in WORDS.items()}
    runs.refuse_another(run, {**others, "other settings": settings != wanted})
    return settings
