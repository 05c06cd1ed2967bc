"""Games that people played: what is told of each, and the folder that they are kept in.

A folder of games has a folder for each scenario, `classic-9x9`, which holds `games.json`, `scenario.yaml` and a file a
game, `20261126T103000-3f9a12bc-1000.npz`: when it began, in UTC, four random bytes, and its steps. What is told of a
game stands in its own file, as the archive's comment. So nothing is shared by those who record at the same time.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.comments import comment_of, with_comment, without_comment
from memory_maze.dataset.files.contents import Content, InMemory, OnDisk
from memory_maze.dataset.place.metadata import SCENARIO, is_dataset, read_scenario
from memory_maze.dataset.place.stores import Folder, Store, open_store
from memory_maze.files import is_leftover
from memory_maze.scenario.digests import digest, digests
from memory_maze.scenario.documents.writing import to_yaml
from memory_maze.scenario.messages.sentences import first_fault
from memory_maze.scenario.schema import Scenario

MARK = "games.json"
"""The file that makes a folder one of games of one scenario."""

LAYOUT: Literal[1] = 1
"""The version of such a folder's layout."""

LONGEST_NAME = 60
"""Letters of a player's name, at most."""

_FILE = re.compile(r"(?P<game>\d{8}T\d{6}-[0-9a-f]{8})-(?P<steps>\d+)\.npz")


class About(BaseModel):
    """What `games.json` says."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    layout: Literal[1]
    name: str
    """What the scenario was called by whoever played it first, such as `classic/9x9`."""
    scenario: str
    """SHA-256 of the scenario, in the form of its `digest`."""


@dataclass(frozen=True)
class Game:
    """One game of a person, as far as it was played."""

    scenario: str
    """SHA-256 of the scenario, in the form of its `digest`."""
    player: str
    """The player's name; empty where none was given."""
    seed: Annotated[int, Field(ge=0, lt=2**32)]
    """The game is the first episode of this seed, as `reset(seed=...)` takes it."""
    steps: Annotated[int, Field(ge=1)]
    """Control steps."""
    total: Annotated[float, Field(alias="return", allow_inf_nan=False)]
    """The return."""
    whole: bool
    """Whether it was played to the episode's end; a partial game was left before."""
    helped: Annotated[int, Field(ge=0)]
    """Control steps whose action the person did not choose, but a policy or chance."""
    began: str
    """When, in UTC: `2026-11-26T10:30:00Z`."""
    seconds: Annotated[float, Field(ge=0.0, allow_inf_nan=False)]
    """Real seconds from the beginning to the last control step, pauses included."""
    version: str
    """The version of the package that it was played with."""
    drawn: dict[str, Any]
    """What the episode drew of its scenario, by dotted field; empty where nothing is drawn."""
    file: str = ""
    """Where the game is, as a path from the folder that was looked into."""
    name: str = ""
    """What the scenario is called in its folder."""

    @property
    def counts(self) -> bool:
        """Whether its return is a person's score: a whole episode, and every action the person's own."""
        return self.whole and not self.helped


_GAMES = TypeAdapter(Game)

_ELSEWHERE = ("file", "name")
"""What is not told in the game's own file."""


def sealed(archive: bytes, game: Game) -> bytes:
    """A trajectory's NPZ file, with what is told of the game in its comment, and a SHA-256 of both."""
    facts = {key: value for key, value in asdict(game).items() if key not in _ELSEWHERE}
    facts["return"] = facts.pop("total")
    return with_comment(archive, _text({**facts, "sha256": _seal(archive, facts)}))


def read_game(content: Content) -> Game | None:
    """What a file tells of its game; None where it is a trajectory of something else.

    Raises:
      DatasetError: the file is damaged, or cannot be read.
    """
    facts = _facts(content)
    return None if facts is None else _told(facts, content.name)


def is_intact(data: bytes) -> bool:
    """Whether a game's file has the SHA-256 that it tells."""
    content = InMemory(data)
    facts = _facts(content) or {}
    return facts.pop("sha256", None) == _seal(without_comment(data, comment_of(content)), facts)


def folders_of_games(store: Store) -> tuple[str, ...]:
    """The folders of a place that hold games of one scenario each; "" for the place itself."""
    return tuple(folder for folder in ("", *store.folders()) if MARK in store.sizes(folder))


