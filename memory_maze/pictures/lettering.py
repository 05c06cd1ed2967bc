"""Text in pictures, in the font that comes with Pillow."""

from __future__ import annotations

import functools
import io

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFont

INK = (30, 33, 40)
FAINT = (112, 117, 127)
PAPER = (252, 252, 250)

RGB = tuple[int, int, int]


@functools.cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels."""
    loaded = ImageFont.load_default(size)
    assert isinstance(loaded, ImageFont.FreeTypeFont)
    return loaded


def font_file() -> bytes:
    """The TrueType file of the font, for documents that bring it along."""
    stream = font(1).path
    assert isinstance(stream, io.BytesIO)
    return stream.getvalue()


def font_name() -> str:
    """What the font is called."""
    family, _ = font(1).getname()
    assert family is not None
    return family


def length(text: str, size: float) -> float:
    """How wide a line of letters is, pixels."""
    whole = max(1, round(size))
    return font(whole).getlength(text) * size / whole


def fitted(text: str, size: float, width: float) -> str:
    """The text, cut short with dots where it is wider than `width` pixels."""
    if length(text, size) <= width:
        return text
    while text and length(text + "...", size) > width:
        text = text[:-1]
    return text.rstrip() + "..."


def color_bytes(color: NDArray[np.float64]) -> RGB:
    """A colour of RGB in [0, 1] as bytes."""
    red, green, blue = (round(255 * part) for part in color.tolist())
    return red, green, blue
