"""Spheres in the frame: each triangle of each takes the samples that it covers, where nothing is before it."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.rendering.compiling import Array, kernel, stage
from memory_maze.rendering.facets import (
    AROUND,
    CORNERS,
    FINE,
    SLICES,
    STACK_SIN,
    STACKS,
    place,
    place_corners,
    set_facet,
)
from memory_maze.rendering.frame_types import (
    AHEAD,
    AWAY_Z,
    FIRST_ROW,
    FIRST_SPHERE,
    FLOOR,
    LAST_SURFACE,
    PIXEL_X,
    PIXEL_Y,
    RADIUS,
    RIGHT,
    SAMPLE_X,
    SKY,
    UP,
    Camera,
    Region,
    Scratch,
)
from memory_maze.rendering.spheres import BEFORE, CROSSING, bounds_of, may_show, place_to, scene_distance


@kernel
def draw_spheres(scratch: Scratch, camera: Camera, region: Region, count: int, near: float) -> None:
    """Fills the region's samples in which a sphere is the nearest thing. Seen from inside it does not show.

    Args:
      near: how far ahead of the camera, in cells, things are cut off.
    """
    surface: Any = np.int64(FIRST_SPHERE)
    for number in range(count):
        sphere = scratch.spheres[number]
        bounds = bounds_of(sphere, camera, region)
        if bounds.x0 < bounds.x1 and bounds.y0 < bounds.y1 and may_show(scratch, sphere, camera, bounds):
            surface = draw_sphere(scratch, camera, bounds, number, near, surface)


@kernel
def draw_sphere(scratch: Scratch, camera: Camera, bounds: Region, number: int, near: float, surface: int) -> int:
    """Fills the samples that show a sphere.

    Args:
      bounds: the pixels that it can touch.
      surface: number of the first surface that is free.

    Returns:
      the number of the first surface that is still free.
    """
    reals, sphere = scratch.reals, scratch.spheres[number]
    aheads, xs, ys, rows = reals[AHEAD], reals[PIXEL_X], reals[PIXEL_Y], reals[FIRST_ROW]
    from_floor = camera.z + sphere[AWAY_Z]
    stack: Any = np.int64(0)
    while stack < STACKS and camera.z > 0 and from_floor + sphere[RADIUS] * STACK_SIN[stack + 1] <= 0:
        stack += 1
    place_corners(reals, sphere, camera, stack)
    for low in range(stack * AROUND, STACKS * AROUND):
        if low % AROUND == SLICES:
            continue
        floor_place = BEFORE if from_floor + sphere[RADIUS] * STACK_SIN[low // AROUND] >= 0 else CROSSING
        for half in range(2):
            a, b, c = low + half, low + 1 + half * AROUND, low + AROUND
            facet, pieces = (a, b, c), 1
            if min(aheads[a], aheads[b], aheads[c]) < near:
                pieces = cut_off(reals, camera, facet, near) - 2
                a, b, c = CORNERS, CORNERS + 1, CORNERS + 2
            shown = False
            for _ in range(pieces):
                first, last = min(rows[a], rows[b], rows[c]), max(rows[a], rows[b], rows[c])
                if first < last and (xs[b] - xs[a]) * (ys[c] - ys[a]) > (xs[c] - xs[a]) * (ys[b] - ys[a]):
                    begin, end = max(4 * bounds.y0, int(first)), min(4 * bounds.y1, int(last))
                    corners = turned(ys, (a, b, c))
                    scratch.faces[0, surface] = number
                    shown |= fill_triangle(
                        scratch, camera, bounds, sphere, corners, facet, (begin, end), floor_place, surface
                    )
                b, c = c, c + 1
            if shown and surface < LAST_SURFACE:
                surface += 1
    return surface


@stage
def turned(ys: Array, corners: tuple[int, int, int]) -> tuple[int, int, int]:
    """Three corners, in the same order around, from the lowest on."""
    a, b, c = corners
    if ys[b] < ys[a] and ys[b] <= ys[c]:
        return b, c, a
    return (c, a, b) if ys[c] < ys[a] else (a, b, c)


@stage
def fill_triangle(
    scratch: Scratch,
    camera: Camera,
    bounds: Region,
    sphere: Array,
    corners: tuple[int, int, int],
    facet: tuple[int, int, int],
    rows: tuple[int, int],
    floor_place: int,
    surface: int,
) -> bool:
    """Fills the samples that show a triangle or a part of it; says whether there are any.

    An edge is always followed upwards, so that the triangles on either side of it share its samples out.

    Args:
      corners: three corners, anticlockwise from the lowest on.
      facet: the corners of the whole triangle.
      rows: first row of samples, and one past the last.
      floor_place: where the triangle is as seen past the floor.
    """
    a, b, c = corners
    reals, planes, faces = scratch.reals, scratch.planes, scratch.faces
    xs, ys = reals[PIXEL_X], reals[PIXEL_Y]
    left_x, left_y, left_slope = xs[a], ys[a], (xs[c] - xs[a]) / (ys[c] - ys[a])
    right_x, right_y, right_slope = xs[a], ys[a], (xs[b] - xs[a]) / (ys[b] - ys[a])
    turn = int(min(reals[FIRST_ROW, b], reals[FIRST_ROW, c]))
    shown, known = False, False
    last, where = -1, BEFORE
    for row in range(rows[0], rows[1]):
        if row >= turn:
            turn = rows[1]
            if ys[c] < ys[b]:
                left_x, left_y, left_slope = xs[c], ys[c], (xs[b] - xs[c]) / (ys[b] - ys[c])
            else:
                right_x, right_y, right_slope = xs[b], ys[b], (xs[c] - xs[b]) / (ys[c] - ys[b])
        y, offset = float(row * (FINE // 4) + FINE // 8), FINE * SAMPLE_X[row & 3]
        left = left_x + (y - left_y) * left_slope - offset
        right = right_x + (y - right_y) * right_slope - offset
        x0 = int(np.ceil(max(left * (1 / FINE), float(bounds.x0))))
        x1 = int(np.ceil(min(right * (1 / FINE), float(bounds.x1))))
        if x0 < x1 and not known:
            known = True
            set_facet(planes[surface], reals, camera, facet)
        line = scratch.samples[row]
        for x in range(x0, x1):
            there = int(line[x])
            if there != last:
                last = there
                where = BEFORE if there == SKY else floor_place
                if there > FLOOR:
                    where = place_to(planes, faces, sphere, there)
            if where == BEFORE or (
                where == CROSSING
                and scene_distance(planes, camera, surface, x, row) < scene_distance(planes, camera, there, x, row)
            ):
                line[x] = surface
                shown = True
    return shown


@kernel
def cut_off(reals: Array, camera: Camera, facet: tuple[int, int, int], near: float) -> int:
    """Places what is ahead of the camera of a triangle, as up to four corners after all others; returns how many."""
    rights, ups, aheads = reals[RIGHT], reals[UP], reals[AHEAD]
    count = 0
    a, b, c = facet
    for _ in range(3):
        if aheads[a] >= near:
            place(reals, camera, CORNERS + count, rights[a] / aheads[a], ups[a] / aheads[a])
            count += 1
        if (aheads[a] < near) != (aheads[b] < near):
            share = (near - aheads[a]) / (aheads[b] - aheads[a])
            right, up = rights[a] + share * (rights[b] - rights[a]), ups[a] + share * (ups[b] - ups[a])
            place(reals, camera, CORNERS + count, right / near, up / near)
            count += 1
        a, b, c = b, c, a
    return count
