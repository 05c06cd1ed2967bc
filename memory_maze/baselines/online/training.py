"""A training run, from the first step to the last: play a segment, learn from it, and so on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from memory_maze.baselines import runs
from memory_maze.baselines.loop import learn_until
from memory_maze.baselines.online.acting import play
from memory_maze.baselines.online.config import FACTS, KIND, Settings, Size, checked, make_settings
from memory_maze.baselines.online.learning import learn
from memory_maze.baselines.online.mazes import Task, as_seen, first_seeds, open_mazes, scenarios_of
from memory_maze.baselines.online.network import new_network
from memory_maze.baselines.online.segments import Segment
from memory_maze.baselines.online.tally import Tally
from memory_maze.baselines.settings import device_of
from memory_maze.baselines.threads import threads
from memory_maze.baselines.versions import machine
from memory_maze.machine import cores
from memory_maze.scenario.digests import digest

ROW_STEPS, ROW_SHARE = 5_000, 0.02
"""Control steps between two rows of the curve, at least: a number, and a share of those so far, so that a short run has
rows and a long one not too many."""


@dataclass(frozen=True)
class Plan:
    """What is to be trained."""

    source: str
    """What the scenario is called."""
    task: Task
    """What is played."""
    size: Size = "small"
    seed: int = 0
    """Where the random numbers of the weights, the mazes and the actions begin."""
    changes: Mapping[str, Any] | None = None
    """Settings that are not those of the size, by field."""
    threads: int | None = None
    """How many compute, step and draw; by default one a core. The exact weights depend on it."""
    device: str | None = None
    """Where the network computes, "cpu" or "cuda"; by default on a GPU where there is one."""


class Trainer:
    """An agent, its mazes, and all that it needs to go on."""

    def __init__(self, plan: Plan, settings: Settings, threads: int, device: str) -> None:
        """Begins at step 0."""
        self.settings, self.seed = settings, plan.seed
        task = as_seen(plan.task)
        self.mazes = open_mazes(task, settings.mazes, settings.segment, threads)
        side = scenarios_of(task)[0].camera.resolution
        self.network = new_network(settings, side, plan.seed).to(device)
        weights = self.network.parameters()
        self.optimizer = torch.optim.Adam(weights, settings.learning_rate, eps=settings.adam_epsilon)
        self.random = torch.Generator().manual_seed(plan.seed)
        self.segment = Segment.empty(settings.segment, side, self.network.memory.empty(settings.mazes))
        self.tally = Tally(np.zeros(settings.mazes))

    def begin(self) -> None:
        """Begins the first episodes."""
        seeds = first_seeds(self.seed, self.settings.mazes)
        self.mazes.envs.reset(seed=seeds, out=self.segment.images[0].numpy())

    def advance(self) -> None:
        """Plays a segment and learns from it."""
        began, tally, segment = time.monotonic(), self.tally, self.segment
        late = self.mazes.late(tally.segments)
        if late is not None:
            self.mazes.envs.reset(options={"reset_mask": late}, out=segment.images[0].numpy())
            segment.begins[0, torch.from_numpy(late)] = True
            tally.running[late] = 0.0
        state = play(self.network, self.mazes, segment, tally, self.random)
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.learning_rate_at(tally.steps)
        with tally.timed("learning"):
            tally.losses.extend(learn(self.network, self.optimizer, segment, self.settings, self.random))
        segment.go_on(state)
        tally.segments += 1
        tally.stage = getattr(self.mazes.envs, "stage", None)
        tally.clock += time.monotonic() - began

    def save(self, run: Path) -> None:
        """Writes a checkpoint, from which everything goes on as if nothing had been."""
        rows = {name: getattr(self.segment, name)[0].clone() for name in ("images", "actions", "rewards", "begins")}
        rest = {
            "optimizer": self.optimizer.state_dict(),
            "random": self.random.get_state(),
            "mazes": self.mazes.envs.get_state(),
            "rows": rows,
            "state": self.segment.state,
            "tally": self.tally,
        }
        runs.write_state(run, self.network.state_dict(), rest)

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Goes on from a checkpoint of the same run."""
        self.network.load_state_dict(kept["weights"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.random.set_state(kept["random"])
        self.mazes.envs.set_state(kept["mazes"])
        for name, row in kept["rows"].items():
            getattr(self.segment, name)[0] = row
        self.segment.state.copy_(kept["state"])
        self.tally = kept["tally"]


def train(
    plan: Plan, run: Path, steps: int, resume: bool = False, report: Callable[[Tally], None] = lambda tally: None
) -> Tally:
    """Trains an agent until it has played so many control steps; returns what came of it.

    Args:
      plan: what is trained.
      run: the folder of the run, which is made.
      steps: of all mazes together, from the beginning of the run; whole segments are played.
      resume: go on with the run in that folder if there is one, with its own settings.
      report: is told after each segment.

    Raises:
      TrainingError: there is a run already, or none that can go on; or settings are wrong.
    """
    count, device = plan.threads or cores(), device_of(plan.device)
    is_there = runs.is_begun(run, resume)
    settings = _settings_of(run, plan) if is_there else make_settings(plan.size, plan.changes)
    with threads(count):
        trainer = Trainer(plan, settings, count, device)
        kept = runs.read_checkpoint(run)
        if kept is None:
            facts = {**_facts(plan), "settings": settings.model_dump(), **machine(count, device)}
            runs.write_config(run, KIND, facts)
            trainer.begin()
        else:
            trainer.restore(kept)
        tally = trainer.tally
        try:
            learn_until(
                steps,
                trainer,
                run,
                advances=_advances(trainer, steps),
                is_row_due=lambda last: tally.steps - last >= max(ROW_STEPS, ROW_SHARE * last),
                report=report,
            )
        finally:
            trainer.mazes.envs.close()
        return tally


def _advances(trainer: Trainer, steps: int) -> Iterator[None]:
    while trainer.tally.steps < steps:
        trainer.advance()
        yield


def _facts(plan: Plan) -> dict[str, Any]:
    """What a run is told apart by, but for its settings."""
    scenarios = scenarios_of(as_seen(plan.task))
    digests = [digest(scenario) for scenario in scenarios]
    return {"scenario": plan.source, "digests": digests, "side": scenarios[0].camera.resolution, "seed": plan.seed}


def planned_settings(there: Mapping[str, Any], plan: Plan) -> Settings:
    """The settings of a run, with what a plan changes."""
    return checked({**there["settings"], "size": plan.size, **(plan.changes or {})})


def differences(there: Mapping[str, Any], plan: Plan) -> dict[str, bool]:
    """What tells a run's task from others, in words, and whether it is not what was planned."""
    planned, words = _facts(plan), {"digests": "other scenarios", "seed": "another seed"}
    return {word: there[name] != planned[name] for name, word in words.items()}


def _settings_of(run: Path, plan: Plan) -> Settings:
    """Those of a run that is to go on.

    Raises:
      TrainingError: it is not the run that was planned.
    """
    there = runs.read_config(run, KIND, FACTS)
    settings = checked(there["settings"])
    runs.refuse_another(run, {**differences(there, plan), "other settings": settings != planned_settings(there, plan)})
    return settings
