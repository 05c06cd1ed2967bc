"""Boards: what the agent sees and the map beside it, with the prompt, the return and the clock in words below."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze.game.body import Pose
from memory_maze.observation.observer import Observer
from memory_maze.pictures.drawing.raster import paint
from memory_maze.pictures.drawing.shapes import MIDDLE, Shape, Text, swatch
from memory_maze.pictures.film import TRAIL_SECONDS, check_side
from memory_maze.pictures.lettering import FAINT, INK, PAPER, color_bytes, fitted, length
from memory_maze.pictures.maps import Chart
from memory_maze.pictures.smoothing import Instant
from memory_maze.pictures.sought import sought
from memory_maze.scenario.schema import Scenario

FOUND = (46, 139, 70)
"""The return, just after it has grown."""

TRAIL_STEP = 0.15
"""Metres between two points of the trail, at least. More of them take longest to draw, and look the same."""

FOUND_SECONDS = 1.5
"""Simulated seconds for which it stays so."""


class BoardStyle(NamedTuple):
    """How large a board is."""

    side: int = 360
    """Pixels a side of the agent's view, and of the map's longer side."""
    resolution: int | None = None
    """Pixels a side that the camera draws; they are enlarged to `side` with hard edges. None: `side`."""

    @property
    def margin(self) -> int:
        """Pixels around the pictures and between them."""
        return max(8, self.side // 24)

    @property
    def line(self) -> int:
        """Pixels of the text's height, with the space around it."""
        return max(24, self.side // 8)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a board, pixels; both even, as video encoders want them."""
        width, height = 2 * self.side + 3 * self.margin, self.side + self.margin + self.line
        return width + width % 2, height + height % 2


class Board:
    """Draws one instant after the other, and remembers the way for the map."""

    def __init__(self, scenario: Scenario, style: BoardStyle) -> None:
        """Draws nothing yet.

        Args:
          scenario: of the episodes.
          style: how large.

        Raises:
          PictureError: views of that size cannot be drawn.
        """
        check_side(scenario, style.resolution or style.side)
        self._scenario, self._style = scenario, style
        self._observer = Observer((scenario,))
        self._number = 0
        self._trail: deque[tuple[float, Pose]] = deque()
        self._found_at, self._total, self._found, self._gain = -FOUND_SECONDS, 0.0, 0, 0.0

    def frame(self, instant: Instant) -> NDArray[np.uint8]:
        """uint8 [H, W, 3] of `BoardStyle.size`: an instant, the next one of its episode or the first one of another."""
        self._follow(instant)
        style, now = self._style, instant.now
        page = Image.new("RGB", style.size, PAPER)
        view = Image.fromarray(self._observer.picture(now, style.resolution or style.side))
        page.paste(view.resize((style.side, style.side), Image.Resampling.NEAREST), (style.margin, style.margin))
        chart = self._chart.of_moment(now, [*(pose for _, pose in self._trail), now.pose()])
        left = 2 * style.margin + style.side
        place = (left + (style.side - chart.width) // 2, style.margin + (style.side - chart.height) // 2)
        page.paste(chart, place)
        paint(page, self._line(instant))
        return np.asarray(page)

    def close(self) -> None:
        """Closes the renderer. May be called twice."""
        self._observer.close()

    def _seconds(self, instant: Instant) -> float:
        return instant.step / self._scenario.control.frequency

    def _follow(self, instant: Instant) -> None:
        seconds, now = self._seconds(instant), instant.now
        total = float(now.total[0])
        if now.number[0] != self._number:
            self._number = int(now.number[0])
            self._trail.clear()
            self._found_at, self._total, self._found = -FOUND_SECONDS, total, int(now.found[0])
            self._chart = Chart(self._scenario, now.episode(), self._style.side)
        found = int(now.found[0])
        if found > self._found:
            self._found_at, self._gain = seconds, total - self._total
        self._total, self._found = total, found
        pose = now.pose()
        if not self._trail or math.dist(self._trail[-1][1][:2], pose[:2]) >= TRAIL_STEP:
            self._trail.append((seconds, pose))
        while self._trail and self._trail[0][0] < seconds - TRAIL_SECONDS:
            self._trail.popleft()

    def _line(self, instant: Instant) -> Iterator[Shape]:
        """The line below: what is to be found under the view, return and clock under the map."""
        style = self._style
        size = round(0.5 * style.line)
        base = style.margin + style.side + style.line / 2 + MIDDLE * size
        yield from self._prompt(instant, base, size)
        found = self._seconds(instant) - self._found_at < FOUND_SECONDS
        left, right = 2 * style.margin + style.side, 2 * (style.margin + style.side)
        total = f"return {instant.now.total[0]:g}" + (f"  {self._gain:+g}" if found else "")
        yield Text(left, base, total, size, FOUND if found else INK)
        yield Text(right, base, f"{self._seconds(instant):.1f} s", size, FAINT, "r")

    def _prompt(self, instant: Instant, base: float, size: int) -> Iterator[Shape]:
        """What is to be found, with a swatch; and whether the agent knows."""
        wanted, left = sought(self._scenario, instant.now), float(self._style.margin)
        yield Text(left, base, "find:", size)
        left += length("find:  ", size)
        if wanted.color is not None:
            radius = 0.54 * size
            yield from swatch(left + radius, base - MIDDLE * size, radius, color_bytes(wanted.color))
            left += 2.7 * radius
        yield Text(left, base, wanted.words, size)
        if wanted.remark:
            left += length(f"{wanted.words}  ", size)
            small = 0.72 * size
            room = max(0.0, self._style.margin + self._style.side - left)
            yield Text(left, base, fitted(wanted.remark, small, room), small, FAINT)
