"""The sky: a lookup in a cube of small images, by direction."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.rendering.compiling import Array, kernel
from memory_maze.rendering.frame_types import COLOR, JOB_QUAD, JOB_ROW, Camera, Scratch
from memory_maze.rendering.page import ONE_BITS
from memory_maze.rendering.texture_store import Textures

PLUS_X, MINUS_X, PLUS_Y, MINUS_Y, PLUS_Z, MINUS_Z = range(6)

HALF = np.float32(0.5)
NEAREST = np.float32(1e-9)

WEIGHT_BITS = 13
"""Weights are 13-bit, so that a byte times a weight fits the 21 bits of a packed channel."""
WHOLE = 1 << WEIGHT_BITS
ROUNDING = np.uint64((WHOLE >> 1) * (1 + (1 << 21) + (1 << 42)))


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
    if face == PLUS_X:
        s, t, m = -z, -y, x
    elif face == MINUS_X:
        s, t, m = z, -y, -x
    elif face == PLUS_Y:
        s, t, m = x, z, y
    elif face == MINUS_Y:
        s, t, m = x, -z, -y
    elif face == PLUS_Z:
        s, t, m = x, -y, z
    else:
        s, t, m = -x, -y, -z
    half = HALF / max(m, NEAREST)
    return s * half + HALF, t * half + HALF


@kernel
def fetch(sky: Array, begin: int, size: int, s: np.float32, t: np.float32, weight: int) -> np.uint64:
    """The bilinear mean around a point of a face, times `weight`; `begin` is where the face begins in `sky`."""
    half, furthest = np.float32(0.5), np.float32(size) + HALF
    x = max(half, min(s * np.float32(size) + half, furthest))
    y = max(half, min(t * np.float32(size) + half, furthest))
    column, row = np.int32(x), np.int32(y)
    right = np.int32(np.float32(weight) * (x - np.float32(column)) + half)
    left = weight - right
    share = y - np.float32(row)
    right_above = np.int32(np.float32(right) * share + half)
    left_above = np.int32(np.float32(left) * share + half)
    place = np.uint64(begin + row * (size + 2) + column)
    above = np.uint64(place + np.uint64(size + 2))
    return np.uint64(
        sky[place] * np.uint64(left - left_above)
        + sky[np.uint64(place + np.uint64(1))] * np.uint64(right - right_above)
        + sky[above] * np.uint64(left_above)
        + sky[np.uint64(above + np.uint64(1))] * np.uint64(right_above)
    )


@kernel
def color_sky(scratch: Scratch, textures: Textures, camera: Camera, jobs: int) -> None:
    """The colours of all sky jobs of a row of quads, into the second four rows of COLOR."""
    colors = scratch.words[COLOR + 4 : COLOR + 8]
    quads, rows = scratch.ints[JOB_QUAD + 1], scratch.ints[JOB_ROW + 1]
    change, bits = scratch.page, scratch.page.view(np.int32)
    sky = textures.sky
    step_x = 2 * camera.tangent_x / camera.width
    step_y = 2 * camera.tangent_y / camera.height
    coarsest = len(textures.sky_sizes) - 1
    largest = np.float32(textures.sky_sizes[0])
    right_x, right_z = np.float32(step_x * camera.right_x), np.float32(-step_x * camera.right_y)
    up_x, up_z = np.float32(step_y * camera.up_x), np.float32(-step_y * camera.up_y)
    up_y = np.float32(step_y * camera.up_z)
    for job in range(jobs):
        height = (2 * rows[job] + 0.5) * step_y - camera.tangent_y
        across = (2 * quads[job] + 0.5) * step_x - camera.tangent_x
        x = np.float32(camera.forward_x + height * camera.up_x + across * camera.right_x)
        y = np.float32(camera.forward_z + height * camera.up_z)
        z = np.float32(-(camera.forward_y + height * camera.up_y + across * camera.right_y))
        face = face_of(x, y, z)
        s, t = on_face(face, x, y, z)
        right_s, right_t = on_face(face, x + right_x, y, z + right_z)
        up_s, up_t = on_face(face, x + up_x, y + up_y, z + up_z)
        by_right = (right_s - s) * (right_s - s) + (right_t - t) * (right_t - t)
        by_up = (up_s - s) * (up_s - s) + (up_t - t) * (up_t - t)
        change[0] = max(by_right, by_up) * largest * largest
        steps = max(0, min((bits[0] - ONE_BITS) >> 16, coarsest << 8))
        level, share = steps >> 8, steps & 255
        coarse = share << (WEIGHT_BITS - 8)
        size = textures.sky_sizes[level]
        begin, area = textures.sky_offsets[level], (size + 2) * (size + 2)
        next_level = min(level + 1, coarsest)
        next_size = textures.sky_sizes[next_level]
        next_begin, next_area = textures.sky_offsets[next_level], (next_size + 2) * (next_size + 2)
        for pixel in range(4):
            if pixel == 1:
                px, py, pz = x + right_x, y, z + right_z
                s, t = right_s, right_t
            elif pixel == 2:
                px, py, pz = x + up_x, y + up_y, z + up_z
                s, t = up_s, up_t
            elif pixel == 3:
                px, py, pz = x + right_x + up_x, y + up_y, z + right_z + up_z
                s, t = on_face(face, px, py, pz)
            else:
                px, py, pz = x, y, z
            own_face = face_of(px, py, pz)
            if own_face != face:
                s, t = on_face(own_face, px, py, pz)
            total = ROUNDING + fetch(sky, begin + own_face * area, size, s, t, WHOLE - coarse)
            if coarse:
                total += fetch(sky, next_begin + own_face * next_area, next_size, s, t, coarse)
            colors[pixel, job] = (
                np.uint32((total >> np.uint64(WEIGHT_BITS)) & np.uint64(255))
                | np.uint32((total >> np.uint64(WEIGHT_BITS + 21)) & np.uint64(255)) << np.uint32(8)
                | np.uint32((total >> np.uint64(WEIGHT_BITS + 42)) & np.uint64(255)) << np.uint32(16)
            )
