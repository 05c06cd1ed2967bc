"""What may be read: the catalogue, and the files and folders that were named when the server was started.

Whoever asks names a scenario or a trajectory by a name in a list that is made here, and never by a path.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memory_maze.dataset.files.formats import stem_of
from memory_maze.dataset.place.games import MARK
from memory_maze.dataset.place.metadata import ABOUT
from memory_maze.files import write_once, write_whole
from memory_maze.scenario import catalogue
from memory_maze.scenario.documents.contents import reading_only
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.families.words import SIGN
from memory_maze.web.errors import NotAllowedError, NotThereError

DEPTH = 4
"""Folders below a given one in which datasets are looked for."""

MOST_FILES = 2000
"""Scenario files of a folder that are listed."""

_OWN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.ya?ml")
"""What a file may be called that a page saves."""


@dataclass(frozen=True)
class Places:
    """What was named on the command line, sorted by what it is."""

    files: tuple[Path, ...] = ()
    """Scenario files."""
    folders: tuple[Path, ...] = ()
    """Folders of scenarios, into which pages may save."""
    datasets: tuple[Path, ...] = ()
    """Datasets, folders of trajectories and single trajectories."""
    named: tuple[str, ...] = ()
    """Scenarios of the catalogue, shown first."""
    record: Path | None = None
    """The folder that games are recorded into; None: they are not."""

    @property
    def readable(self) -> tuple[Path, ...]:
        """All folders that documents may reach."""
        beside = (file.parent for file in self.files)
        return tuple(dict.fromkeys((*catalogue.search_path(), *self.folders, *beside)))


def sorted_out(arguments: Sequence[str], record: Path | None = None) -> Places:
    """Finds out what each argument is.

    Args:
      arguments: names in the catalogue, scenario files, folders, datasets, files of trajectories.
      record: where games are recorded, if they are.

    Raises:
      ScenarioError: one of them is nothing of all that.
    """
    files: list[Path] = []
    folders: list[Path] = []
    sets: list[Path] = []
    named: list[str] = []
    for argument in arguments:
        path = Path(argument)
        if os.path.isdir(argument):
            (sets if is_dataset_folder(path) else folders).append(path)
        elif os.path.isfile(argument) and catalogue.is_scenario_file(argument):
            files.append(path)
        elif os.path.isfile(argument) and stem_of(argument) is not None:
            sets.append(path)
        else:
            catalogue.find(catalogue.meant_by(argument).partition(SIGN)[0])
            named.append(catalogue.meant_by(argument))
    return Places(tuple(files), tuple(folders), tuple(sets), tuple(named), record)


def is_dataset_folder(folder: Path) -> bool:
    """Whether a folder holds a dataset, or files of trajectories, in itself or in the folders right below it."""
    if is_described(folder):
        return True
    inside = [folder, *(one for one in _listed(folder) if one.is_dir() and not one.name.startswith("."))]
    return any(stem_of(file.name) is not None or file.name == MARK for one in inside for file in _listed(one))


def is_described(folder: Path) -> bool:
    """Whether a folder is one that says itself what its trajectories are."""
    return any((folder / name).is_file() for name in (ABOUT, MARK))


def scenario_files(places: Places) -> dict[str, Path]:
    """The scenario files that were given or lie in given folders, by the name that pages know them by."""
    found = {file.name: file for file in places.files if file.is_file()}
    for folder in places.folders:
        for file in _scenarios_below(folder):
            found.setdefault(f"{_called(folder)}/{file.relative_to(folder).as_posix()}", file)
    return found


def file_of(places: Places, name: str) -> Path:
    """The file of a scenario, of the catalogue or given.

    Raises:
      NotThereError: there is none of that name.
    """
    own = scenario_files(places)
    if name in own:
        return own[name]
    try:
        return catalogue.find(name)
    except ScenarioError as error:
        raise NotThereError(str(error)) from None


def datasets(places: Places) -> dict[str, Path]:
    """The datasets and trajectories that were given or lie in given folders, by the name that pages know them by."""
    found: dict[str, Path] = {}
    if places.record is not None and is_dataset_folder(places.record):
        found[_called(places.record)] = places.record
    for given in places.datasets:
        found.setdefault(_called(given), given)
    for folder in places.folders:
        for below in _datasets_below(folder, DEPTH):
            found.setdefault(f"{_called(folder)}/{below.relative_to(folder).as_posix()}", below)
    return found


def dataset_of(places: Places, name: str) -> Path:
    """A dataset's folder, or a trajectory's file.

    Raises:
      NotThereError: there is none of that name.
    """
    known = datasets(places)
    if name not in known:
        raise NotThereError(f"there is no dataset {name!r} among those that were given")
    return known[name]


@contextlib.contextmanager
def fenced(places: Places) -> Iterator[None]:
    """Keeps documents, and whatever they name, within what may be read."""
    with reading_only(places.readable):
        yield


def save(places: Places, folder: str, name: str, text: str, *, replace: bool) -> Path:
    """Saves a document as a file of one's own.

    Args:
      places: what was given.
      folder: the name of a given folder.
      name: of the file in it, with its ending.
      text: of the document.
      replace: whether a file that is there goes.

    Raises:
      NotThereError: no such folder was given.
      NotAllowedError: a file cannot be called so, is there already, or is a link.
      OSError: it cannot be written.
    """
    given = own_folders(places)
    if folder not in given:
        raise NotThereError(f"there is no folder {folder!r} among those that were given")
    if not _OWN.fullmatch(name):
        raise NotAllowedError("a file's name has letters, digits, . - and _, and ends in .yaml; choose another name")
    file = given[folder] / name
    if file.is_symlink() or file.is_dir():
        raise NotAllowedError(f"{name} is a link or a folder; choose another name")
    try:
        (write_whole if replace else write_once)(file, text.encode())
    except FileExistsError:
        raise NotAllowedError(f"there is a file {name} already; choose another name, or replace it") from None
    return file


def own_folders(places: Places) -> Mapping[str, Path]:
    """The folders that pages may save into, by name."""
    return {_called(folder): folder for folder in places.folders}


def _called(path: Path) -> str:
    return path.name or path.absolute().name or "folder"


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _scenarios_below(folder: Path) -> list[Path]:
    """Hidden files and folders belong to other tools; links may lead anywhere."""
    found: list[Path] = []
    for place, subfolders, names in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        files = (Path(place, name) for name in sorted(names) if catalogue.is_scenario_file(name))
        found += [file for file in files if not file.name.startswith(".") and not file.is_symlink()]
        if len(found) >= MOST_FILES:
            break
    return found[:MOST_FILES]


def _datasets_below(folder: Path, depth: int) -> Iterator[Path]:
    for one in _listed(folder):
        if one.name.startswith(".") or one.is_symlink() or not one.is_dir():
            continue
        if is_dataset_folder(one):
            yield one
        elif depth > 1:
            yield from _datasets_below(one, depth - 1)
