"""What an episode draws of its scenario: one value for each distribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from memory_maze.scenario.model.drawn import ODD, Draw


def draw_values(draws: Sequence[Draw], stream: np.random.RandomState) -> dict[str, Any]:
    """By dotted field, what is drawn; one number is taken from the stream for each.

    Args:
      draws: of a scenario, in its order.
      stream: the maze's second one.
    """
    return {draw.field: _drawn(draw, stream) for draw in draws}


def _drawn(draw: Draw, stream: np.random.RandomState) -> Any:
    if draw.kind == "uniform":
        least, most = draw.values
        return float(least + (most - least) * stream.random_sample())
    if draw.kind == "choice":
        return draw.values[int(stream.randint(len(draw.values)))]
    least, most = draw.values
    step = 2 if draw.path == ODD else 1
    return least + step * int(stream.randint((most - least) // step + 1))
