"""Which scenarios there are. A name is a path in the catalogue without `.yaml`; listing opens no file."""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Iterator
from pathlib import Path

from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.suggestions import did_you_mean

SEARCH_PATH_VARIABLE = "MEMORY_MAZE_PATH"
"""Environment variable: folders of scenarios, searched before the shipped one."""

CLASSIC = "classic/"
"""The folder whose scenarios have Gymnasium IDs of the published benchmark."""


def shipped_folder() -> Path:
    """The folder of the scenarios that come with the package."""
    spec = importlib.util.find_spec("memory_maze_scenarios")
    if spec is None or not spec.submodule_search_locations:
        raise ScenarioError("the shipped scenarios are not installed; install memory-maze-scenarios again")
    return Path(next(iter(spec.submodule_search_locations)))


def search_path() -> tuple[Path, ...]:
    """The folders that are searched, in order."""
    given = os.environ.get(SEARCH_PATH_VARIABLE, "").split(os.pathsep)
    return (*(Path(folder).expanduser() for folder in given if folder), shipped_folder())


def names() -> tuple[str, ...]:
    """The names of all scenarios, each once, numbers in counting order."""
    found = {name for folder in search_path() for name in _names_in(folder)}
    return tuple(sorted(found, key=_counting_order))


def find(name: str) -> Path:
    """The file of a scenario.

    Raises:
      ScenarioError: there is no such scenario.
    """
    if all(part not in ("", ".", "..") for part in name.split("/")) and "\0" not in name:
        for folder in search_path():
            file = folder / f"{name}.yaml"
            if os.path.isfile(file):
                return file
    known = names()
    tails = {known_name.rsplit("/", 1)[-1]: known_name for known_name in known}
    suggestion = f"; did you mean {tails[name]!r}?" if name in tails else did_you_mean(name, known)
    raise ScenarioError(f"there is no scenario {name!r}{suggestion or '; `memory-maze list` shows all'}")


def gymnasium_id(name: str) -> str:
    """The benchmark's ID of a classic scenario: `classic/9x9-Vis` is `MemoryMaze-9x9-Vis-v0`.

    Raises:
      ValueError: the scenario is not a classic one.
    """
    if not name.startswith(CLASSIC):
        raise ValueError(f"{name!r} is no classic scenario; make it by MemoryMaze/Scenario-v0 with scenario={name!r}")
    return f"MemoryMaze-{name.removeprefix(CLASSIC)}-v0"


def classic_ids() -> dict[str, str]:
    """Gymnasium ID to name, for every shipped classic scenario."""
    folder = shipped_folder() / CLASSIC
    classic = sorted((f"{CLASSIC}{name}" for name in _names_in(folder)), key=_counting_order)
    return {gymnasium_id(name): name for name in classic}


def _names_in(folder: Path) -> Iterator[str]:
    """Only what `find` accepts: neither dangling links nor pipes."""
    for place, subfolders, files in os.walk(folder):
        subfolders[:] = [name for name in subfolders if not name.startswith((".", "__"))]
        for file in files:
            path = Path(place, file)
            if file.endswith(".yaml") and not file.startswith(".") and os.path.isfile(path):
                yield path.relative_to(folder).with_suffix("").as_posix()


def _counting_order(name: str) -> list[tuple[str, int]]:
    return [(text, int(digits or 0)) for text, digits in re.findall(r"(\D*)(\d*)", name)]
