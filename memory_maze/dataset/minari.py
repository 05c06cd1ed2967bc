"""Exporting to Minari (extra `minari`), so that what reads Minari's datasets reads these. Pictures stay as they are."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import platform
import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from memory_maze.api import make
from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.entries import OBSERVED, entries, recorded
from memory_maze.dataset.place.recipe import Recipe
from memory_maze.dataset.reading.dataset import Dataset, Recording, Split

try:
    import minari
    from minari.data_collector import EpisodeBuffer
    from minari.namespace import NAMESPACE_METADATA_FILENAME
    from minari.storage.datasets_root_dir import get_dataset_path
except ImportError as error:
    raise DatasetError(f"Minari is not installed ({error}); pip install 'memory-maze-scenarios[minari]'") from None

AT_ONCE = 8
"""Trajectories that are handed over together."""

NAMESPACE = "memory-maze"

ROOM = 1.1
"""How many times the size of all arrays, which Minari does not compress, must be free on the disk."""

_TAKEN = "Minari has a dataset '{}' already; remove it, or export under another name"

_AUTHOR = f"memory-maze-scenarios {version('memory-maze-scenarios')}"
"""The author that a dataset names: a program, for who ran it is not known."""

_ROOT = "MINARI_DATASETS_PATH"
"""Minari's environment variable for where its datasets are."""


def export(dataset: Dataset, name: str, report: Callable[[int, int], None] | None = None) -> list[str]:
    """Writes each split as a Minari dataset, where Minari keeps them (`MINARI_DATASETS_PATH`).

    An observation is a dictionary of all keys; a discrete action is its number; the last step of an episode is
    truncated unless the task ended it. The environment that Minari recovers is the dataset's scenario, observed so.
    The splits appear together, at the end.

    Args:
      dataset: that `generate` made.
      name: the datasets are called `memory-maze/NAME/SPLIT-v0`.
      report: called with the number of trajectories that are written, and of all.

    Returns:
      Their names.

    Raises:
      DatasetError: the dataset has no recipe, is not complete or damaged; the name cannot be, or is taken; there is
        not enough room.
      OSError: Minari's folder cannot be written. In every case nothing is left behind.
    """
    recipe, total = _checked(dataset)
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        raise DatasetError(f"a Minari dataset cannot be called {name!r}; give it a name of letters, digits, - and _")
    names = {part: f"{NAMESPACE}/{name}/{part}-v0" for part, split in dataset.items() if len(split)}
    known = minari.list_local_datasets()
    for one in names.values():
        if one in known:
            raise DatasetError(_TAKEN.format(one))
    root = folder()
    _require_room(root, recipe)
    _clear_killed(root)
    staging = root.with_name(f"{root.name}.export-{platform.node()}-{os.getpid()}")
    done = 0
    try:
        with _naming(root), _minari_at(staging):
            for part, one in names.items():
                for count in _write(dataset[part], recipe, one):
                    done += count
                    if report is not None:
                        report(done, total)
        with _naming(root):
            _move(staging, root, [NAMESPACE, f"{NAMESPACE}/{name}"], list(names.values()))
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        with contextlib.suppress(OSError):
            # Minari made it, and there is nothing in it if nothing was exported.
            root.rmdir()
    return list(names.values())


def folder() -> Path:
    """Where Minari keeps its datasets.

    Raises:
      OSError: it cannot be made.
    """
    return Path(get_dataset_path())


