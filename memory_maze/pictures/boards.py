"""Boards: what the agent sees and the map beside it, with the prompt, the return and the clock in words below."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from memory_maze.game.body import Pose
from memory_maze.game.colors import color_name
from memory_maze.observation.observer import Observer
from memory_maze.pictures.film import TRAIL_SECONDS, check_side
from memory_maze.pictures.lettering import FAINT, INK, PAPER, color_bytes, draw_disc, font
from memory_maze.pictures.maps import Chart
from memory_maze.pictures.smoothing import Instant
from memory_maze.scenario.schema import Scenario

FOUND = (46, 139, 70)
"""The return, just after it has grown."""

FOUND_SECONDS = 1.5
"""Simulated seconds for which it stays so."""

HIDDEN = "find: the prompt is not shown"
UNPROMPTED = "nothing is prompted"
"""What stands in place of the prompt while the agent is not told it."""


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
        self._chart.clear()
        self._chart.trail([pose for _, pose in self._trail])
        self._chart.objects_of(now)
        self._chart.agent(now.pose())
        chart = self._chart.image()
        left = 2 * style.margin + style.side
        place = (left + (style.side - chart.width) // 2, style.margin + (style.side - chart.height) // 2)
        page.paste(chart, place)
        self._write(page, instant)
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
        self._trail.append((seconds, now.pose()))
        while self._trail[0][0] < seconds - TRAIL_SECONDS:
            self._trail.popleft()

    def _write(self, page: Image.Image, instant: Instant) -> None:
        """The line below: the prompt under the view, return and clock under the map."""
        style, pen = self._style, ImageDraw.Draw(page)
        letters = font(round(0.5 * style.line))
        middle = style.margin + style.side + style.line // 2
        self._prompt(page, instant, middle)
        found = self._seconds(instant) - self._found_at < FOUND_SECONDS
        left, right = 2 * style.margin + style.side, 2 * (style.margin + style.side)
        total = f"return {instant.now.total[0]:g}" + (f"  {self._gain:+g}" if found else "")
        pen.text((left, middle), total, fill=FOUND if found else INK, font=letters, anchor="lm")
        pen.text((right, middle), f"{self._seconds(instant):.1f} s", fill=FAINT, font=letters, anchor="rm")

    def _prompt(self, page: Image.Image, instant: Instant, middle: int) -> None:
        style, now, pen = self._style, instant.now, ImageDraw.Draw(page)
        letters = font(round(0.5 * style.line))
        if not now.prompted[0]:
            words = HIDDEN if now.target[0] >= 0 else UNPROMPTED
            pen.text((style.margin, middle), words, fill=FAINT, font=letters, anchor="lm")
            return
        color = now.colors[0, now.target[0]]
        pen.text((style.margin, middle), "find:", fill=INK, font=letters, anchor="lm")
        left = style.margin + letters.getlength("find: ") + 2
        radius = round(0.27 * style.line)
        draw_disc(page, (round(left), middle - radius), 2 * radius, color_bytes(color))
        pen.text((left + 2.7 * radius, middle), color_name(color), fill=INK, font=letters, anchor="lm")
