"""Agents that somebody trained: a folder with a training run is the name of a policy."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from memory_maze.agents.errors import UnknownPolicyError
from memory_maze.tables import TRAINED

CONFIG = "config.json"
"""The file of a run that says by the word `agent` what plays it."""


def trained_factory(name: str) -> Callable[..., Any] | None:
    """What makes a policy of a training run; nothing is loaded.

    Args:
      name: the run's folder, and behind a colon how it is played, if the kind of agent knows several ways.

    Returns:
      A function of a scenario and a seed; None where there is no such folder.

    Raises:
      UnknownPolicyError: the folder does not say what plays it.
    """
    target, colon, how = (name, "", "") if _is_run(name) else name.rpartition(":")
    if not _is_run(target):
        return None
    return functools.partial(TRAINED.get(_kind(Path(target))), Path(target), how if colon else None)


def _is_run(name: str) -> bool:
    return bool(name) and "\0" not in name and (Path(name) / CONFIG).is_file()


def _kind(folder: Path) -> str:
    try:
        kind = json.loads((folder / CONFIG).read_bytes())["agent"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        words = f"{type(error).__name__}: {error}"
        raise UnknownPolicyError(f"{folder / CONFIG} does not name an agent ({words}); name a training run") from None
    if not isinstance(kind, str) or kind not in TRAINED:
        known = ", ".join(TRAINED.all_words())
        raise UnknownPolicyError(f"{folder} has an agent {kind!r}, which nothing here plays; there are {known}")
    return kind
