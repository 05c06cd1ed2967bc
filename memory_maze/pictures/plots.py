"""Curves over a number of steps: mean returns with their standard errors, each named at its end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from memory_maze.pictures.drawing.shapes import MIDDLE, Disc, Line, Page, Point, Polygon, Shape, Text
from memory_maze.pictures.histograms import rounded_step
from memory_maze.pictures.lettering import FAINT, INK, PAPER, RGB, length
from memory_maze.results.curves import READ_OFF, Curve, published_curves

WIDTH, HEIGHT = 1000, 560
MARGIN, TITLE, TEXT = 28, 22, 15
LINE = 24

GRID: RGB = (228, 229, 231)
OURS: tuple[RGB, ...] = ((31, 111, 178), (201, 90, 40), (52, 140, 80), (140, 80, 160), (150, 120, 30))
"""Colours of the runs, in turn."""

MOST_TICKS = 6
"""Lines of the grid in one direction, at most."""

SPREAD = 0.2
"""How much of its colour the band of a curve's standard error has."""


class Plane(NamedTuple):
    """Where the curves are drawn, and what they span from 0 on."""

    left: float
    top: float
    right: float
    bottom: float
    steps: float
    """At the right end."""
    returns: float
    """At the top."""

    def place(self, steps: float, value: float) -> Point:
        """Where a value is."""
        across, up = steps / self.steps, value / self.returns
        return self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top)


def training_plot(curves: Sequence[Curve], until: float | None = None) -> Page:
    """Returns over control steps of runs in one scenario, with what is published beside them.

    Args:
      curves: one or more, of one scenario.
      until: control steps at the right end; by default twice those of the longest run, and the first published ones.

    Raises:
      ValueError: they are of several scenarios.
    """
    scenarios = {curve.scenario for curve in curves}
    if len(scenarios) != 1:
        raise ValueError(f"these runs are of {', '.join(sorted(scenarios))}; plot those of one scenario at a time")
    (scenario,) = scenarios
    published = published_curves(scenario)
    end = until or max(2 * max(curve.points[-1].steps for curve in curves), 10e6 if published else 0.0)
    paper = [shown for shown in (_until(curve, end) for curve in published) if shown.points]
    mine = [shown for shown in (_until(curve, end) for curve in curves) if shown.points]
    most = max((point.mean + (point.error or 0.0) for curve in (*paper, *mine) for point in curve.points), default=1.0)
    names = max((length(curve.agent, TEXT) for curve in (*paper, *mine)), default=0.0)
    step = rounded_step(max(most, 1e-9), MOST_TICKS)
    plane = Plane(
        MARGIN + 2 * LINE,
        MARGIN + TITLE + LINE,
        WIDTH - MARGIN - names - TEXT,
        HEIGHT - MARGIN - 2 * LINE,
        end,
        step * math.ceil(most / step),
    )
    shapes = [*_axes(plane, step), *_title(scenario, bool(paper))]
    for curve in paper:
        shapes += _points(plane, curve)
    colored = [(curve, OURS[number % len(OURS)]) for number, curve in enumerate(mine)]
    for curve, color in colored:
        shapes += _band(plane, curve, color)
    for curve, color in colored:
        shapes += _line(plane, curve, color)
    shapes += _names(plane, [*((curve, FAINT) for curve in paper), *colored])
    return Page(WIDTH, HEIGHT, tuple(shapes))


def _until(curve: Curve, end: float) -> Curve:
    return curve._replace(points=tuple(point for point in curve.points if point.steps <= end))


def _title(scenario: str, is_published: bool) -> Iterator[Shape]:
    yield Text(MARGIN, MARGIN + TITLE, scenario, TITLE)
    note = "mean return of the latest 100 episodes" + (f"; published: {READ_OFF}" if is_published else "")
    yield Text(WIDTH - MARGIN, MARGIN + TITLE, note, TEXT, FAINT, "r")


def _axes(plane: Plane, step: float) -> Iterator[Shape]:
    for number in range(round(plane.returns / step) + 1):
        left, y = plane.place(0.0, number * step)
        yield Line(((left, y), (plane.right, y)), GRID, 1.0)
        yield Text(left - 8, y + MIDDLE * TEXT, f"{number * step:.6g}", TEXT, FAINT, "r")
    across = rounded_step(plane.steps, MOST_TICKS)
    for number in range(math.floor(plane.steps / across + 1e-9) + 1):
        x, bottom = plane.place(number * across, 0.0)
        yield Line(((x, bottom), (x, bottom + 6)), FAINT, 1.0)
        yield Text(x, bottom + LINE, _told(number * across), TEXT, FAINT, "m")
    yield Line((plane.place(0.0, 0.0), plane.place(plane.steps, 0.0)), FAINT, 1.0)
    yield Text((plane.left + plane.right) / 2, plane.bottom + 2 * LINE, "control steps of training", TEXT, INK, "m")


def _told(steps: float) -> str:
    """Steps in the unit that suits them."""
    return next(
        f"{steps / size:g}{unit}" for size, unit in ((1e6, "M"), (1e3, "k"), (1.0, "")) if steps >= size or size == 1
    )


def _points(plane: Plane, curve: Curve) -> Iterator[Shape]:
    """What is known at few places, thinly joined."""
    places = tuple(plane.place(point.steps, point.mean) for point in curve.points)
    if len(places) > 1:
        yield Line(places, FAINT, 1.0)
    for x, y in places:
        yield Disc(x, y, 3.5, FAINT)


def _band(plane: Plane, curve: Curve, color: RGB) -> Iterator[Shape]:
    """A standard error to both sides."""
    if len(curve.points) > 1:
        upper = [plane.place(point.steps, point.mean + (point.error or 0.0)) for point in curve.points]
        lower = [plane.place(point.steps, max(0.0, point.mean - (point.error or 0.0))) for point in curve.points]
        light = [round(SPREAD * one + (1 - SPREAD) * other) for one, other in zip(color, PAPER, strict=True)]
        yield Polygon((*upper, *reversed(lower)), (light[0], light[1], light[2]))


def _line(plane: Plane, curve: Curve, color: RGB) -> Iterator[Shape]:
    places = tuple(plane.place(point.steps, max(0.0, point.mean)) for point in curve.points)
    yield Line(places, color, 2.0) if len(places) > 1 else Disc(*places[0], 3.5, color)


def _names(plane: Plane, curves: Sequence[tuple[Curve, RGB]]) -> Iterator[Shape]:
    """Each curve's name at the right, as high as its end, or as near as the others leave room."""
    wanted = sorted((plane.place(0.0, curve.points[-1].mean)[1], curve, color) for curve, color in curves)
    lowest = plane.top
    places = []
    for height, _, _ in wanted:
        lowest = max(height, lowest)
        places.append(lowest)
        lowest += LINE
    over = max(0.0, places[-1] - plane.bottom) if places else 0.0
    for place, (_, curve, color) in zip(places, wanted, strict=True):
        yield Text(plane.right + TEXT, place - over + MIDDLE * TEXT, curve.agent, TEXT, color)
