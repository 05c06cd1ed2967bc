"""How contact sheets are laid out: a title, then rows of a map and pictures with captions, then what the marks mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from memory_maze.pictures.drawing.shapes import MIDDLE, Line, Page, Picture, Shape, Text, moved, outline, swatch
from memory_maze.pictures.lettering import FAINT, INK, RGB, fitted, length
from memory_maze.pictures.maps import Chart
from memory_maze.pictures.marks import TRAIL, object_symbol, pin_symbol, spot_symbol

SIDE = 208
"""Pixels a side of a picture, by default; letters, gaps and marks are given for it, and grow with it."""

MARGIN, GAP, LINE = 28, 12, 22
TITLE, TEXT, SMALL = 30, 15, 14
PIN = 7.0
"""The radius of a number's disc on a map."""

EDGE = (196, 199, 205)
"""Around maps and pictures: what is white in them does not run into the sheet."""

CELL = 12
"""Pixels a side of a map's cell at least, for maps up to `MOST` pictures wide."""

MOST = 4


class Caption(NamedTuple):
    """A line of words, perhaps with a swatch among them."""

    words: str
    color: RGB | None = None
    """The swatch behind `words`; None: there is none."""
    named: str = ""
    """What stands behind the swatch, or behind `words`."""
    remark: str = ""
    """What stands at the end, in faint letters."""


class Shot(NamedTuple):
    """What was seen at one moment."""

    pictures: tuple[Image.Image, ...]
    """The agent's picture, and below it depth and labels where there are such."""
    captions: tuple[Caption, ...]
    """Below the first picture."""
    names: tuple[str, ...] = ()
    """What the others are called, below each."""
    spot: tuple[float, float] | None = None
    """Where the agent is in the first picture, as shares of its sides; None where that is not marked."""


class Entry(NamedTuple):
    """One row of a sheet."""

    label: str
    note: str
    """Behind the label, in faint letters."""
    chart: Chart | None
    below: Caption
    """Below the map."""
    shots: tuple[Shot, ...]


class Heading(NamedTuple):
    """What stands above the rows."""

    title: str
    summary: str
    facts: str


