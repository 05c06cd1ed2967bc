"""The frames of the agent's camera, one a control step, with or without a map in the corner."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze.game.body import Pose
from memory_maze.game.moments import Moments
from memory_maze.observation.border import border_width
from memory_maze.observation.observer import Observer
from memory_maze.pictures.errors import PictureError
from memory_maze.pictures.maps import Chart
from memory_maze.scenario.model.fields import LARGEST_PICTURE, SMALLEST_PICTURE
from memory_maze.scenario.schema import Scenario

MAP_SHARE = 0.36
"""The side of a clip's map, as a share of the frame's."""

MAP_OPACITY = 0.85

TRAIL_SECONDS = 30.0
"""Simulated seconds that a trail on the map goes back: longer ones become a tangle."""

SLOWEST, FASTEST = 10.0, 60.0
"""Frames a second: what people like to look at, and what every player plays."""


class Style(NamedTuple):
    """How a clip of bare frames looks."""

    side: int = 256
    """Pixels a side of a frame."""
    map_share: float = MAP_SHARE
    """The side of a map in the upper left corner, as a share of the frame's; 0: no map."""
    fps: float | None = None
    """Frames a second, one frame a control step; None: the scenario's frequency, from `SLOWEST` to `FASTEST`."""


def bare_fps(scenario: Scenario) -> float:
    """Frames a second of a clip that has one frame a control step, unless told otherwise."""
    return min(max(scenario.control.frequency, SLOWEST), FASTEST)


def check_side(scenario: Scenario, side: int) -> None:
    """Raises PictureError where frames of `side` pixels cannot be drawn."""
    smallest = SMALLEST_PICTURE
    if scenario.observation.minimap:
        smallest = max(smallest, *scenario.maze_shape)
    if not smallest <= side <= LARGEST_PICTURE:
        raise PictureError(f"a frame of {side} pixels cannot be drawn here; use {smallest} to {LARGEST_PICTURE}")


def film(
    scenario: Scenario, moments: Iterable[Moments], side: int, map_share: float = 0.0
) -> Iterator[NDArray[np.uint8]]:
    """Draws moments as the agent sees them, with the prompt's border and whatever else the scenario draws over it.

    Args:
      scenario: of the episode.
      moments: of one rollout.
      side: pixels a side.
      map_share: of a frame's side, for a map of where the agent is and has been in the upper left corner; 0: no map.

    Returns:
      uint8 [side, side, 3], one a moment.

    Raises:
      PictureError: at once, for a size that cannot be drawn.
    """
    return _film(FilmCamera(scenario, side), moments, map_share)


def _film(camera: FilmCamera, moments: Iterable[Moments], map_share: float) -> Iterator[NDArray[np.uint8]]:
    try:
        for moment in moments:
            yield camera.frame(moment, map_share)
    finally:
        camera.close()


class FilmCamera:
    """Draws one moment after the other, and remembers the way for the map."""

    def __init__(self, scenario: Scenario, side: int) -> None:
        """Draws nothing yet.

        Args:
          scenario: of the episodes.
          side: pixels a side.

        Raises:
          PictureError: such frames cannot be drawn.
        """
        check_side(scenario, side)
        self._scenario, self._side = scenario, side
        self._trail: deque[Pose] = deque(maxlen=2 + round(TRAIL_SECONDS * scenario.control.frequency))
        self._number = 0
        self._charts: dict[int, Chart] = {}
        self._observer = Observer((scenario,))

    def frame(self, now: Moments, map_share: float) -> NDArray[np.uint8]:
        """uint8 [side, side, 3]: a moment, the next one of its episode or the first one of another; see `film`."""
        if now.number[0] != self._number:
            self._number = int(now.number[0])
            self._trail.clear()
            self._charts.clear()
        self._trail.append(now.pose())
        frame = self._observer.picture(now, self._side)
        if map_side := round(map_share * self._side):
            if map_side not in self._charts:
                self._charts[map_side] = Chart(self._scenario, now.episode(), map_side)
            _inset(frame, self._charts[map_side].of_moment(now, self._trail))
        return frame

    def close(self) -> None:
        """Closes the renderer. May be called twice."""
        self._observer.close()


def _inset(frame: NDArray[np.uint8], drawn: Image.Image) -> None:
    """Blends a map into the upper left corner of a frame, in place, clear of the prompt's border."""
    small = np.asarray(drawn)
    top = left = border_width(frame.shape[0]) + max(1, frame.shape[0] // 64)
    corner = frame[top : top + small.shape[0], left : left + small.shape[1]]
    corner[:] = np.round(MAP_OPACITY * small + (1 - MAP_OPACITY) * corner)
