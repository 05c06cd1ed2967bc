"""What a page consists of: shapes in pixels from its upper left corner, the later ones above the earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image

from memory_maze.pictures.lettering import INK, PAPER, RGB

Point = tuple[float, float]

Box = tuple[float, float, float, float]
"""Left, top, width and height."""

MIDDLE = 0.35
"""How far the baseline lies below the middle of letters, as a share of their size."""


class Area(NamedTuple):
    """Boxes of one colour. As pixels they begin and end with whole ones, so that neighbours leave no gap."""

    boxes: tuple[Box, ...]
    fill: RGB


class Polygon(NamedTuple):
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: RGB


class Disc(NamedTuple):
    """A filled disc."""

    x: float
    y: float
    radius: float
    fill: RGB


class Ring(NamedTuple):
    """A circle's line."""

    x: float
    y: float
    radius: float
    """The radius of the line's middle."""
    color: RGB
    width: float


class Line(NamedTuple):
    """A line through points, with round ends and corners."""

    points: tuple[Point, ...]
    color: RGB
    width: float


class Text(NamedTuple):
    """One line of letters."""

    x: float
    y: float
    """The baseline, on which letters stand."""
    text: str
    size: float
    color: RGB = INK
    anchor: str = "l"
    """Whether `x` is the left end, the middle or the right end: `l`, `m` or `r`."""


class Picture(NamedTuple):
    """An image, as large as its box."""

    box: Box
    image: Image.Image
    """An RGB picture."""


Shape = Area | Polygon | Disc | Ring | Line | Text | Picture


@dataclass(frozen=True)
class Page:
    """A page."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    paper: RGB = PAPER


def outline(box: Box, width: float, color: RGB) -> Area:
    """The edge of a box, just outside of it."""
    left, top, across, down = box
    wide, tall = across + 2 * width, down + 2 * width
    return Area(
        (
            (left - width, top - width, wide, width),
            (left - width, top + down, wide, width),
            (left - width, top - width, width, tall),
            (left + across, top - width, width, tall),
        ),
        color,
    )


def swatch(x: float, y: float, radius: float, color: RGB) -> tuple[Shape, ...]:
    """A disc with a fine edge, which shows white on white."""
    thin = max(1.0, 0.12 * radius)
    return Disc(x, y, radius, INK), Disc(x, y, radius - thin, color)


def moved(shapes: Iterable[Shape], x: float, y: float) -> tuple[Shape, ...]:
    """Shapes, as much further right and down."""
    return tuple(_moved(shape, x, y) for shape in shapes)


def _moved(shape: Shape, x: float, y: float) -> Shape:
    if isinstance(shape, Area):
        boxes = ((left + x, top + y, width, height) for left, top, width, height in shape.boxes)
        return shape._replace(boxes=tuple(boxes))
    if isinstance(shape, Polygon | Line):
        return shape._replace(points=tuple((across + x, down + y) for across, down in shape.points))
    if isinstance(shape, Picture):
        left, top, width, height = shape.box
        return shape._replace(box=(left + x, top + y, width, height))
    return shape._replace(x=shape.x + x, y=shape.y + y)