class _Measures:
    """The sizes that all rows share, at one size of pictures."""

    def __init__(self, side: int, entries: Sequence[Entry]) -> None:
        self.side = side
        self.unit = unit_of(side)
        self.margin, self.gap, self.line = (self.unit * size for size in (MARGIN, GAP, LINE))
        charts = [entry.chart.width for entry in entries if entry.chart is not None]
        self.chart = max([side, *charts]) if charts else 0
        self.across = self.chart + self.gap if charts else -self.gap
        """Pixels from the margin to where pictures begin, less a gap."""
        columns = max(self.columns(entry) for entry in entries)
        self.width = 2 * self.margin + self.across + columns * (side + self.gap)

    def shot(self, entry: Entry) -> float:
        """The height of a picture with what is below it."""
        first = entry.shots[0]
        below = (max(1, len(first.captions)) - 1) * self.line
        return len(first.pictures) * (self.side + self.line) + (len(first.pictures) - 1) * self.gap / 2 + below

    def columns(self, entry: Entry) -> int:
        """How many pictures stand side by side: fewer, the more rows of them the map is as high as."""
        high = 0.0 if entry.chart is None else entry.chart.height + self.line
        return math.ceil(len(entry.shots) / max(1, int((high + self.gap) // (self.shot(entry) + self.gap))))

    def height(self, entry: Entry) -> float:
        """The height of a row with its label and the gap below it."""
        rows = math.ceil(len(entry.shots) / self.columns(entry))
        chart = 0.0 if entry.chart is None else max(entry.chart.height, self.side) + self.line
        return self.line + max(chart, rows * (self.shot(entry) + self.gap) - self.gap) + 2 * self.gap


def unit_of(side: int) -> float:
    """How much larger than usual letters, gaps and marks are; beside small pictures they stay readable."""
    return max(1.0, side / SIDE)


def chart_side(shape: tuple[int, int], side: int) -> int:
    """Pixels of the longer side of a map beside pictures of `side` pixels.

    Args:
      shape: cells each way, outer wall included.
      side: of the pictures.
    """
    return round(min(MOST * side, max(side, CELL * unit_of(side) * max(shape))))


def pin_radius(side: int) -> float:
    """The radius of a number's disc on maps beside pictures of `side` pixels."""
    return PIN * unit_of(side)


def lay_out(heading: Heading, entries: Sequence[Entry], side: int) -> Page:
    """Puts rows on a page.

    Args:
      heading: of the page.
      entries: at least one, each with a shot at least.
      side: pixels a side of each picture.
    """
    sizes = _Measures(side, entries)
    shapes = [*_heading(heading, sizes)]
    top = sizes.margin + 90 * sizes.unit
    for entry in entries:
        shapes += moved(_entry(entry, sizes), sizes.margin, top)
        top += sizes.height(entry)
    legend, high = _legend(sizes, entries)
    shapes += moved(legend, sizes.margin, top)
    return Page(round(sizes.width), round(top + high + sizes.margin - sizes.gap), tuple(shapes))


def _heading(heading: Heading, sizes: _Measures) -> Iterator[Shape]:
    unit, left = sizes.unit, sizes.margin
    room = sizes.width - 2 * sizes.margin
    lines = ((heading.title, TITLE, INK, 24), (heading.summary, TEXT, INK, 50), (heading.facts, TEXT, FAINT, 72))
    for text, size, color, base in lines:
        yield Text(left, sizes.margin + base * unit, fitted(text, size * unit, room), size * unit, color)


def _entry(entry: Entry, sizes: _Measures) -> Iterator[Shape]:
    unit, side, line = sizes.unit, sizes.side, sizes.line
    room = sizes.width - 2 * sizes.margin
    label = fitted(entry.label, TEXT * unit, room)
    yield Text(0, 15 * unit, label, TEXT * unit)
    left = length(label, TEXT * unit) + 3 * sizes.gap
    yield Text(left, 15 * unit, fitted(entry.note, SMALL * unit, max(0.0, room - left)), SMALL * unit, FAINT)
    if entry.chart is not None:
        chart = entry.chart
        top = round(line) + max(0, side - chart.height) // 2
        yield outline((0, top, chart.width, chart.height), max(1.0, unit), EDGE)
        yield from moved(chart.shapes, 0, top)
        below = line + max(side, chart.height)
        yield from moved(_caption(entry.below, unit, sizes.chart), 0, below)
    columns = sizes.columns(entry)
    for number, shot in enumerate(entry.shots):
        x = sizes.across + sizes.gap + number % columns * (side + sizes.gap)
        y = line + number // columns * (sizes.shot(entry) + sizes.gap)
        yield from moved(_shot(shot, sizes), round(x), round(y))


def _shot(shot: Shot, sizes: _Measures) -> Iterator[Shape]:
    unit, side, line = sizes.unit, sizes.side, sizes.line
    top = 0.0
    for number, picture in enumerate(shot.pictures):
        box = (0.0, round(top), side, side)
        yield outline(box, max(1.0, unit), EDGE)
        yield Picture(box, picture)
        if number == 0 and shot.spot is not None:
            yield from moved(spot_symbol(9 * unit), shot.spot[0] * side, shot.spot[1] * side)
        captions = (Caption(shot.names[number - 1]),) if number else shot.captions
        for row, caption in enumerate(captions):
            yield from moved(_caption(caption, unit, side), 0, top + side + row * line)
        top += side + max(1, len(captions)) * line + sizes.gap / 2


def _caption(caption: Caption, unit: float, room: float) -> Iterator[Shape]:
    """A line, from the left end and the upper edge of its place on."""
    size, base = SMALL * unit, 18 * unit
    words = fitted(caption.words, size, room)
    yield Text(0, base, words, size)
    left = length(f"{words} ", size)
    if caption.color is not None:
        radius = 6.0 * unit
        yield from swatch(left + radius, base - MIDDLE * size, radius, caption.color)
        left += 2 * radius + 5 * unit
    for text, color in ((caption.named, INK), (caption.remark, FAINT)):
        if text and left < room:
            shown = fitted(text, size, room - left)
            yield Text(left, base, shown, size, color)
            left += length(f"{shown}  ", size)


def _legend(sizes: _Measures, entries: Sequence[Entry]) -> tuple[tuple[Shape, ...], float]:
    """What the marks mean, and how high that is."""
    unit, size = sizes.unit, SMALL * sizes.unit
    items: list[tuple[Iterable[Shape], str]] = []
    if sizes.chart:
        items = [
            (object_symbol(6 * unit), "prompted first"),
            ((Line(((-9 * unit, 0), (9 * unit, 0)), TRAIL, 1.7 * unit),), "the way"),
            (pin_symbol(PIN * unit), "where picture 1 was seen, and its heading"),
        ]
    if any(shot.spot is not None for entry in entries for shot in entry.shots):
        items.append((spot_symbol(9 * unit), "the agent, from above"))
    shapes: list[Shape] = []
    left, base = 0.0, 15 * unit
    for symbol, text in items:
        wide = 30 * unit + length(text, size) + 2 * sizes.gap
        if left and left + wide > sizes.width - 2 * sizes.margin:
            left, base = 0.0, base + sizes.line
        shapes += moved(symbol, left + 9 * unit, base - MIDDLE * size)
        shapes.append(Text(left + 30 * unit, base, text, size, FAINT))
        left += wide
    return tuple(shapes), base + sizes.gap if items else 0.0
