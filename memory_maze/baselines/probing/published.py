"""The published table that figures are held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from memory_maze.agents.published import benchmark_name
from memory_maze.scenario.schema import Scenario

SIZES = ("classic/9x9", "classic/15x15")
"""The scenarios that the published table has."""


class Row(NamedTuple):
    """One line of the table: figures by size, 9x9 and 15x15; 1,000,000 gradient steps, three seeds."""

    name: str
    walls: tuple[float, float]
    """Cells told right, in per cent."""
    objects: tuple[float, float]
    """Mean squared distance, in cells²."""


PUBLISHED: Mapping[str, Row] = {
    "constant": Row("Constant", (80.8, 78.3), (23.9, 64.8)),
    "vae": Row("VAE, no memory", (84.1, 78.7), (17.2, 56.2)),
    "rssm": Row("RSSM", (89.0, 80.0), (8.3, 39.5)),
    "vae-gru": Row("VAE+GRU (TBTT)", (90.0, 80.2), (7.8, 34.9)),
    "rssm-tbtt": Row("RSSM (TBTT)", (94.0, 80.5), (6.2, 33.8)),
    "oracle": Row("Supervised oracle", (99.7, 88.5), (0.3, 9.2)),
}
"""Table 4 of `agents.published.SOURCE`."""


class Marks(NamedTuple):
    """What is published of one row and size."""

    walls: float
    objects: float


def published_marks(row: str, scenario: Scenario | None) -> Marks | None:
    """What is published of a row on a scenario; None where nothing is.

    Args:
      row: a word of `PUBLISHED`, or anything else.
      scenario: may differ from the published one in what is observed.
    """
    name = None if scenario is None else benchmark_name(scenario)
    if row not in PUBLISHED or name not in SIZES:
        return None
    column = SIZES.index(name)
    return Marks(PUBLISHED[row].walls[column], PUBLISHED[row].objects[column])
