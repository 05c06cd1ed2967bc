"""From planes to colours: mip level, eight texels, and integer interpolation, as Mesa's llvmpipe does it.

A job is a quad of 2 x 2 pixels on one surface and yields four fragments. The stages are plain loops over many
jobs, each over so few arrays that LLVM can prove them apart at run time and make vector code of the loop.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.frame_types import (
    CHANGE,
    COLOR,
    FIXED_X,
    FIXED_Y,
    FRAGMENT_U,
    FRAGMENT_V,
    JOB_QUAD,
    JOB_ROW,
    JOB_SURFACE,
    LEVEL_BEGIN,
    LEVEL_SIZE,
    LIT,
    MIX,
    NEXT_X,
    NEXT_Y,
    PLACE,
    SHARE,
    TEXEL,
    Scratch,
)

LARGEST_LEVEL = 10
LOG_SIZE = 10
ONE_BITS = 0x3F800000
"""The bits of 1.0 in float32."""

LIMIT = np.float32(8000)
"""Image coordinates beyond it belong to pixels that do not show the surface; a bound keeps them integers."""

HALF_BYTES = np.uint32(0x00800080)
LOW_BYTES = np.uint32(0x00FF00FF)
EIGHT = np.uint32(8)
IN_TILE, TILE_START = np.int32(3), np.int32(-4)
"""The bits of a texel's row or column that count inside a tile of 4 x 4, and those that count tiles."""

ONE = np.int32(1)


@kernel
def place_fragments(planes: Array, floats: Array, ints: Array, jobs: int) -> None:
    """Image coordinates at the four pixels of each job."""
    one, tiny = np.float32(1), np.float32(1e-20)
    for job in range(jobs):
        plane = planes[ints[JOB_SURFACE, job]]
        x, y = np.float32(2 * ints[JOB_QUAD, job]), np.float32(2 * ints[JOB_ROW, job])
        n = plane[0] + x * plane[1] + y * plane[2]
        u = plane[3] + x * plane[4] + y * plane[5]
        v = plane[6] + x * plane[7] + y * plane[8]
        for pixel in range(4):
            right, up = np.float32(pixel & 1), np.float32(pixel >> 1)
            speed = n + right * plane[1] + up * plane[2]
            inverse = one / (speed if abs(speed) > tiny else tiny)
            here_u = plane[9] + (u + right * plane[4] + up * plane[5]) * inverse
            here_v = plane[10] + (v + right * plane[7] + up * plane[8]) * inverse
            floats[FRAGMENT_U + pixel, job] = max(min(here_u, LIMIT), -LIMIT)
            floats[FRAGMENT_V + pixel, job] = max(min(here_v, LIMIT), -LIMIT)


@kernel
def measure_changes(us: Array, vs: Array, changes: Array, jobs: int) -> None:
    """Texels a pixel, squared: the greater of the changes to the right and upwards of the lower left pixel."""
    texels_square = np.float32(1 << (2 * LOG_SIZE))
    u, right_u, up_u = us[0], us[1], us[2]
    v, right_v, up_v = vs[0], vs[1], vs[2]
    for i in range(jobs):
        a, b, c, d = right_u[i] - u[i], right_v[i] - v[i], up_u[i] - u[i], up_v[i] - v[i]
        changes[i] = max(a * a + b * b, c * c + d * d) * texels_square


@kernel
def choose_levels(scratch: Scratch, offsets: Array, jobs: int) -> None:
    """The two mip levels of each job, and the share of the second, from the bits of the change: a cheap logarithm."""
    ints, images, directions = scratch.ints, scratch.faces[0], scratch.faces[1]
    bits, shares = scratch.floats[CHANGE].view(np.int32), scratch.words[SHARE]
    for job in range(jobs):
        steps = (bits[job] - ONE_BITS) >> 16
        steps = max(0, min(steps, LARGEST_LEVEL << 8))
        level = steps >> 8
        surface = ints[JOB_SURFACE, job]
        image = images[surface]
        ints[LIT, job] = directions[surface] << 8
        coarser = min(level + 1, LARGEST_LEVEL)
        ints[LEVEL_BEGIN, job] = offsets[image, level]
        ints[LEVEL_BEGIN + 1, job] = offsets[image, coarser]
        ints[LEVEL_SIZE, job] = 1 << (LOG_SIZE - level)
        ints[LEVEL_SIZE + 1, job] = 1 << (LOG_SIZE - coarser)
        shares[job] = steps & 255


@kernel
def to_fixed(coordinates: Array, sizes: Array, fixed: Array, count: int) -> None:
    """Image coordinates as 256ths of a texel, counted from the centre of texel 0."""
    for i in range(count):
        scale = np.float32(np.int32(np.int32(256) * sizes[i]))
        fixed[i] = np.int32(np.rint(coordinates[i] * scale)) - np.int32(128)


@kernel
def along_x(x: Any) -> Any:
    """How far into a level the column of a texel lies: texels are stored in tiles of 4 x 4, one cache line each."""
    return np.int32(np.int32(np.int32(x & TILE_START) << np.int32(2)) | np.int32(x & IN_TILE))


@kernel
def along_y(y: Any, size: Any) -> Any:
    """How far into a level of a size the row of a texel lies."""
    return np.int32(np.int32(np.int32(y & TILE_START) * size) | np.int32(np.int32(y & IN_TILE) << np.int32(2)))


