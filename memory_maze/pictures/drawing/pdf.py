"""Shapes as PDF, one page: maps, letters and marks stay shapes, the font and the pictures are embedded (ISO 32000)."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image

from memory_maze.pictures.drawing.shapes import Area, Disc, Line, Page, Picture, Polygon, Ring, Text
from memory_maze.pictures.lettering import RGB, font, font_file, font_name, length

POINTS = 0.75
"""Points, 72 to the inch, that a pixel takes: those of the web."""

_FIRST, _LAST = 32, 255
"""Codes of the font's letters."""

_LETTERS = "cp1252"
"""What the font's codes mean, which PDF calls WinAnsiEncoding."""

_UNITS = 1000
"""A letter's width is told in so many parts of its size."""

_ROUND = 0.5523
"""How far the control points of a quarter circle are from its ends, in radii."""


def to_pdf(page: Page) -> bytes:
    """The bytes of a PDF document of one page."""
    writer = _Writer(page)
    for shape in page.shapes:
        _WRITERS[type(shape)](writer, shape)
    return writer.document()


class _Writer:
    """Gathers what the page draws, and the objects that it needs."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._drawn: list[str] = []
        self._images: list[bytes] = []
        self.say(f"{_n(POINTS)} 0 0 {_n(-POINTS)} 0 {_n(POINTS * page.height)} cm 1 J 1 j")
        self.say(f"{_rgb(page.paper)} rg 0 0 {_n(page.width)} {_n(page.height)} re f")

    def say(self, operators: str) -> None:
        """Adds to what is drawn."""
        self._drawn.append(operators)

    def embed(self, image: Image.Image) -> str:
        """Takes an RGB picture in; returns its name."""
        about = f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"
        about += "/ColorSpace/DeviceRGB/BitsPerComponent 8"
        self._images.append(_stream(image.tobytes(), about))
        return f"I{len(self._images) - 1}"

    def document(self) -> bytes:
        """The whole file."""
        first = 8
        names = "".join(f"/I{number} {first + number} 0 R" for number in range(len(self._images)))
        size = f"[0 0 {_n(POINTS * self._page.width)} {_n(POINTS * self._page.height)}]"
        resources = f"<</Font<</F 5 0 R>>/XObject<<{names}>>>>"
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox{size}/Resources{resources}/Contents 4 0 R>>".encode(),
            _stream("\n".join(self._drawn).encode(_LETTERS, "replace"), ""),
            *_font_objects(6),
            *self._images,
        ]
        return _file(objects)


def _area(writer: _Writer, area: Area) -> None:
    boxes = " ".join(f"{' '.join(map(_n, box))} re" for box in area.boxes)
    writer.say(f"{_rgb(area.fill)} rg {boxes} f")


def _polygon(writer: _Writer, polygon: Polygon) -> None:
    writer.say(f"{_rgb(polygon.fill)} rg {_path(polygon.points)} f")


def _disc(writer: _Writer, disc: Disc) -> None:
    writer.say(f"{_rgb(disc.fill)} rg {_circle(disc)} f")


def _ring(writer: _Writer, ring: Ring) -> None:
    writer.say(f"{_rgb(ring.color)} RG {_n(ring.width)} w {_circle(ring)} s")


def _line(writer: _Writer, line: Line) -> None:
    writer.say(f"{_rgb(line.color)} RG {_n(line.width)} w {_path(line.points)} S")


def _text(writer: _Writer, text: Text) -> None:
    left = text.x - length(text.text, text.size) * {"l": 0.0, "m": 0.5, "r": 1.0}[text.anchor]
    letters = text.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    place = f"{_n(text.size)} 0 0 {_n(-text.size)} {_n(left)} {_n(text.y)} Tm"
    writer.say(f"BT {_rgb(text.color)} rg /F 1 Tf {place} ({letters}) Tj ET")


def _picture(writer: _Writer, picture: Picture) -> None:
    left, top, width, height = picture.box
    name = writer.embed(picture.image)
    writer.say(f"q {_n(width)} 0 0 {_n(-height)} {_n(left)} {_n(top + height)} cm /{name} Do Q")


def _path(points: tuple[tuple[float, float], ...]) -> str:
    (x, y), *others = points
    return " ".join([f"{_n(x)} {_n(y)} m", *(f"{_n(x)} {_n(y)} l" for x, y in others)])


def _circle(shape: Disc | Ring) -> str:
    x, y, r = shape.x, shape.y, shape.radius
    k = _ROUND * r
    quarters = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    return " ".join([f"{_n(x + r)} {_n(y)} m", *(f"{' '.join(map(_n, quarter))} c" for quarter in quarters)])


def _font_objects(descriptor: int) -> list[bytes]:
    """The font, what there is to know about it, and its file, which is the object behind `descriptor`."""
    letters = [bytes([code]).decode(_LETTERS, "replace") for code in range(_FIRST, _LAST + 1)]
    widths = " ".join(str(round(font(_UNITS).getlength(letter))) for letter in letters)
    named = f"/BaseFont/{font_name()}/Encoding/WinAnsiEncoding"
    about = f"/FirstChar {_FIRST}/LastChar {_LAST}/Widths[{widths}]/FontDescriptor {descriptor} 0 R"
    ascent, descent = font(_UNITS).getmetrics()
    measures = f"/FontBBox[0 {-descent} {_UNITS} {ascent}]/Ascent {ascent}/Descent {-descent}/CapHeight {ascent}"
    measures += "/Flags 32/ItalicAngle 0/StemV 80"
    file = font_file()
    return [
        f"<</Type/Font/Subtype/TrueType{named}{about}>>".encode(),
        f"<</Type/FontDescriptor/FontName/{font_name()}{measures}/FontFile2 {descriptor + 1} 0 R>>".encode(),
        _stream(file, f"/Length1 {len(file)}"),
    ]


def _stream(data: bytes, about: str) -> bytes:
    packed = zlib.compress(data, 9)
    return f"<<{about}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    """Objects, numbered from 1, with the table of where each begins."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    begin, count = len(out), len(objects) + 1
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n".encode()
    return bytes(out)


def _rgb(color: RGB) -> str:
    return " ".join(_n(part / 255) for part in color)


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


_WRITERS: dict[type, Callable[[_Writer, Any], None]] = {
    Area: _area,
    Polygon: _polygon,
    Disc: _disc,
    Ring: _ring,
    Line: _line,
    Text: _text,
    Picture: _picture,
}
