"""A run's folder: `config.json` says what is trained, `weights.pt` is the agent, `checkpoint.pt` lets it go on."""

from __future__ import annotations

import io
import json
import pickle
import platform
import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import torch

from memory_maze.baselines.online.errors import TrainingError
from memory_maze.files import write_whole

CONFIG, WEIGHTS, CHECKPOINT = "config.json", "weights.pt", "checkpoint.pt"

KIND = "online"
"""What `config.json` says its agent is; the word of `tables.TRAINED` that plays it."""

_PACKAGES = ("memory-maze-scenarios", "torch", "numpy", "gymnasium", "numba", "mujoco")


def write_config(run: Path, facts: Mapping[str, Any]) -> None:
    """Says what is trained, and on what; adds versions to the facts."""
    versions = {name: _version(name) for name in _PACKAGES}
    told = {"agent": KIND, **facts, "python": platform.python_version(), "packages": versions}
    write_whole(run / CONFIG, (json.dumps(told, indent=2) + "\n").encode())


def read_config(run: Path) -> dict[str, Any]:
    """What `write_config` wrote.

    Raises:
      TrainingError: it is not there, or no JSON.
    """
    try:
        facts: dict[str, Any] = json.loads((run / CONFIG).read_text())
        facts["settings"], facts["digests"], facts["side"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{run} has no {CONFIG} of a training run ({error}); name the folder of one") from None
    return facts


def write_state(run: Path, weights: Mapping[str, Any], rest: Mapping[str, Any]) -> None:
    """Writes a checkpoint: the agent for whoever plays it, and all that there is, for going on."""
    for name, state in ((CHECKPOINT, {"weights": weights, **rest}), (WEIGHTS, weights)):
        data = io.BytesIO()
        torch.save(state, data)
        write_whole(run / name, data.getvalue())


def read_checkpoint(run: Path) -> dict[str, Any] | None:
    """All that there is, for going on; None where there is nothing yet. It is a pickle: read your own alone.

    Raises:
      TrainingError: it cannot be read.
    """
    return _read(run / CHECKPOINT, weights_only=False) if (run / CHECKPOINT).exists() else None


def read_weights(run: Path) -> dict[str, Any]:
    """The agent. Nothing that is in the file is run.

    Raises:
      TrainingError: it is not there, or cannot be read.
    """
    return _read(run / WEIGHTS, weights_only=True)


def _read(file: Path, weights_only: bool) -> dict[str, Any]:
    try:
        state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=weights_only)
    except FileNotFoundError:
        raise TrainingError(f"{file} is not there yet; wait a minute, or train longer") from None
    except (OSError, RuntimeError, EOFError, pickle.UnpicklingError, zipfile.BadZipFile) as error:
        raise TrainingError(f"{file} cannot be read: {error}; train again, into another folder") from None
    return state


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
