"""Which scenarios there are. A name is a path in the catalogue without its ending; listing opens no file."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from memory_maze.scenario.errors import ScenarioError
from memory_maze.suggestions import nearest

SEARCH_PATH_VARIABLE = "MEMORY_MAZE_PATH"
"""Environment variable: folders of scenarios, searched before the shipped one."""

ENDINGS = (".yaml", ".yml")
"""How the names of scenario files end, in small or capital letters."""

CLASSIC = "classic/"
"""The folder whose scenarios have Gymnasium IDs of the published benchmark."""


MEMBERS = "members.json"
"""The file, beside the shipped scenarios, of the members of each shipped family: read in place of the families."""

_ID = re.compile(r"(?:memory_maze:)?MemoryMaze-(.+)-v0")
_ID_OF_ANY = "MemoryMaze/Scenario-v0"


def is_scenario_file(name: str) -> bool:
    """Whether a file's name ends as those of scenarios do."""
    return name.lower().endswith(ENDINGS)


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


def lost_folders() -> tuple[str, ...]:
    """One sentence for each folder of the environment variable that cannot be searched."""
    unusable = (
        folder for folder in search_path()[:-1] if not (folder.is_dir() and os.access(folder, os.R_OK | os.X_OK))
    )
    return tuple(
        f"{SEARCH_PATH_VARIABLE} names {str(folder)!r}, which {'cannot be read' if folder.is_dir() else 'is no folder'}"
        for folder in dict.fromkeys(unusable)
    )


def path_in_catalogue(file: str) -> str:
    """A file as short as people know it: a shipped one by its path in the catalogue, another as it is."""
    try:
        return Path(file).absolute().relative_to(shipped_folder().absolute()).as_posix()
    except (ValueError, OSError):
        return file


def names() -> tuple[str, ...]:
    """The names of all scenarios, each once, numbers in counting order."""
    found = {name for folder in search_path() for name in _names_in(folder)}
    return tuple(sorted(found, key=_counting_order))


def find(name: str, beside: Path = Path()) -> Path:
    """The file of a scenario.

    Args:
      name: in the catalogue, such as `classic/9x9`, or a Gymnasium ID of the benchmark, such as `MemoryMaze-9x9-v0`.
      beside: a folder whose files the error may suggest.

    Raises:
      ScenarioError: there is no such scenario, or two files have its name.
    """
    identified = _ID.fullmatch(name)
    wanted = name if identified is None else f"{CLASSIC}{identified[1]}"
    if all(part not in ("", ".", "..") for part in wanted.split("/")) and "\0" not in wanted:
        for folder in search_path():
            files = _files_named(folder, wanted)
            if len(files) > 1:
                raise ScenarioError(f"{wanted!r} could be {_either(files, folder)}; rename or remove one of them")
            if files:
                return files[0]
    raise ScenarioError(f"there is no scenario {name!r}{_suggestion(wanted, beside)}")


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


@cache
def shipped_members() -> dict[str, tuple[str, ...]]:
    """The names of the members of each shipped family, by the family's name."""
    content = json.loads((shipped_folder() / MEMBERS).read_text(encoding="utf-8"))
    return {family: tuple(members) for family, members in content.items()}


def member_ids() -> dict[str, str]:
    """Gymnasium ID to name, for every member of a shipped family: `MemoryMaze/families.sizes.13-v0` to
    `families/sizes#13`."""
    return {
        f"MemoryMaze/{family.replace('/', '.')}.{member}-v0": f"{family}#{member}"
        for family, members in shipped_members().items()
        for member in members
    }


def meant_by(name: str) -> str:
    """The member of a shipped family that a Gymnasium ID stands for; any other text as it is."""
    return member_ids().get(name.removeprefix("memory_maze:"), name) if name.endswith("-v0") else name


def _suggestion(name: str, beside: Path) -> str:
    if name == _ID_OF_ANY:
        return ": that ID takes any; name one, such as classic/9x9"
    if own := next((file for end in ENDINGS if _is_file(file := beside / f"{name}{end}")), None):
        text = os.path.relpath(own, beside)
        return f"; did you mean './{text}'?"
    known = names()
    tails = {known_name.rsplit("/", 1)[-1]: known_name for known_name in known}
    near = nearest(name, known) or tails.get(nearest(name, tails) or "") or nearest(name, member_ids())
    hint = f"; did you mean {near!r}?" if near else "; `memory-maze list` shows all"
    return "".join([hint, *(f"; {sentence}" for sentence in lost_folders())])


def _names_in(folder: Path) -> Iterator[str]:
    """Only what `find` accepts: neither dangling links nor pipes."""
    for place, subfolders, files in os.walk(folder):
        subfolders[:] = [name for name in subfolders if not name.startswith((".", "__"))]
        for file in files:
            path = Path(place, file)
            if _name_of(file) is not None and os.path.isfile(path):
                yield path.relative_to(folder).with_suffix("").as_posix()


def _files_named(folder: Path, name: str) -> list[Path]:
    """The files of a folder of the search path that have a name: more than one if only their endings differ."""
    place, _, last = name.rpartition("/")
    try:
        found = [entry.path for entry in os.scandir(folder / place) if _name_of(entry.name) == last]
    except OSError:
        return []
    return sorted(Path(file) for file in found if os.path.isfile(file))


def _name_of(file: str) -> str | None:
    """The last part of a scenario's name; None for other files, and for hidden ones."""
    return os.path.splitext(file)[0] if is_scenario_file(file) and not file.startswith(".") else None


def _is_file(file: Path) -> bool:
    return "\0" not in str(file) and os.path.isfile(file)


def _either(files: list[Path], folder: Path) -> str:
    return " or ".join(repr(file.relative_to(folder).as_posix()) for file in files)


def _counting_order(name: str) -> list[tuple[str, int]]:
    return [(text, int(digits or 0)) for text, digits in re.findall(r"(\D*)(\d*)", name)]
