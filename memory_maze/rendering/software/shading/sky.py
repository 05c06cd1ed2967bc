"""The sky: a lookup in a cube of small images, by direction.

Jobs are coloured in blocks, in plain loops that hand on what they find on the page; see page.py.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.records.frame_types import COLOR, JOB_QUAD, JOB_ROW, SKY_JOBS, Camera, Scratch
from memory_maze.rendering.software.records.page import BLOCK, ONE_BITS, VECTOR

PLUS_X, MINUS_X, PLUS_Y, MINUS_Y, PLUS_Z, MINUS_Z = range(6)

Direction = tuple[np.float32, np.float32, np.float32]
"""A vector of the cube, or a step from pixel to pixel: x to the right, y up, z back."""

HALF = np.float32(0.5)
SMALLEST = np.float32(1e-9)

WEIGHT_BITS = 13
"""Bits of a weight, so that a byte times a weight fits the 21 bits of a packed channel."""
WHOLE = 1 << WEIGHT_BITS
SKY_ROUNDING = np.uint64((WHOLE >> 1) * (1 + (1 << 21) + (1 << 42)))

X, Y, Z = 0 * BLOCK, 1 * BLOCK, 2 * BLOCK
"""Rows of the page: the direction of the job's lower left pixel, of the cube, float32."""
CHANGE = 3 * BLOCK
"""Row of the page: texels a pixel, squared."""
LEVEL_BEGIN, LEVEL_SIZE, LEVEL_WEIGHT = 4 * BLOCK, 6 * BLOCK, 8 * BLOCK
"""Two rows of the page each, for the finer and the coarser mip level: where it begins, texels along a face's side, its
share."""
TEXEL_PLACE = 10 * BLOCK
"""Two rows of the page: where the first of four texels lies."""
TEXEL_WEIGHT = 12 * BLOCK
"""Eight rows of the page: the weights of those texels, level by level."""


@kernel
def face_of(x: np.float32, y: np.float32, z: np.float32) -> int:
    """The face of the cube that a direction (of the cube, not the world) meets."""
    ax, ay, az = abs(x), abs(y), abs(z)
    if az >= ax and az >= ay:
        return PLUS_Z if z >= 0 else MINUS_Z
    if ax > ay:
        return PLUS_X if x >= 0 else MINUS_X
    return PLUS_Y if y >= 0 else MINUS_Y


@kernel
def on_face(face: int, x: np.float32, y: np.float32, z: np.float32) -> tuple[np.float32, np.float32]:
    """Where, from 0 to 1, a direction meets the plane of a face (OpenGL's table of cube map coordinates)."""
    sign = np.float32(-1) if face & 1 else np.float32(1)
    m = sign * (x if face <= MINUS_X else y if face <= MINUS_Y else z)
    s = -sign * z if face <= MINUS_X else x if face <= MINUS_Y else sign * x
    t = sign * z if PLUS_Y <= face <= MINUS_Y else -y
    half = HALF / max(m, SMALLEST)
    return s * half + HALF, t * half + HALF


@kernel
def aim(page: Array, lists: Array, begin: int, count: int, camera: Camera) -> None:
    """The direction of the lower left pixel of each job of the block."""
    quads, rows = lists[JOB_QUAD + SKY_JOBS, begin : begin + count], lists[JOB_ROW + SKY_JOBS, begin : begin + count]
    step_x, step_y = 2 * camera.tangent_x / camera.width, 2 * camera.tangent_y / camera.height
    for i in range(count):
        height = (2 * rows[i] + 0.5) * step_y - camera.tangent_y
        across = (2 * quads[i] + 0.5) * step_x - camera.tangent_x
        page[X + i] = np.float32(camera.forward_x + height * camera.up_x + across * camera.right_x)
        page[Y + i] = np.float32(camera.forward_z + height * camera.up_z)
        page[Z + i] = np.float32(-(camera.forward_y + height * camera.up_y + across * camera.right_y))


@kernel
def choose_sky_levels(page: Array, count: int, textures: Textures, right: Direction, up: Direction) -> None:
    """The two mip levels of each job and their shares; `right` and `up` are the ways to the next pixels."""
    ints, sizes, offsets = page.view(np.int32), textures.sky_sizes, textures.sky_offsets
    coarsest, largest = len(sizes) - 1, np.float32(sizes[0])
    for i in range(count):
        x, y, z = page[X + i], page[Y + i], page[Z + i]
        face = face_of(x, y, z)
        s, t = on_face(face, x, y, z)
        right_s, right_t = on_face(face, x + right[0], y, z + right[2])
        up_s, up_t = on_face(face, x + up[0], y + up[1], z + up[2])
        by_right = (right_s - s) * (right_s - s) + (right_t - t) * (right_t - t)
        by_up = (up_s - s) * (up_s - s) + (up_t - t) * (up_t - t)
        page[CHANGE + i] = max(by_right, by_up) * largest * largest
    for i in range(count):
        steps = max(0, min((ints[CHANGE + i] - ONE_BITS) >> 16, coarsest << 8))
        level = steps >> 8
        coarser = min(level + 1, coarsest)
        share = (steps & 255) << (WEIGHT_BITS - 8)
        ints[LEVEL_BEGIN + i], ints[LEVEL_BEGIN + BLOCK + i] = offsets[level], offsets[coarser]
        ints[LEVEL_SIZE + i], ints[LEVEL_SIZE + BLOCK + i] = sizes[level], sizes[coarser]
        ints[LEVEL_WEIGHT + i], ints[LEVEL_WEIGHT + BLOCK + i] = WHOLE - share, share


