"""From planes to colours: mip level, eight texels, and integer interpolation, as Mesa's llvmpipe does it.

A job is a quad of 2 x 2 pixels on one surface. Jobs are coloured in blocks, and a block in plain loops over its jobs.
All that passes between the loops lies on one page, whose rows have a length that the compiler knows: it sees that rows
never overlap, and makes vector code of the loops.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import (
    COLOR,
    COLORED_FIELDS,
    IMAGE,
    JOB_QUAD,
    JOB_ROW,
    JOB_SURFACE,
    PLANE_JOBS,
    SPEED,
    SPEED_X,
    SPEED_Y,
    U_BEGIN,
    U_X,
    U_Y,
    V_BEGIN,
    V_X,
    V_Y,
    Scratch,
    U,
    V,
)
from memory_maze.rendering.software.records.page import (
    BLOCK,
    IMAGE_TEXELS,
    LARGEST_LEVEL,
    LOG_SIZE,
    ONE_BITS,
    PLACE,
    PLANE,
    QUAD,
    ROW,
    SCALE,
    SHARE,
    VECTOR,
    WEIGHT_X,
    WEIGHT_Y,
)
from memory_maze.rendering.software.shading.filter import fetch_texels, mix_texels

LIMIT = np.float32(8000)
"""The largest image coordinate that is looked up: those beyond belong to pixels that do not show the surface, and a
bound keeps them integers."""


@kernel
def copy_planes(planes: Array, lists: Array, begin: int, count: int, page: Array) -> None:
    """Copies what the block's first `count` jobs need of their surfaces, field by field."""
    quads, rows = lists[JOB_QUAD + PLANE_JOBS], lists[JOB_ROW + PLANE_JOBS]
    surfaces = lists[JOB_SURFACE + PLANE_JOBS]
    for i in range(count):
        plane = planes[surfaces[begin + i]]
        for field in range(COLORED_FIELDS):
            page[PLANE + field * BLOCK + i] = plane[field]
        page[QUAD + i] = np.float32(2 * quads[begin + i])
        page[ROW + i] = np.float32(2 * rows[begin + i])


@kernel
def image_place(page: Array, i: int, right: np.float32, up: np.float32) -> tuple[np.float32, np.float32]:
    """Image coordinates at one pixel of job i: `right` and `up` are 0 or 1."""
    one, tiny = np.float32(1), np.float32(1e-20)
    x, y = page[QUAD + i], page[ROW + i]
    n_x, n_y = page[PLANE + SPEED_X * BLOCK + i], page[PLANE + SPEED_Y * BLOCK + i]
    u_x, u_y = page[PLANE + U_X * BLOCK + i], page[PLANE + U_Y * BLOCK + i]
    v_x, v_y = page[PLANE + V_X * BLOCK + i], page[PLANE + V_Y * BLOCK + i]
    speed = page[PLANE + SPEED * BLOCK + i] + x * n_x + y * n_y + right * n_x + up * n_y
    u = page[PLANE + U * BLOCK + i] + x * u_x + y * u_y
    v = page[PLANE + V * BLOCK + i] + x * v_x + y * v_y
    inverse = one / (speed if abs(speed) > tiny else tiny)
    u = page[PLANE + U_BEGIN * BLOCK + i] + (u + right * u_x + up * u_y) * inverse
    v = page[PLANE + V_BEGIN * BLOCK + i] + (v + right * v_x + up * v_y) * inverse
    return max(min(u, LIMIT), -LIMIT), max(min(v, LIMIT), -LIMIT)


@kernel
def in_halves(number: Any) -> Any:
    """The last eight bits, in both halves of a word."""
    byte = np.int32(np.int32(number) & np.int32(255))
    return np.int32(byte | np.int32(byte << np.int32(16)))


