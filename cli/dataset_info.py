"""`memory-maze dataset info`: what a dataset is, and how much of it there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from .dataset_options import Target, shown_size
from .options import Json
from .parsing import counted
from .printing import print_json, print_line, print_table

if TYPE_CHECKING:
    from memory_maze.dataset import Tally


def info(target: Target, as_json: Json = False) -> None:
    """Tell what is in a dataset, also while it is being made, or in a folder of the published NPZ files or of games.

    \b
    Examples:
      memory-maze dataset info data/9x9
      memory-maze dataset info data/9x9 --json
      memory-maze dataset info games
    """
    from memory_maze.dataset import look_at

    found = look_at(target)
    if as_json:
        print_json({**asdict(found), "about": None if found.about is None else found.about.model_dump()})
        return
    if found.summary is not None and found.about is not None:
        about = found.about
        print_line(found.summary)
        member = "" if about.member is None else f"{about.member}, "
        print_line(f"{member}policy {about.policy}, seed {about.seed}, {about.steps} steps a trajectory")
    if found.games:
        _print_games(found.games)
        return
    rows = []
    for part in found.parts:
        count = str(part.trajectories) if part.expected is None else f"{part.trajectories}/{part.expected}"
        mean = "" if part.mean_return is None else f"{part.mean_return:.2f}"
        rows.append((part.name, count, str(part.steps), shown_size(part.size), mean))
    print_table(("split", "trajectories", "steps", "size", "mean return"), rows)
    for part in found.parts:
        if part.empty:
            print_line(f"{part.name}: {counted(part.empty, 'file')} without arrays, counted as no trajectory")
    if found.complete is False:
        print_line("the dataset is not complete: generate again to go on")


def _print_games(games: Sequence[Tally]) -> None:
    """Prints who played what, how often and how well."""
    from memory_maze.agents.means import with_error

    header = ("scenario", "player", "whole", "partial", "helped", "steps", "mean return")
    rows = []
    for tally in games:
        mean = "" if tally.mean_return is None else with_error(tally.mean_return, tally.standard_error)
        counts = (tally.whole, tally.partial, tally.helped, tally.steps)
        rows.append((tally.scenario, tally.player or "-", *map(str, counts), mean))
    print_table(header, rows)
