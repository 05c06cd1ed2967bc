"""The pictures of a game: what the walker sees, sharp or in the agent's own pixels, and the map."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze.game.body import Pose
from memory_maze.game.moments import Moments
from memory_maze.observation.observer import Observer
from memory_maze.pictures.film import TRAIL_SECONDS
from memory_maze.pictures.maps import Chart
from memory_maze.scenario.model.fields import LARGEST_PICTURE, SMALLEST_PICTURE
from memory_maze.scenario.schema import Scenario

GRAIN = 32
"""Sides of drawn pictures are multiples of it: a renderer is not opened for every pixel that a window grows."""


def between(before: Moments, now: Moments, share: float) -> Moments:
    """What lies between two moments: the walker on its way, all else as it was.

    Args:
      before: the moment before a control step.
      now: the moment after it.
      share: of the step's time that is over, 0 to 1.
    """
    if share >= 1.0 or before.number[0] != now.number[0]:
        return now
    return replace(before, positions=before.positions + share * (now.positions - before.positions))


class Pictures:
    """Draws moments, and remembers the way for the map."""

    def __init__(self, scenario: Scenario) -> None:
        """Opens no renderer before the first picture.

        Args:
          scenario: of the episodes.
        """
        self._scenario = scenario
        self._own = Observer((scenario,))
        self._large: tuple[int, Observer] | None = None
        self._trail: deque[Pose] = deque(maxlen=2 + round(TRAIL_SECONDS * scenario.control.frequency))
        self._number = 0
        self._chart: tuple[int, Chart] | None = None

    def follow(self, now: Moments) -> None:
        """Notes where the walker is after a control step or a reset, for the map."""
        if now.number[0] != self._number:
            self._number, self._chart = int(now.number[0]), None
            self._trail.clear()
        self._trail.append(now.pose())

    def view(self, now: Moments, side: int) -> Image.Image:
        """What the walker sees, sharp, `side` pixels a side, with all that the scenario draws over it."""
        drawn = self._drawn_side(side)
        if self._large is None or self._large[0] != drawn:
            self._close_large()
            self._large = drawn, Observer((self._scenario,))
        return _resized(self._large[1].picture(now, drawn), side, Image.Resampling.BILINEAR)

    def pixels(self, now: Moments, side: int) -> Image.Image:
        """What the agent is given, pixel by pixel, enlarged to `side`."""
        return _resized(self._own.picture(now), side, Image.Resampling.NEAREST)

    def map(self, now: Moments, side: int) -> Image.Image:
        """The maze from above, with the way of the last seconds; `side` pixels along the longer side."""
        if self._chart is None or self._chart[0] != side:
            self._chart = side, Chart(self._scenario, now.episode(), side)
        return self._chart[1].of_moment(now, [*self._trail, now.pose()])

    def close(self) -> None:
        """Closes the renderers. May be called twice."""
        self._own.close()
        self._close_large()

    def _close_large(self) -> None:
        if self._large is not None:
            self._large[1].close()
            self._large = None

    def _drawn_side(self, side: int) -> int:
        smallest = SMALLEST_PICTURE
        if self._scenario.observation.minimap:
            smallest = max(smallest, *self._scenario.maze_shape)
        return min(max(side // GRAIN * GRAIN, smallest, GRAIN), LARGEST_PICTURE)


def _resized(picture: NDArray[np.uint8], side: int, how: Image.Resampling) -> Image.Image:
    image = Image.fromarray(picture)
    return image if image.width == side else image.resize((side, side), how)
