"""From places to colours: eight texels around a fragment, interpolated in integers, then lit."""

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.page import BLOCK, PAIR, PLACE, PLANE, SCALE, SHARE, WEIGHT_X, WEIGHT_Y
from memory_maze.rendering.planes import LIGHT

HALF_BYTES = np.uint32(0x00800080)
LOW_BYTES = np.uint32(0x00FF00FF)
BYTE, EIGHT, SIXTEEN = np.uint32(255), np.uint32(8), np.uint32(16)


@kernel
def fetch_texels(page: Array, level: int, texels: Array, count: int) -> None:
    """Fetches the four texels around each fragment, two by two: those side by side lie side by side."""
    ints, pairs = page.view(np.int32), page.view(np.uint64)
    above = np.uint64((PAIR + 4 * level * BLOCK) >> 1)
    below = np.uint64(above + np.uint64(BLOCK))
    high = np.uint64(32)
    for i in range(count):
        place = np.uint64(ints[PLACE + level * BLOCK + i])
        next_row = np.uint64(place + np.uint64((np.int32(page[SCALE + level * BLOCK + i]) >> 8) + 1))
        one = np.uint64(1)
        pairs[above + np.uint64(i)] = np.uint64(texels[place]) | np.uint64(texels[place + one]) << high
        pairs[below + np.uint64(i)] = np.uint64(texels[next_row]) | np.uint64(texels[next_row + one]) << high


@kernel
def between(a: np.uint32, b: np.uint32, weight: np.uint32) -> np.uint32:
    """(a (256 - weight) + b weight + 128) >> 8 of two bytes, 16 bits apart."""
    mixed = np.uint32(np.uint32(a << EIGHT) + np.uint32(np.uint32(b - a) * weight))
    return np.uint32(np.uint32(np.uint32(mixed + HALF_BYTES) >> EIGHT) & LOW_BYTES)


@kernel
def bilinear(words: Array, level: int, i: int, shift: np.uint32) -> np.uint32:
    """Two channels between the four texels around fragment i: those `shift` bits up."""
    pair = PAIR + 4 * level * BLOCK + 2 * i
    x, y = words[WEIGHT_X + level * BLOCK + i], words[WEIGHT_Y + level * BLOCK + i]
    a = np.uint32(np.uint32(words[pair] >> shift) & LOW_BYTES)
    b = np.uint32(np.uint32(words[pair + 1] >> shift) & LOW_BYTES)
    c = np.uint32(np.uint32(words[pair + 2 * BLOCK] >> shift) & LOW_BYTES)
    d = np.uint32(np.uint32(words[pair + 2 * BLOCK + 1] >> shift) & LOW_BYTES)
    return between(between(a, b, x), between(c, d, x), y)


@kernel
def lit_byte(byte: np.uint32, light: np.float32) -> np.uint32:
    """A texel's byte under a light, as Mesa's rasteriser rounds it."""
    value = np.float32(np.float32(np.float32(np.int32(byte)) * np.float32(1 / 255)) * light)
    return np.uint32(np.int32(np.rint(np.float32(np.float32(value * np.float32(255 / 256)) * np.float32(256)))))


@kernel
def mix_texels(page: Array, colors: Array, count: int) -> None:
    """The lit colours of one pixel of each job, packed."""
    words = page.view(np.uint32)
    for i in range(count):
        share, light = words[SHARE + i], page[PLANE + LIGHT * BLOCK + i]
        red_blue = between(bilinear(words, 0, i, np.uint32(0)), bilinear(words, 1, i, np.uint32(0)), share)
        green = between(bilinear(words, 0, i, EIGHT), bilinear(words, 1, i, EIGHT), share)
        red = lit_byte(np.uint32(red_blue & BYTE), light)
        blue = lit_byte(np.uint32(red_blue >> SIXTEEN), light)
        colors[i] = np.uint32(red | np.uint32(lit_byte(green, light) << EIGHT) | np.uint32(blue << SIXTEEN))
