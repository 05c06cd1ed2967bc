"""The style `plain`: wall and floor images that are computed, so that a picture needs no file.

Its names are those of `style_01`, so that any scenario of that style can be drawn with it. Colours are muted, which
sets the objects off, and each wall has a pattern of its own, which tells walls apart without colours. All arithmetic
is of whole numbers: the images are the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.scenario.model.colors import is_hex, rgb_of_hex

SIZE = 1024
"""Pixels along each side of an image, as labmaze's have. Every pattern's period divides it: images are laid side by
side."""

Whole = NDArray[np.int32]
Pattern = Callable[[Whole, Whole], Whole]
"""A function from x [1, SIZE] and y [SIZE, 1], pixels from the top left, to tones [SIZE, SIZE], indices of `_TONES`."""

_TONES = np.array([16, 20, 11])
"""Sixteenths of a colour by tone: as it is, light, dark."""

BASE, LIGHTER, DARKER = range(3)


class Picture(NamedTuple):
    """What an image is computed from."""

    color: tuple[int, int, int]
    """The colour as RGB bytes."""
    pattern: Pattern


def plain_image(surface: str, name: str) -> NDArray[np.uint8]:
    """Computes an image.

    Args:
      surface: "wall" or "floor".
      name: a key of `PICTURES[surface]`, or `#rrggbb` for an image of this one colour.

    Returns:
      uint8[1024, 1024, 3], row 0 on top.

    Raises:
      KeyError: there is no such image.
    """
    if is_hex(name):
        return np.full((SIZE, SIZE, 3), rgb_of_hex(name), np.uint8)
    color, pattern = PICTURES[surface][name]
    x, y = np.arange(SIZE, dtype=np.int32)[None, :], np.arange(SIZE, dtype=np.int32)[:, None]
    shades = np.minimum(np.array(color) * _TONES[:, None] // 16, 255).astype(np.uint8)
    return shades[pattern(x, y)]


def _tones(light: NDArray[np.bool_], dark: NDArray[np.bool_]) -> Whole:
    """Dark wins where both are asked for."""
    return np.where(dark, DARKER, np.where(light, LIGHTER, BASE)).astype(np.int32)


def _bricks(x: Whole, y: Whole) -> Whole:
    """Two bricks' width a course, every second course moved by half a brick."""
    course = y // 128
    along = (x + course % 2 * 128) % 256
    joint = (along < 14) | (y % 128 < 14)
    return _tones((along // 14 == 1) | (y % 128 // 14 == 1), joint)


def _planks(x: Whole, y: Whole) -> Whole:
    """Upright boards with a gap between them, every second one light."""
    return _tones((x // 128 % 2 == 1) & (y >= 0), (x % 128 < 16) & (y >= 0))


def _bands(x: Whole, y: Whole) -> Whole:
    """Broad level bands with a line between them."""
    return _tones((y // 128 % 2 == 1) & (x >= 0), (y % 128 < 16) & (x >= 0))


def _stripes(x: Whole, y: Whole) -> Whole:
    """Slanting stripes."""
    across = (x + y) % 256
    return _tones(across >= 224, across < 96)


def _checks(x: Whole, y: Whole) -> Whole:
    """A chessboard."""
    dark = (x // 128 + y // 128) % 2 == 1
    return _tones(np.zeros_like(dark), dark)


def _dots(x: Whole, y: Whole) -> Whole:
    """Discs in rows, every second row moved by half their distance, with a light rim."""
    along = (x + y // 128 % 2 * 64) % 128 - 64
    away = along**2 + (y % 128 - 64) ** 2
    return _tones(away < 46**2, away < 38**2)


def _diamonds(x: Whole, y: Whole) -> Whole:
    """Diamonds that touch at their corners."""
    away = np.abs(x % 256 - 128) + np.abs(y % 256 - 128)
    return _tones(away < 56, away > 128)


def _chevrons(x: Whole, y: Whole) -> Whole:
    """Zigzag lines."""
    across = (y + np.abs(x % 256 - 128)) % 128
    return _tones(across >= 112, across < 44)


def _tiles(x: Whole, y: Whole) -> Whole:
    """Square tiles of two shades with joints."""
    joint = (x % 256 < 8) | (y % 256 < 8)
    return _tones((x // 256 + y // 256) % 2 == 1, joint)


def _rings(x: Whole, y: Whole) -> Whole:
    """Square tiles, each with a ring."""
    away = (x % 256 - 128) ** 2 + (y % 256 - 128) ** 2
    joint = (x % 256 < 8) | (y % 256 < 8)
    return _tones((away > 64**2) & (away < 88**2), joint)


PICTURES: dict[str, dict[str, Picture]] = {
    "wall": {
        "blue": Picture((66, 106, 152), _bricks),
        "cerise": Picture((170, 80, 132), _stripes),
        "green_bright": Picture((142, 172, 110), _dots),
        "green": Picture((70, 122, 92), _checks),
        "purple": Picture((118, 94, 156), _planks),
        "red_bright": Picture((200, 120, 106), _diamonds),
        "red": Picture((128, 60, 50), _bands),
        "yellow": Picture((190, 168, 72), _chevrons),
    },
    "floor": {
        "blue_bright": Picture((104, 116, 136), _tiles),
        "blue": Picture((62, 70, 84), _tiles),
        "blue_team": Picture((64, 84, 128), _rings),
        "orange_bright": Picture((164, 136, 104), _tiles),
        "orange": Picture((116, 90, 66), _tiles),
        "red_team": Picture((122, 74, 70), _rings),
    },
}
"""The pictures by surface and name."""
