"""Are the files of a folder of games what they say?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.contents import InMemory
from memory_maze.dataset.files.formats import open_archive
from memory_maze.dataset.inspecting.invariants import has_return, problems
from memory_maze.dataset.place.games import (
    MARK,
    files_of_games,
    folders_of_games,
    is_intact,
    placed,
    read_about,
    read_game,
    scenario_of_games,
)
from memory_maze.dataset.place.metadata import SCENARIO
from memory_maze.dataset.place.stores import Store
from memory_maze.files import is_leftover
from memory_maze.scenario.schema import Scenario

Problem = tuple[str, str]
"""A file, and what is wrong with it."""


def problems_of_games(
    store: Store, quick: bool, report: Callable[[int, int], None] | None
) -> tuple[int, list[Problem]]:
    """Everything that is wrong with a folder of games.

    Args:
      store: the folder.
      quick: only what can be told without decoding arrays.
      report: called after each game with how many were looked at, and of how many.

    Returns:
      How many games were looked at, and the problems.

    Raises:
      DatasetError, ScenarioError: a scenario's own files cannot be used.
    """
    folders = folders_of_games(store)
    looks = [
        (placed(folder, name), scenario, known)
        for folder in folders
        for scenario, known in [(scenario_of_games(store, folder), read_about(store, folder).scenario)]
        for name in files_of_games(store, folder)[0]
    ]
    found = [problem for folder in folders for problem in _listed(store, folder)]
    for number, (file, scenario, known) in enumerate(looks, start=1):
        found += [(file, message) for message in _wrong(store.read(file), file, scenario, known, quick)]
        if report is not None:
            report(number, len(looks))
    return len(looks), found


def _listed(store: Store, folder: str) -> Iterator[Problem]:
    games, earlier = files_of_games(store, folder)
    for name in earlier:
        yield placed(folder, name), "is an earlier state of a game that went on; remove it"
    for name in sorted(store.sizes(folder).keys() - {*games, *earlier, MARK, SCENARIO}):
        told = "was left behind by a process that was killed; remove it" if is_leftover(name) else "is no game's file"
        yield placed(folder, name), told


def _wrong(data: bytes, file: str, scenario: Scenario, known: str, quick: bool) -> Iterator[str]:
    """What is wrong with a game's file; `known` is the digest that its folder tells."""
    try:
        game = read_game(InMemory(data, file))
        if game is None:
            yield "tells nothing of a game"
            return
        if not is_intact(data):
            yield "its SHA-256 is not the one that it tells"
            return
        archive = open_archive(InMemory(data, file))
    except DatasetError as error:
        yield str(error).partition(": ")[2]
        return
    if game.scenario != known:
        yield "is a game of another scenario"
    if not file.endswith(f"-{game.steps}.npz"):
        yield f"has {game.steps} steps, and its name tells of others"
    if quick:
        return
    found = problems(archive, scenario, game.steps)
    yield from found
    if not found and not has_return(archive, game.total):
        yield "its return is not what it tells"