def files_of_games(store: Store, folder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of files in one folder that games are read from, in the order in which they began, and of earlier states.

    Games are saved while they are played, under a name with more steps each time; who is killed between the two leaves
    the earlier file behind.
    """
    latest: dict[str, tuple[int, str]] = {}
    found = [match for name in store.sizes(folder) if (match := _FILE.fullmatch(name))]
    for match in found:
        state = int(match["steps"]), match[0]
        latest[match["game"]] = max(state, latest.get(match["game"], state))
    kept = sorted(name for _, name in latest.values())
    return tuple(kept), tuple(sorted({match[0] for match in found} - {*kept}))


def list_games(target: str | Store) -> list[Game]:
    """The games of a folder, scenario by scenario, in the order in which they began. Damaged files are left out.

    Args:
      target: a folder of games, or of games of one scenario, or a URL that fsspec understands.

    Returns:
      Nothing where there is no such folder yet.
    """
    store = open_store(target) if isinstance(target, str) else target
    games = []
    for folder in folders_of_games(store):
        about = read_about(store, folder)
        for file in (placed(folder, name) for name in files_of_games(store, folder)[0]):
            try:
                game = read_game(content_of(store, file))
            except DatasetError:
                continue
            if game is not None:
                games.append(replace(game, file=file, name=about.name))
    return games


def read_about(store: Store, folder: str) -> About:
    """What `games.json` of a folder says.

    Raises:
      DatasetError: it cannot be understood.
    """
    file = placed(folder, MARK)
    try:
        return About.model_validate_json(store.read(file))
    except ValidationError as error:
        raise DatasetError(
            f"{store.name}/{file}: {first_fault(error)}; put back what was there, or record into another folder"
        ) from None


def scenario_of_games(store: Store, folder: str) -> Scenario:
    """The scenario of a folder's games.

    Raises:
      DatasetError: it is missing, or not the one that `games.json` tells of.
      ScenarioError: it is not valid.
    """
    scenario, known = read_scenario(store, placed(folder, SCENARIO), "play --record")
    if read_about(store, folder).scenario not in known:
        raise DatasetError(f"{store.name}/{placed(folder, SCENARIO)} is not the scenario that {MARK} tells of")
    return scenario


def claim_games(store: Store, scenario: Scenario, name: str) -> str:
    """Makes or finds the folder for games of a scenario.

    Args:
      store: a folder of games, or of games of this scenario; empty, or new.
      scenario: what is played.
      name: what it is called, such as `classic/9x9` or `./mine.yaml`; the folder is named after it.

    Returns:
      The folder in the store; "" for the place itself.

    Raises:
      DatasetError: something else is there.
      OSError: it cannot be written.
    """
    if is_dataset(store):
        raise DatasetError(f"{store.name} is a dataset that was generated; record games into another folder")
    word, number = _as_folder(name), digest(scenario)
    for folder in ("",) if MARK in store.sizes() else (word, f"{word}-{number[:8]}"):
        if not all(is_leftover(one) for one in store.sizes(folder)) and MARK not in store.sizes(folder):
            continue
        about = About(layout=LAYOUT, name=name, scenario=number)
        # Of several who begin at the same time, one makes the folder its own.
        store.create(placed(folder, MARK), (about.model_dump_json(indent=2) + "\n").encode())
        if read_about(store, folder).scenario in digests(scenario):
            if SCENARIO not in store.sizes(folder):
                store.write(placed(folder, SCENARIO), to_yaml(scenario.model_dump(mode="json")).encode())
            return folder
    raise DatasetError(f"{store.name} holds other things than games of this scenario; record into another folder")


def placed(folder: str, name: str) -> str:
    """A file's path from a store's top."""
    return f"{folder}/{name}" if folder else name


def content_of(store: Store, file: str) -> Content:
    """A file's bytes, read from the disk as far as they are asked for."""
    return OnDisk(store.path / file, file) if isinstance(store, Folder) else InMemory(store.read(file), file)


def _as_folder(name: str) -> str:
    """`classic-9x9` of classic/9x9, `mine` of ./mine.yaml."""
    word = re.sub(r"\.ya?ml$", "", name)
    return "-".join(re.findall(r"[A-Za-z0-9_-]+", word))[-LONGEST_NAME:].strip("-") or "scenario"


def _facts(content: Content) -> dict[str, Any] | None:
    try:
        found = json.loads(comment_of(content) or "null")
    except (ValueError, RecursionError):
        raise DatasetError(f"{content.name}: what is told of the game is damaged") from None
    return found if isinstance(found, dict) and "player" in found else None


def _told(facts: Mapping[str, Any], file: str) -> Game:
    own = _text({key: value for key, value in facts.items() if key != "sha256"})
    try:
        return _GAMES.validate_json(own, strict=True)
    except ValidationError as error:
        raise DatasetError(f"{file}: what is told of the game is damaged: {first_fault(error)}") from None


def _text(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts).encode()


def _seal(archive: bytes, facts: Mapping[str, Any]) -> str:
    return hashlib.sha256(archive + _text(facts)).hexdigest()