@contextlib.contextmanager
def _naming(root: Path) -> Iterator[None]:
    """Lets an error of writing name the folder: HDF5 names nothing, and what it says takes three lines."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise DatasetError(f"{root}: cannot be written: {str(error).partition(chr(10))[0]}") from None
        reason = f"cannot be written: {os.strerror(error.errno)}"
        raise OSError(error.errno, reason, str(root)) from None


def _clear_killed(root: Path) -> None:
    """Removes what exports on this machine left behind that were killed."""
    if os.name != "posix":
        return
    begin = f"{root.name}.export-{platform.node()}-"
    for folder in root.parent.glob(f"{glob.escape(begin)}*"):
        process = folder.name.removeprefix(begin)
        if process.isdigit() and not _is_alive(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _checked(dataset: Dataset) -> tuple[Recipe, int]:
    """The recipe of a complete dataset, and how many trajectories it has."""
    if dataset.recipe is None:
        raise DatasetError("a plain folder of trajectories does not say what they were made from; export a dataset")
    total = sum(len(split) for split in dataset.values())
    if total < dataset.recipe.episodes:
        raise DatasetError(
            f"{total} of the dataset's {dataset.recipe.episodes} trajectories are there; generate again to complete it"
        )
    return dataset.recipe, total


def _require_room(root: Path, recipe: Recipe) -> None:
    rows = sum(entry.row_bytes for entry in entries(recipe.scenario))
    wanted, free = int(ROOM * rows * (recipe.steps + 1) * recipe.episodes), shutil.disk_usage(root).free
    if wanted > free:
        raise DatasetError(
            f"{root} has room for {free / 1e6:.0f} MB and not for {wanted / 1e6:.0f}: Minari compresses nothing"
        )


@contextlib.contextmanager
def _minari_at(folder: Path) -> Iterator[None]:
    """Lets Minari keep its datasets in another folder for a while."""
    before = os.environ.get(_ROOT)
    os.environ[_ROOT] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_ROOT]
        else:
            os.environ[_ROOT] = before


def _move(staging: Path, root: Path, namespaces: list[str], names: list[str]) -> None:
    """Puts finished datasets where Minari looks for them."""
    for namespace in namespaces:
        (root / namespace).mkdir(parents=True, exist_ok=True)
        facts = root / namespace / NAMESPACE_METADATA_FILENAME
        if not facts.exists():
            os.replace(staging / namespace / NAMESPACE_METADATA_FILENAME, facts)
    for one in names:
        try:
            os.rename(staging / one, root / one)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            raise DatasetError(_TAKEN.format(one)) from None


def _write(split: Split, recipe: Recipe, name: str) -> Iterator[int]:
    """Writes one split; yields how many trajectories have been added."""
    env = make(recorded(recipe.scenario))
    target: Any = None
    for begin in range(0, len(split), AT_ONCE):
        portion = list(split[begin : begin + AT_ONCE])
        buffers = [buffer for recording in portion for buffer in _buffers(recording)]
        if target is None:
            with warnings.catch_warnings():
                # Minari would like to be told a link and what to evaluate in.
                warnings.simplefilter("ignore")
                target = minari.create_dataset_from_buffers(
                    name,
                    buffers,
                    env=env,
                    algorithm_name=recipe.policy,
                    author=_AUTHOR,
                    description=recipe.scenario.summary,
                    jpeg_encoding=False,
                )
        else:
            target.update_dataset_from_buffer(buffers)
        yield len(portion)
    env.close()


def _buffers(recording: Recording) -> Iterator[EpisodeBuffer]:
    """The episodes of a trajectory: one, unless the task ended some before their time."""
    begins = [*np.flatnonzero(recording["reset"]).tolist(), recording.length]
    for begin, end in pairwise(begins):
        action, terminal = recording["action"][begin + 1 : end], recording["terminal"][begin + 1 : end]
        if not len(action):
            # The trajectory was full just after an episode had begun.
            continue
        ended = np.zeros(len(action), np.bool_)
        ended[-1] = not terminal[-1]
        yield EpisodeBuffer(
            seed=recording.line.seed if recording.line is not None else None,
            observations={key: recording[key][begin:end] for key in OBSERVED},
            actions=action.argmax(axis=1) if action.shape[1] != 2 else action,
            rewards=recording["reward"][begin + 1 : end],
            terminations=terminal,
            truncations=ended,
            infos={},
        )