@kernel
def to_places(ints: Array, level: int, count: int) -> None:
    """Where the four texels around each fragment lie in one of its two levels.

    Sizes are powers of two, but shifting by a number of bits that varies would be done in 64 bits, half as fast.
    """
    begins, sizes = ints[LEVEL_BEGIN + level], ints[LEVEL_SIZE + level]
    xs, ys = ints[FIXED_X], ints[FIXED_Y]
    places, next_x, next_y = ints[PLACE], ints[NEXT_X], ints[NEXT_Y]
    eight = np.int32(8)
    for i in range(count):
        last = np.int32(sizes[i] - ONE)
        x, y = np.int32((xs[i] >> eight) & last), np.int32((ys[i] >> eight) & last)
        places[i] = np.int32(np.int32(begins[i] + along_y(y, sizes[i])) + along_x(x))
    for i in range(count):
        last = np.int32(sizes[i] - ONE)
        x = np.int32((xs[i] >> eight) & last)
        next_x[i] = np.int32(along_x(np.int32((x + ONE) & last)) - along_x(x))
    for i in range(count):
        last = np.int32(sizes[i] - ONE)
        y = np.int32((ys[i] >> eight) & last)
        next_y[i] = np.int32(along_y(np.int32((y + ONE) & last), sizes[i]) - along_y(y, sizes[i]))


@kernel
def gather(ints: Array, words: Array, texels: Array, count: int) -> None:
    """Fetches the four texels around each fragment."""
    places, next_x, next_y = ints[PLACE], ints[NEXT_X], ints[NEXT_Y]
    t00, t01, t10, t11 = words[TEXEL], words[TEXEL + 1], words[TEXEL + 2], words[TEXEL + 3]
    for i in range(count):
        place, beside, below = np.uint64(places[i]), np.int64(next_x[i]), np.int64(next_y[i])
        t00[i] = texels[place]
        t01[i] = texels[np.uint64(place + np.uint64(beside))]
        place = np.uint64(place + np.uint64(below))
        t10[i] = texels[place]
        t11[i] = texels[np.uint64(place + np.uint64(beside))]


@kernel
def between(a: np.uint32, b: np.uint32, weight: np.uint32) -> np.uint32:
    """(a (256 - weight) + b weight + 128) >> 8 of two bytes, 16 bits apart."""
    mixed = np.uint32(np.uint32(a << EIGHT) + np.uint32(np.uint32(b - a) * weight))
    return np.uint32(np.uint32(np.uint32(mixed + HALF_BYTES) >> EIGHT) & LOW_BYTES)


@kernel
def mix(ints: Array, words: Array, shift: np.uint32, mixed: Array, count: int) -> None:
    """Interpolates two channels of the four texels around each fragment: those `shift` bits up."""
    t00, t01, t10, t11 = words[TEXEL], words[TEXEL + 1], words[TEXEL + 2], words[TEXEL + 3]
    xs, ys = ints[FIXED_X], ints[FIXED_Y]
    byte = np.uint32(255)
    for i in range(count):
        x, y = np.uint32(np.uint32(xs[i]) & byte), np.uint32(np.uint32(ys[i]) & byte)
        a, b = np.uint32((t00[i] >> shift) & LOW_BYTES), np.uint32((t01[i] >> shift) & LOW_BYTES)
        c, d = np.uint32((t10[i] >> shift) & LOW_BYTES), np.uint32((t11[i] >> shift) & LOW_BYTES)
        mixed[i] = between(between(a, b, x), between(c, d, x), y)


@kernel
def mix_levels(finer: Array, coarser: Array, shares: Array, count: int) -> None:
    """Interpolates between the two levels, into `finer`."""
    for i in range(count):
        finer[i] = between(finer[i], coarser[i], shares[i])


@kernel
def color_planes(scratch: Scratch, texels: Array, offsets: Array, jobs: int) -> None:
    """The lit colours of all plane jobs, into the first four rows of COLOR in `words`."""
    ints, words, floats = scratch.ints, scratch.words, scratch.floats
    place_fragments(scratch.planes, floats, ints, jobs)
    measure_changes(floats[FRAGMENT_U:], floats[FRAGMENT_V:], floats[CHANGE], jobs)
    choose_levels(scratch, offsets, jobs)
    for pixel in range(4):
        for level in range(2):
            sizes = ints[LEVEL_SIZE + level]
            to_fixed(floats[FRAGMENT_U + pixel], sizes, ints[FIXED_X], jobs)
            to_fixed(floats[FRAGMENT_V + pixel], sizes, ints[FIXED_Y], jobs)
            to_places(ints, level, jobs)
            gather(ints, words, texels, jobs)
            mix(ints, words, np.uint32(0), words[MIX + 2 * level], jobs)
            mix(ints, words, EIGHT, words[MIX + 2 * level + 1], jobs)
        mix_levels(words[MIX], words[MIX + 2], words[SHARE], jobs)
        mix_levels(words[MIX + 1], words[MIX + 3], words[SHARE], jobs)
        light_up(scratch, words[COLOR + pixel], jobs)


@kernel
def light_up(scratch: Scratch, colors: Array, jobs: int) -> None:
    """Looks up the lit bytes of the mixed texels and packs them."""
    red_blue, green, begins = scratch.words[MIX], scratch.words[MIX + 1], scratch.ints[LIT]
    table = scratch.light.reshape(-1)
    byte = np.uint32(255)
    for i in range(jobs):
        begin = np.uint64(begins[i])
        colors[i] = (
            np.uint32(table[np.uint64(begin | np.uint64(red_blue[i] & byte))])
            | np.uint32(table[np.uint64(begin | np.uint64(green[i] & byte))]) << EIGHT
            | np.uint32(table[np.uint64(begin | np.uint64((red_blue[i] >> np.uint32(16)) & byte))]) << np.uint32(16)
        )