@kernel
def choose_image_levels(page: Array, count: int) -> None:
    """The two mip levels of each job, and the share of the second, from the bits of the change: a cheap logarithm.

    The change is in texels a pixel, squared: the greater of those to the right and upwards of the lower left pixel.
    """
    zero, one = np.float32(0), np.float32(1)
    texels_square = np.float32(1 << (2 * LOG_SIZE))
    ints = page.view(np.int32)
    for i in range(count):
        u, v = image_place(page, i, zero, zero)
        right_u, right_v = image_place(page, i, one, zero)
        up_u, up_v = image_place(page, i, zero, one)
        a, b, c, d = right_u - u, right_v - v, up_u - u, up_v - v
        page[SCALE + i] = max(a * a + b * b, c * c + d * d) * texels_square
    for i in range(count):
        steps = np.int32((ints[SCALE + i] - ONE_BITS) >> 16)
        steps = np.int32(max(np.int32(0), min(steps, np.int32(LARGEST_LEVEL << 8))))
        level = np.int32(steps >> 8)
        coarser = np.int32(min(np.int32(level + 1), np.int32(LARGEST_LEVEL)))
        ints[SHARE + i] = in_halves(np.int32(steps))
        ints[SCALE + i] = (127 + 8 + LOG_SIZE - level) << 23
        ints[SCALE + BLOCK + i] = (127 + 8 + LOG_SIZE - coarser) << 23


@kernel
def place_of(fixed_x: Any, fixed_y: Any, scale: np.float32, image: np.float32) -> Any:
    """Where a texel lies, from its column and row in 256ths; see `level_of` in texture_store.py."""
    size = np.int32(np.int32(scale) >> 8)
    last = np.int32(size - 1)
    row = np.int32(size + np.int32((fixed_y >> 8) & last))
    begin = np.int32(np.int32(image) * np.int32(IMAGE_TEXELS))
    return np.int32(np.int32(begin + np.int32(row * np.int32(size + 1))) + np.int32((fixed_x >> 8) & last))


@kernel
def to_fixed(coordinate: np.float32, scale: np.float32) -> Any:
    """An image coordinate as 256ths of a texel, counted from the centre of texel 0."""
    return np.int32(np.int32(np.rint(coordinate * scale)) - np.int32(128))


@kernel
def locate_texels(page: Array, count: int, right: np.float32, up: np.float32) -> None:
    """Where the first of four texels lies in each of a job's two levels, and the weights of those beside and below."""
    ints = page.view(np.int32)
    for i in range(count):
        u, v = image_place(page, i, right, up)
        image = page[PLANE + IMAGE * BLOCK + i]
        finer, coarser = page[SCALE + i], page[SCALE + BLOCK + i]
        x, y = to_fixed(u, finer), to_fixed(v, finer)
        ints[PLACE + i] = place_of(x, y, finer, image)
        ints[WEIGHT_X + i], ints[WEIGHT_Y + i] = in_halves(x), in_halves(y)
        x, y = to_fixed(u, coarser), to_fixed(v, coarser)
        ints[PLACE + BLOCK + i] = place_of(x, y, coarser, image)
        ints[WEIGHT_X + BLOCK + i], ints[WEIGHT_Y + BLOCK + i] = in_halves(x), in_halves(y)


@kernel
def color_planes(scratch: Scratch, texels: Array, jobs: int) -> None:
    """The lit colours of all plane jobs, into the first four rows of COLOR in `words`."""
    page = scratch.page
    for begin in range(0, jobs, BLOCK):
        mine = min(jobs - begin, BLOCK)
        copy_planes(scratch.planes, scratch.ints, begin, mine, page)
        count = (mine + VECTOR - 1) & -VECTOR
        choose_image_levels(page, count)
        for pixel in range(4):
            right, up = np.float32(pixel & 1), np.float32(pixel >> 1)
            locate_texels(page, count, right, up)
            fetch_texels(page, 0, texels, mine)
            fetch_texels(page, 1, texels, mine)
            mix_texels(page, scratch.words[COLOR + 4 * PLANE_JOBS + pixel, begin : begin + count], count)
