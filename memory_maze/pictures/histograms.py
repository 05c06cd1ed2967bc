"""Histograms: how values are spread, with the median marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import ImageDraw

from memory_maze.pictures.lettering import FAINT, INK, font
from memory_maze.scenario.model.counting import counted

BAR = (92, 128, 176)
MEDIAN = (190, 75, 60)

MOST_BARS = 24
"""Bars of a histogram, at most."""

MOST_TICKS = 7
"""Numbers below a histogram, at most."""

_ROUND = (1.0, 2.0, 5.0, 10.0)


class Box(NamedTuple):
    """Where something is drawn, pixels."""

    left: int
    top: int
    width: int
    height: int
    letters: int
    """How high letters are."""

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.top + self.height

    @property
    def line(self) -> int:
        """The height of a line of text with the space around it."""
        return round(1.5 * self.letters)

    @property
    def hairline(self) -> int:
        """The width of a thin line."""
        return max(1, self.letters // 14)


class Bars(NamedTuple):
    """Values in equal steps."""

    begin: float
    """Where the first bar begins."""
    step: float
    """How wide a bar is."""
    counts: tuple[int, ...]
    """How many values each bar has; the upper end of a bar belongs to the next one."""

    @property
    def end(self) -> float:
        """Where the last bar ends."""
        return self.begin + self.step * len(self.counts)


def bars_of(values: Sequence[float]) -> Bars:
    """Counts values in steps of 1, 2 or 5 times a power of ten, `MOST_BARS` at most.

    Args:
      values: one or more, finite.
    """
    least, most = min(values), max(values)
    is_whole = all(float(value).is_integer() for value in values)
    step = rounded_step(most - least, MOST_BARS - 1, least=1.0 if is_whole else 0.0)
    first = math.floor(least / step + 1e-9)
    places = np.floor(np.asarray(values) / step + 1e-9).astype(int) - first
    return Bars(first * step, step, tuple(np.bincount(places).tolist()))


def rounded_step(span: float, most: int, least: float = 0.0) -> float:
    """The smallest of 1, 2 or 5 times a power of ten that goes into a span `most` times at most.

    Args:
      span: not negative.
      most: steps.
      least: that the step may be. Without one, and without a span, the step is 1.
    """
    wanted = max(span / most, least)
    if wanted == 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * factor for factor in _ROUND if power * factor >= wanted * (1 - 1e-9))


def draw_histogram(pen: ImageDraw.ImageDraw, box: Box, title: str, values: Sequence[float]) -> None:
    """Draws one histogram.

    Args:
      pen: of the page.
      box: what it fills, its title and numbers included.
      title: what the values are, and what they count.
      values: any number; without any it says so.
    """
    pen.text((box.left, box.top), title, fill=INK, font=font(box.letters))
    count = counted(len(values), "value")
    pen.text((box.left + box.width, box.top), count, fill=FAINT, font=font(box.letters), anchor="ra")
    if not values:
        pen.text((box.left, box.top + box.line), "nothing to measure", fill=FAINT, font=font(box.letters))
        return
    bars = bars_of(values)
    bottom, most = box.bottom - box.line, max(bars.counts)
    height = bottom - box.top - 2.4 * box.line
    for number, count_here in enumerate(bars.counts):
        if count_here:
            left, right = (_place(box, bars, bars.begin + bars.step * (number + more)) for more in (0, 1))
            pen.rectangle((left + 1, bottom - max(2.0, height * count_here / most), right - 1, bottom), fill=BAR)
    pen.line((box.left, bottom, box.left + box.width, bottom), fill=FAINT, width=box.hairline)
    _draw_ticks(pen, box, bars)
    _draw_median(pen, box, bars, float(np.median(values)))


def _place(box: Box, bars: Bars, value: float) -> float:
    """Where a value is, pixels from the left."""
    within = box.width - 2 * box.letters
    return box.left + box.letters + within * (value - bars.begin) / (bars.end - bars.begin)


def _draw_ticks(pen: ImageDraw.ImageDraw, box: Box, bars: Bars) -> None:
    step = rounded_step(bars.end - bars.begin, MOST_TICKS, bars.step)
    tick = math.ceil(bars.begin / step - 1e-9) * step
    while tick <= bars.end + 1e-9 * step:
        left = _place(box, bars, tick)
        pen.line(
            (left, box.bottom - box.line, left, box.bottom - box.line + 3 * box.hairline),
            fill=FAINT,
            width=box.hairline,
        )
        where = (left, box.bottom)
        pen.text(where, f"{tick:.6g}", fill=FAINT, font=font(box.letters), anchor="md")
        tick += step


def _draw_median(pen: ImageDraw.ImageDraw, box: Box, bars: Bars, median: float) -> None:
    """A line through all bars, and what it stands for at its upper end, on the side that has the room."""
    left, top = _place(box, bars, median), box.top + 1.3 * box.line
    pen.line((left, top, left, box.bottom - box.line), fill=MEDIAN, width=2 * box.hairline)
    is_late = left > box.left + 0.7 * box.width
    where = (left - box.letters / 2, top) if is_late else (left + box.letters / 2, top)
    pen.text(where, f"median {median:.3g}", fill=MEDIAN, font=font(box.letters), anchor="ra" if is_late else "la")
