"""How people did: recorded games by scenario and player, beside the published human mean; enough for a small study."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.inspecting.tallies import tallies, tally
from memory_maze.dataset.place.games import Game, folders_of_games, list_games, scenario_of_games
from memory_maze.dataset.place.stores import open_store
from memory_maze.scenario.errors import ScenarioError
from memory_maze.web.charts import Json
from memory_maze.web.places import Places, datasets
from memory_maze.web.scenarios import published

COLUMNS = (
    *("scenario", "player", "seed", "return", "steps", "whole", "steps_by_policy", "counts", "began", "seconds"),
    *("digest", "version", "file"),
)
"""What the CSV tells of each game. `counts`: whole, and every action the player's own."""


def scores(places: Places) -> Json:
    """Scenarios with their players and games.

    Raises:
      DatasetError: a folder of games is damaged.
    """
    return {"scenarios": [_scenario(name, path, folder) for name, path in _homes(places) for folder in _folders(path)]}


def as_csv(places: Places) -> str:
    """All games, one a line, with a header.

    Raises:
      DatasetError: a folder of games is damaged.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, path in _homes(places):
        writer.writerows(_row(name, game) for game in list_games(str(path)))
    return out.getvalue()


def _homes(places: Places) -> Iterator[tuple[str, Path]]:
    """The folders of games among what was given."""
    for name, path in datasets(places).items():
        if path.is_dir() and _folders(path):
            yield name, path


def _folders(path: Path) -> tuple[str, ...]:
    return folders_of_games(open_store(path))


def _scenario(home: str, path: Path, folder: str) -> Json:
    games = [game for game in list_games(str(path / folder)) if "/" not in game.file]
    try:
        known = published(scenario_of_games(open_store(path), folder))
    except (DatasetError, ScenarioError):
        known = {"published": None}
    name = games[0].name if games else folder
    everyone = tally(name, "", games)
    return {
        "name": name,
        "dataset": home,
        "split": folder or "games",
        **known,
        "players": [asdict(one) for one in tallies(games)],
        "games": [_told(game) for game in games],
        "whole": everyone.whole,
        "mean_return": everyone.mean_return,
        "standard_error": everyone.standard_error,
    }


def _told(game: Game) -> Json:
    names = ("player", "seed", "steps", "total", "whole", "helped", "began", "counts")
    return {name: getattr(game, name) for name in names}


def _row(home: str, game: Game) -> list[Any]:
    facts = (game.name, _harmless(game.player), game.seed, f"{game.total:g}", game.steps, int(game.whole), game.helped)
    rest = (int(game.counts), game.began, game.seconds, game.scenario, game.version, f"{home}/{game.file}")
    return [*facts, *rest]


def _harmless(text: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
