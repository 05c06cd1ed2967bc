"""Shapes as SVG: maps, letters and marks stay shapes, pictures are embedded, and so is the font."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image

from memory_maze.pictures.drawing.shapes import Area, Disc, Line, Page, Picture, Point, Polygon, Ring, Text
from memory_maze.pictures.lettering import RGB, font_file, font_name, length

_ANCHORS = {"l": "start", "m": "middle", "r": "end"}


def to_svg(page: Page) -> str:
    """The text of an SVG document; it names nothing outside of itself."""
    width, height = _number(page.width), _number(page.height)
    name, data = font_name(), base64.b64encode(font_file()).decode()
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f"<style>@font-face{{font-family:{name};src:url(data:font/ttf;base64,{data})}}",
        f"text{{font-family:{name},sans-serif;white-space:pre}}</style>",
        f'<path fill="{_hex(page.paper)}" d="M0 0h{width}v{height}h-{width}z"/>',
    )
    return "\n".join([*head, *(_WRITERS[type(shape)](shape) for shape in page.shapes), "</svg>", ""])


def _area(area: Area) -> str:
    boxes = (
        f"M{_number(left)} {_number(top)}h{_number(width)}v{_number(height)}h-{_number(width)}z"
        for left, top, width, height in area.boxes
    )
    return f'<path fill="{_hex(area.fill)}" shape-rendering="crispEdges" d="{"".join(boxes)}"/>'


def _polygon(polygon: Polygon) -> str:
    return f'<path fill="{_hex(polygon.fill)}" d="M{_points(polygon.points)}z"/>'


def _disc(disc: Disc) -> str:
    return f'<circle {_center(disc)} r="{_number(disc.radius)}" fill="{_hex(disc.fill)}"/>'


def _ring(ring: Ring) -> str:
    line = f'stroke="{_hex(ring.color)}" stroke-width="{_number(ring.width)}"'
    return f'<circle {_center(ring)} r="{_number(ring.radius)}" fill="none" {line}/>'


def _line(line: Line) -> str:
    stroke = f'stroke="{_hex(line.color)}" stroke-width="{_number(line.width)}"'
    return f'<path fill="none" {stroke} stroke-linecap="round" stroke-linejoin="round" d="M{_points(line.points)}"/>'


def _text(text: Text) -> str:
    place = f'x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}"'
    # Where the font cannot be read, another one takes no more room.
    fitted = f'textLength="{_number(length(text.text, text.size))}" lengthAdjust="spacingAndGlyphs"'
    anchor = "" if text.anchor == "l" else f' text-anchor="{_ANCHORS[text.anchor]}"'
    return f'<text {place} {fitted} fill="{_hex(text.color)}"{anchor}>{escape(text.text)}</text>'


def _picture(picture: Picture) -> str:
    left, top, width, height = map(_number, picture.box)
    box = f'x="{left}" y="{top}" width="{width}" height="{height}" preserveAspectRatio="none"'
    data = base64.b64encode(_png(picture.image)).decode()
    return f'<image {box} style="image-rendering:pixelated" href="data:image/png;base64,{data}"/>'


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _center(shape: Disc | Ring) -> str:
    return f'cx="{_number(shape.x)}" cy="{_number(shape.y)}"'


def _points(points: tuple[Point, ...]) -> str:
    return "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _hex(color: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


_WRITERS: dict[type, Callable[[Any], str]] = {
    Area: _area,
    Polygon: _polygon,
    Disc: _disc,
    Ring: _ring,
    Line: _line,
    Text: _text,
    Picture: _picture,
}
