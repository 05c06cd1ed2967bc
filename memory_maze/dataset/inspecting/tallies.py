"""Who played how many games, and how well."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from memory_maze.agents.means import standard_error
from memory_maze.dataset.place.games import Game


@dataclass(frozen=True)
class Tally:
    """The games of one player in one scenario."""

    scenario: str
    """What the scenario is called."""
    player: str
    """Empty for those who gave no name."""
    whole: int
    """Games played to the end, every action the player's own."""
    partial: int
    """Games that were left before the end."""
    helped: int
    """Games played to the end in which a policy or chance chose some actions."""
    steps: int
    """Control steps of all games."""
    mean_return: float | None
    """The mean return of the whole games; None where there is none."""
    standard_error: float | None
    """The standard error of the mean return; None for less than two games."""


def tallies(games: Sequence[Game]) -> tuple[Tally, ...]:
    """Adds games up by scenario and player, in the order in which each was first seen."""
    groups: dict[tuple[str, str, str], list[Game]] = {}
    for game in games:
        groups.setdefault((game.name, game.scenario, game.player), []).append(game)
    return tuple(tally(name, player, group) for (name, _, player), group in groups.items())


def tally(name: str, player: str, games: Sequence[Game]) -> Tally:
    """Adds games up.

    Args:
      name: of their scenario.
      player: who played them; empty for several.
      games: of that scenario.
    """
    totals = [game.total for game in games if game.counts]
    return Tally(
        scenario=name,
        player=player,
        whole=len(totals),
        partial=sum(not game.whole for game in games),
        helped=sum(game.whole and not game.counts for game in games),
        steps=sum(game.steps for game in games),
        mean_return=math.fsum(totals) / len(totals) if totals else None,
        standard_error=standard_error(totals),
    )
