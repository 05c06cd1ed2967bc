"""What the window shows; it is drawn when something has changed."""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image

from memory_maze.envs.screen import Screen
from memory_maze.game.moments import Moments
from memory_maze.play.layout import arranged
from memory_maze.play.page import Shown, page
from memory_maze.play.pictures import Pictures, between
from memory_maze.scenario.schema import Scenario

BLANK = (128, 128, 128)
"""Where there is no picture yet."""

GLIDES = 30.0
"""Pictures a second while the walker glides from one control step to the next."""


class Pair(NamedTuple):
    """A control step that is shown: the moments before and after it, and how much of its time is over."""

    before: Moments
    now: Moments
    share: float


class View:
    """One window's contents."""

    def __init__(self, screen: Screen, pictures: Pictures, scenario: Scenario, has_map: bool) -> None:
        """Shows nothing yet.

        Args:
          screen: the window.
          pictures: draws what is seen.
          scenario: that is played.
          has_map: whether a map is shown at first.
        """
        self._screen = screen
        self._pictures = pictures
        self._keeps_clear = scenario.camera.view == "top"
        self.has_map = has_map
        """Whether a map is shown."""
        self.is_pixels = False
        """Whether the agent's own pixels are shown, enlarged."""
        self._drawn: tuple[object, ...] = ()
        self._seen: tuple[object, ...] = ()
        self._picture = Image.new("RGB", (1, 1), BLANK)
        self._chart: Image.Image | None = None

    def show(self, pair: Pair | None, shown: Shown) -> None:
        """Shows a moment, or something between two; None: before there is one.

        Nothing is drawn where nothing has changed.
        """
        layout = arranged(self._screen.size, self.has_map and pair is not None, self._keeps_clear)
        share = 1.0 if pair is None or self.is_pixels else round(pair.share * GLIDES) / GLIDES
        number = None if pair is None else (int(pair.now.number[0]), int(pair.now.steps[0]))
        seen = (layout, self.is_pixels, number, share)
        if seen != self._seen:
            side = layout.picture.side
            if pair is None:
                self._picture, self._chart = Image.new("RGB", (side, side), BLANK), None
            else:
                moment = between(pair.before, pair.now, share)
                draw = self._pictures.pixels if self.is_pixels else self._pictures.view
                self._picture = draw(moment, side)
                self._chart = None if layout.map is None else self._pictures.map(moment, layout.map.side)
            self._seen = seen
        if (seen, shown) != self._drawn:
            self._screen.show(page(layout, self._picture, self._chart, shown))
            self._drawn = (seen, shown)

    def close(self) -> None:
        """Closes the renderers."""
        self._pictures.close()
