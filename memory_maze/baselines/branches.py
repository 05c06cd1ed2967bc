"""A run that goes on in another folder, with other settings."""

from __future__ import annotations

from pathlib import Path

from memory_maze.baselines import runs
from memory_maze.baselines.errors import TrainingError
from memory_maze.baselines.online.config import FACTS, KIND, checked
from memory_maze.baselines.online.training import Plan, differences, planned_settings
from memory_maze.baselines.settings import device_of
from memory_maze.baselines.versions import machine
from memory_maze.files import write_whole
from memory_maze.machine import cores
from memory_maze.results.curves import CURVE

FREE = (
    *("objective", "passes", "parts", "learning_rate", "anneal", "largest_gradient", "discount", "trace", "clip"),
    *("entropy", "value_weight", "precision"),
)
"""Settings that may change on the way; the others shape what has been learnt, or what is being played."""


def branch(start: Path, run: Path, plan: Plan) -> None:
    """Makes a folder from which `training.train` goes on, with `resume`, where another run is.

    Args:
      start: the folder of the other run, which stays as it is.
      run: the new folder.
      plan: the same task and seed as there; its changes are settings of `FREE`.

    Raises:
      TrainingError: there is a run in the new folder, none in the other one, or it is of another task, or a setting
        cannot change, or there is no such device; nothing is written then.
    """
    runs.is_begun(run, resume=False)
    there = runs.read_config(start, KIND, FACTS)
    runs.refuse_another(start, differences(there, plan), "name the same, or begin a new run")
    before, after = checked(there["settings"]), planned_settings(there, plan)
    changed = [name for name in type(before).model_fields if getattr(before, name) != getattr(after, name)]
    fixed = [name for name in changed if name not in FREE]
    if fixed:
        raise TrainingError(f"{fixed[0]} cannot change on the way; only {', '.join(FREE)} can. Begin a new run")
    kept = runs.read_checkpoint(start)
    if kept is None:
        raise TrainingError(f"{start} has nothing to go on from yet; wait a minute, or train longer")
    here = machine(plan.threads or cores(), device_of(plan.device))
    for name in (CURVE, runs.WEIGHTS, runs.CHECKPOINT):
        if (start / name).exists():
            write_whole(run / name, (start / name).read_bytes())
    begun = {"from": start.name, "env_steps": kept["tally"].steps}
    # Last: before it is there, there is no run.
    runs.write_config(run, KIND, {**there, "settings": after.model_dump(), **here, "begun": begun})
