"""A run's folder: `config.json` says what is trained, `weights.pt` what was learnt, `checkpoint.pt` lets it go on."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch

from memory_maze.agents.trained import CONFIG
from memory_maze.baselines.errors import TrainingError
from memory_maze.baselines.versions import versions
from memory_maze.dataset.place.metadata import ABOUT
from memory_maze.files import write_whole

WEIGHTS, CHECKPOINT = "weights.pt", "checkpoint.pt"


def is_begun(run: Path, resume: bool) -> bool:
    """Whether there is a run in a folder, which is to go on then.

    Raises:
      TrainingError: there is one, and it is not to go on; or there is a dataset.
    """
    if (run / ABOUT).exists():
        raise TrainingError(f"{run} holds a dataset; choose another folder")
    found = (run / CONFIG).exists()
    if found and not resume:
        raise TrainingError(f"{run} has a run already; add --resume, or choose another folder")
    return found


def write_config(run: Path, kind: str, facts: Mapping[str, Any]) -> None:
    """Says what is trained, and on what.

    Args:
      run: the folder.
      kind: of what is trained, a word.
      facts: what else there is to say; versions are added.
    """
    told = {"agent": kind, **facts, **versions()}
    write_whole(run / CONFIG, (json.dumps(told, indent=2) + "\n").encode())


def read_config(run: Path, kind: str, needed: Iterable[str]) -> dict[str, Any]:
    """What `write_config` wrote.

    Args:
      run: the folder.
      kind: that it is to be of.
      needed: facts that are to be there.

    Raises:
      TrainingError: it is not there, no JSON, or of another kind.
    """
    try:
        facts: dict[str, Any] = json.loads((run / CONFIG).read_text())
        found, missing = facts["agent"], [name for name in needed if name not in facts]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{run} has no {CONFIG} of a training run ({error}); name the folder of one") from None
    if found != kind or missing:
        raise TrainingError(f"{run} is a run of {found!r}, and not all that one of {kind!r} is; name the folder of one")
    return facts


def refuse_another(
    run: Path, differences: Mapping[str, bool], advice: str = "name the same ones, or choose another folder"
) -> None:
    """Refuses to go on with a run that is not the one that was planned.

    Args:
      run: the folder of the run.
      differences: what may differ, in words, such as "another seed", and whether it does.
      advice: what to do then.

    Raises:
      TrainingError: something differs.
    """
    found = [words for words, differs in differences.items() if differs]
    if found:
        raise TrainingError(f"{run} was begun with {' and '.join(found)}; {advice}")


def write_state(run: Path, weights: Mapping[str, Any], rest: Mapping[str, Any]) -> None:
    """Writes a checkpoint: what was learnt for whoever uses it, and all that there is, for going on."""
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
    """What was learnt. Nothing that is in the file is run.

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
