"""Text in pictures, in the font that comes with Pillow."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

INK = (30, 33, 40)
FAINT = (112, 117, 127)
PAPER = (252, 252, 250)

RGB = tuple[int, int, int]

_FINER = 4
"""Drawn so many times larger, and then reduced: Pillow's shapes have hard edges."""


@functools.cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels."""
    loaded = ImageFont.load_default(size)
    assert isinstance(loaded, ImageFont.FreeTypeFont)
    return loaded


def fitted(text: str, size: int, width: float) -> str:
    """The text, cut short with dots where it is wider than `width` pixels."""
    if font(size).getlength(text) <= width:
        return text
    while text and font(size).getlength(text + "...") > width:
        text = text[:-1]
    return text.rstrip() + "..."


def draw_disc(page: Image.Image, corner: tuple[int, int], side: int, color: RGB) -> None:
    """Draws a disc with a fine outline, which shows white on white, and soft edges.

    Args:
      page: what is drawn on, RGB.
      corner: left and top of the square that the disc fills, pixels.
      side: of that square, pixels.
      color: of the disc.
    """
    fine = _FINER * side
    tile = page.crop((*corner, corner[0] + side, corner[1] + side)).resize((fine, fine))
    ImageDraw.Draw(tile).ellipse((0, 0, fine - 1, fine - 1), fill=color, outline=INK, width=_FINER)
    page.paste(tile.resize((side, side), Image.Resampling.BOX), corner)


def color_bytes(color: NDArray[np.float64]) -> RGB:
    """A colour of RGB in [0, 1] as bytes."""
    red, green, blue = (round(255 * part) for part in color.tolist())
    return red, green, blue
