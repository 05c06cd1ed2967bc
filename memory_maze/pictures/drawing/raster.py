"""Shapes as pixels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from PIL import Image, ImageDraw

from memory_maze.pictures.drawing.shapes import Area, Disc, Line, Page, Picture, Point, Polygon, Ring, Shape, Text
from memory_maze.pictures.lettering import RGB, font

_FINER = 4
"""Curves and slopes are drawn so many times larger and then reduced: Pillow's have hard edges."""

_TOGETHER = 8
"""Pieces of a line that are drawn in one go: the tile around them stays small."""


def to_image(page: Page) -> Image.Image:
    """RGB: a page at a pixel for each of its units, rounded up."""
    image = Image.new("RGB", (math.ceil(page.width), math.ceil(page.height)), page.paper)
    paint(image, page.shapes)
    return image


def paint(image: Image.Image, shapes: Iterable[Shape]) -> None:
    """Draws shapes over an RGB picture, in place."""
    for shape in shapes:
        _PAINTERS[type(shape)](image, shape)


def _area(image: Image.Image, area: Area) -> None:
    for left, top, width, height in area.boxes:
        image.paste(area.fill, (round(left), round(top), round(left + width), round(top + height)))


def _polygon(image: Image.Image, polygon: Polygon) -> None:
    def draw(pen: ImageDraw.ImageDraw, at: Callable[[Point], Point]) -> None:
        pen.polygon([at(point) for point in polygon.points], fill=polygon.fill)

    _finely(image, polygon.points, 0.0, draw)


def _disc(image: Image.Image, disc: Disc) -> None:
    _round(image, disc, disc.radius, fill=disc.fill)


def _ring(image: Image.Image, ring: Ring) -> None:
    width = max(1, round(_FINER * ring.width))
    _round(image, ring, ring.radius + ring.width / 2, outline=ring.color, width=width)


def _round(image: Image.Image, shape: Disc | Ring, radius: float, **how: Any) -> None:
    def draw(pen: ImageDraw.ImageDraw, at: Callable[[Point], Point]) -> None:
        (left, top), (right, bottom) = (
            at((shape.x - radius, shape.y - radius)),
            at((shape.x + radius, shape.y + radius)),
        )
        pen.ellipse((left, top, right, bottom), **how)

    _finely(image, ((shape.x, shape.y),), radius, draw)


def _line(image: Image.Image, line: Line) -> None:
    for first in range(0, len(line.points) - 1, _TOGETHER):
        points = line.points[first : first + _TOGETHER + 1]
        _finely(image, points, line.width / 2, _stroke(points, line.color, line.width))


def _stroke(points: tuple[Point, ...], color: RGB, width: float) -> Callable[..., None]:
    def draw(pen: ImageDraw.ImageDraw, at: Callable[[Point], Point]) -> None:
        pen.line([at(point) for point in points], fill=color, width=max(1, round(_FINER * width)), joint="curve")
        radius = _FINER * width / 2
        for x, y in (at(points[0]), at(points[-1])):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)

    return draw


def _text(image: Image.Image, text: Text) -> None:
    letters = font(max(1, round(text.size)))
    ImageDraw.Draw(image).text((text.x, text.y), text.text, fill=text.color, font=letters, anchor=f"{text.anchor}s")


def _picture(image: Image.Image, picture: Picture) -> None:
    left, top, width, height = map(round, picture.box)
    image.paste(picture.image.resize((width, height), Image.Resampling.NEAREST), (left, top))


def _finely(
    image: Image.Image,
    points: Iterable[Point],
    around: float,
    draw: Callable[[ImageDraw.ImageDraw, Callable[[Point], Point]], None],
) -> None:
    """Has a tile drawn on that holds what is there, `_FINER` times as large."""
    across, down = zip(*points, strict=True)
    left, top = max(0, math.floor(min(across) - around) - 1), max(0, math.floor(min(down) - around) - 1)
    right = min(image.width, math.ceil(max(across) + around) + 1)
    bottom = min(image.height, math.ceil(max(down) + around) + 1)
    if left >= right or top >= bottom:
        return
    size = (right - left, bottom - top)
    tile = image.crop((left, top, right, bottom)).resize((_FINER * size[0], _FINER * size[1]), Image.Resampling.NEAREST)
    draw(ImageDraw.Draw(tile), lambda point: (_FINER * (point[0] - left), _FINER * (point[1] - top)))
    image.paste(tile.resize(size, Image.Resampling.BOX), (left, top))


_PAINTERS: dict[type, Callable[[Image.Image, Any], None]] = {
    Area: _area,
    Polygon: _polygon,
    Disc: _disc,
    Ring: _ring,
    Line: _line,
    Text: _text,
    Picture: _picture,
}
