"""From places to colours: eight texels around a fragment, interpolated in integers, then lit."""

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import LIGHT
from memory_maze.rendering.software.records.page import BLOCK, PLACE, PLANE, SCALE, SHARE, TEXEL, WEIGHT_X, WEIGHT_Y

BYTE, EIGHT, SIXTEEN = np.uint32(255), np.uint32(8), np.uint32(16)
BYTE_OF_HALF, BITS_OF_BYTE, ROUNDING = np.uint16(255), np.uint16(8), np.uint16(128)


@kernel
def fetch_texels(page: Array, level: int, texels: Array, count: int) -> None:
    """Fetches the four texels around each fragment, a row of the page for each of the four."""
    words = page.view(np.uint32)
    first, one = TEXEL + 4 * level * BLOCK, np.uint64(1)
    for i in range(count):
        place = np.uint64(words[PLACE + level * BLOCK + i])
        below = np.uint64(place + np.uint64((np.int32(page[SCALE + level * BLOCK + i]) >> 8) + 1))
        words[first + i] = texels[place]
        words[first + BLOCK + i] = texels[np.uint64(place + one)]
        words[first + 2 * BLOCK + i] = texels[below]
        words[first + 3 * BLOCK + i] = texels[np.uint64(below + one)]


@kernel
def between(a: np.uint16, b: np.uint16, weight: np.uint16) -> np.uint16:
    """(a (256 - weight) + b weight + 128) >> 8 of two bytes. Nothing that matters exceeds 16 bits."""
    mixed = np.uint16(np.uint16(a << BITS_OF_BYTE) + np.uint16(np.uint16(b - a) * weight))
    return np.uint16(np.uint16(mixed + ROUNDING) >> BITS_OF_BYTE)


@kernel
def bilinear(halves: Array, level: int, k: int, upper: bool) -> np.uint16:
    """A channel between four texels: the lower or upper byte of their half words number k, two to a fragment."""
    first = 2 * (TEXEL + 4 * level * BLOCK) + k
    a, b = halves[first], halves[first + 2 * BLOCK]
    c, d = halves[first + 4 * BLOCK], halves[first + 6 * BLOCK]
    if upper:
        a, b = np.uint16(a >> BITS_OF_BYTE), np.uint16(b >> BITS_OF_BYTE)
        c, d = np.uint16(c >> BITS_OF_BYTE), np.uint16(d >> BITS_OF_BYTE)
    else:
        a, b = np.uint16(a & BYTE_OF_HALF), np.uint16(b & BYTE_OF_HALF)
        c, d = np.uint16(c & BYTE_OF_HALF), np.uint16(d & BYTE_OF_HALF)
    x, y = halves[2 * (WEIGHT_X + level * BLOCK) + k], halves[2 * (WEIGHT_Y + level * BLOCK) + k]
    return between(between(a, b, x), between(c, d, x), y)


@kernel
def lit_byte(byte: np.uint32, light: np.float32) -> np.uint32:
    """A texel's byte under a light, as Mesa's rasteriser rounds it."""
    value = np.float32(np.float32(np.float32(np.int32(byte)) * np.float32(1 / 255)) * light)
    return np.uint32(np.int32(np.rint(np.float32(np.float32(value * np.float32(255 / 256)) * np.float32(256)))))


@kernel
def mix_texels(page: Array, colors: Array, count: int) -> None:
    """The lit colours of one pixel of each job, packed.

    Red and blue are the lower bytes of a texel's half words, green is an upper one. The mixed channels take the place
    of the first two rows of texels.
    """
    halves, words = page.view(np.uint16), page.view(np.uint32)
    for k in range(2 * count):
        share = halves[2 * SHARE + k]
        lower = between(bilinear(halves, 0, k, False), bilinear(halves, 1, k, False), share)
        upper = between(bilinear(halves, 0, k, True), bilinear(halves, 1, k, True), share)
        halves[2 * TEXEL + k] = lower
        halves[2 * (TEXEL + BLOCK) + k] = upper
    for i in range(count):
        red_blue, green, light = words[TEXEL + i], words[TEXEL + BLOCK + i], page[PLANE + LIGHT * BLOCK + i]
        red = lit_byte(np.uint32(red_blue & BYTE), light)
        blue = lit_byte(np.uint32(red_blue >> SIXTEEN), light)
        color = np.uint32(red | np.uint32(lit_byte(np.uint32(green & BYTE), light) << EIGHT))
        colors[i] = np.uint32(color | np.uint32(blue << SIXTEEN))