@kernel
def weigh_level(ints: Array, level: int, i: int, face: int, s: np.float32, t: np.float32) -> None:
    """Where the four texels around a point of a face lie, and their weights: bilinear, times the level's share."""
    half = np.float32(0.5)
    size, weight = ints[LEVEL_SIZE + level * BLOCK + i], ints[LEVEL_WEIGHT + level * BLOCK + i]
    furthest = np.float32(size) + HALF
    x = max(half, min(s * np.float32(size) + half, furthest))
    y = max(half, min(t * np.float32(size) + half, furthest))
    column, row = np.int32(x), np.int32(y)
    right = np.int32(np.float32(weight) * (x - np.float32(column)) + half)
    left = np.int32(weight - right)
    share = y - np.float32(row)
    right_above = np.int32(np.float32(right) * share + half)
    left_above = np.int32(np.float32(left) * share + half)
    across = np.int32(size + 2)
    line = np.int32(np.int32(np.int32(face) * across) + row)
    ints[TEXEL_PLACE + level * BLOCK + i] = ints[LEVEL_BEGIN + level * BLOCK + i] + np.int32(line * across) + column
    ints[TEXEL_WEIGHT + (4 * level) * BLOCK + i] = left - left_above
    ints[TEXEL_WEIGHT + (4 * level + 1) * BLOCK + i] = right - right_above
    ints[TEXEL_WEIGHT + (4 * level + 2) * BLOCK + i] = left_above
    ints[TEXEL_WEIGHT + (4 * level + 3) * BLOCK + i] = right_above


@kernel
def weigh_texels(page: Array, count: int, right: Direction, up: Direction) -> None:
    """Which texels each job needs, in both levels, for its pixel `right` and `up` of the lower left one."""
    ints = page.view(np.int32)
    for i in range(count):
        x, y, z = page[X + i] + right[0] + up[0], page[Y + i] + up[1], page[Z + i] + right[2] + up[2]
        face = face_of(x, y, z)
        s, t = on_face(face, x, y, z)
        weigh_level(ints, 0, i, face, s, t)
        weigh_level(ints, 1, i, face, s, t)


@kernel
def weighted(page: Array, level: int, i: int, sky: Array) -> np.uint64:
    """The weighted sum of job i's four texels in a level."""
    words = page.view(np.uint32)
    one, corner = np.uint64(1), TEXEL_WEIGHT + 4 * level * BLOCK + i
    place = np.uint64(words[TEXEL_PLACE + level * BLOCK + i])
    above = np.uint64(place + np.uint64(words[LEVEL_SIZE + level * BLOCK + i]) + np.uint64(2))
    return np.uint64(
        sky[place] * np.uint64(words[corner])
        + sky[np.uint64(place + one)] * np.uint64(words[corner + BLOCK])
        + sky[above] * np.uint64(words[corner + 2 * BLOCK])
        + sky[np.uint64(above + one)] * np.uint64(words[corner + 3 * BLOCK])
    )


@kernel
def mix_sky(page: Array, sky: Array, colors: Array, count: int) -> None:
    """The colours of one pixel of each job."""
    byte = np.uint64(255)
    for i in range(count):
        total = np.uint64(SKY_ROUNDING + weighted(page, 0, i, sky) + weighted(page, 1, i, sky))
        total = total >> np.uint64(WEIGHT_BITS)
        red, green, blue = total & byte, (total >> np.uint64(21)) & byte, (total >> np.uint64(42)) & byte
        colors[i] = np.uint32(red | green << np.uint64(8) | blue << np.uint64(16))


@kernel
def color_sky(scratch: Scratch, textures: Textures, camera: Camera, jobs: int) -> None:
    """The colours of all sky jobs, into the second four rows of COLOR."""
    page = scratch.page
    step_x, step_y = 2 * camera.tangent_x / camera.width, 2 * camera.tangent_y / camera.height
    nothing = np.float32(0)
    right = (np.float32(step_x * camera.right_x), nothing, np.float32(-step_x * camera.right_y))
    up = (np.float32(step_y * camera.up_x), np.float32(step_y * camera.up_z), np.float32(-step_y * camera.up_y))
    for begin in range(0, jobs, BLOCK):
        mine = min(jobs - begin, BLOCK)
        count = (mine + VECTOR - 1) & -VECTOR
        aim(page, scratch.ints, begin, count, camera)
        choose_sky_levels(page, count, textures, right, up)
        for pixel in range(4):
            first, second = np.float32(pixel & 1), np.float32(pixel >> 1)
            sideways = (first * right[0], nothing, first * right[2])
            weigh_texels(page, count, sideways, (second * up[0], second * up[1], second * up[2]))
            mix_sky(page, textures.sky, scratch.words[COLOR + 4 * SKY_JOBS + pixel, begin : begin + mine], mine)
