"""Spheres in the frame: each triangle of each takes the samples that it covers, where nothing is before it."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kept_kernel, kernel, stage
from memory_maze.rendering.software.records.frame_types import (
    AHEAD,
    AWAY_Z,
    FIRST_ROW,
    FIRST_SPHERE,
    IMAGE,
    LAST_SURFACE,
    PIXEL_X,
    PIXEL_Y,
    RADIUS,
    RIGHT,
    SAMPLE_X,
    SKY_SURFACE,
    UP,
    Camera,
    Region,
    Scratch,
)
from memory_maze.rendering.software.visibility.facets import (
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
from memory_maze.rendering.software.visibility.spheres import (
    BEFORE,
    CROSSING,
    bounds_of,
    may_show,
    place_to,
    scene_distance,
)


@stage
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


@kept_kernel
def draw_sphere(scratch: Scratch, camera: Camera, bounds: Region, number: int, near: float, surface: int) -> int:
    """Fills the samples that show a sphere.

    Args:
      bounds: the pixels that it can touch.
      surface: number of the first surface that is free.

    Returns:
      the number of the first surface that is still free.
    """
    reals, sphere = scratch.reals, scratch.spheres[number]
    aheads, xs, ys = reals[AHEAD], reals[PIXEL_X], reals[PIXEL_Y]
    stack = first_stack(sphere, camera)
    place_corners(reals, sphere, camera, stack)
    for low in range(stack * AROUND, STACKS * AROUND):
        if low % AROUND == SLICES:
            continue
        below_floor = camera.z + sphere[AWAY_Z] + sphere[RADIUS] * STACK_SIN[low // AROUND] < 0
        for half in range(2):
            a, b, c = low + half, low + 1 + half * AROUND, low + AROUND
            facet, pieces, shown = (a, b, c), 1, False
            if aheads[a] < near or aheads[b] < near or aheads[c] < near:
                pieces = cut_off(reals, camera, facet, near) - 2
                a, b, c = CORNERS, CORNERS + 1, CORNERS + 2
            for _ in range(pieces):
                if (xs[b] - xs[a]) * (ys[c] - ys[a]) > (xs[c] - xs[a]) * (ys[b] - ys[a]):
                    scratch.planes[surface, IMAGE] = number
                    shown |= fill_triangle(scratch, camera, bounds, sphere, a, b, c, facet, below_floor, surface)
                b, c = c, c + 1
            if shown and surface < LAST_SURFACE:
                surface += 1
    return surface


@kernel
def first_stack(sphere: Array, camera: Camera) -> int:
    """The first stack that is not all below the floor."""
    stack = 0
    while stack < STACKS and camera.z > 0 and camera.z + sphere[AWAY_Z] + sphere[RADIUS] * STACK_SIN[stack + 1] <= 0:
        stack += 1
    return stack


@stage
def fill_triangle(
    scratch: Scratch,
    camera: Camera,
    bounds: Region,
    sphere: Array,
    a: int,
    b: int,
    c: int,
    facet: tuple[int, int, int],
    below_floor: bool,
    surface: int,
) -> bool:
    """Fills the samples that show a triangle or a part of it; says whether there are any.

    An edge is always followed upwards, so that the triangles on either side of it share its samples out.

    Args:
      a, b, c: corners, anticlockwise.
      facet: the corners of the whole triangle.
      below_floor: whether some of the triangle is.
    """
    reals, planes = scratch.reals, scratch.planes
    xs, ys, first_rows = reals[PIXEL_X], reals[PIXEL_Y], reals[FIRST_ROW]
    while ys[b] < ys[a] or ys[c] < ys[a]:
        a, b, c = b, c, a
    begin, turn = max(4 * bounds.y0, int(first_rows[a])), int(min(first_rows[b], first_rows[c]))
    end = min(4 * bounds.y1, int(max(first_rows[b], first_rows[c])))
    last: Any = np.int64(SKY_SURFACE)
    shown, known, where = False, False, BEFORE
    if begin < end:
        left, right = a, a
        left_slope, right_slope = (xs[c] - xs[a]) / (ys[c] - ys[a]), (xs[b] - xs[a]) / (ys[b] - ys[a])
        for row in range(begin, end):
            if row >= turn:
                turn = end
                if ys[c] < ys[b]:
                    left, left_slope = c, (xs[b] - xs[c]) / (ys[b] - ys[c])
                else:
                    right, right_slope = b, (xs[c] - xs[b]) / (ys[c] - ys[b])
            y, offset = row * (FINE // 4) + (FINE // 8), FINE * SAMPLE_X[row & 3]
            x0 = (xs[left] + (y - ys[left]) * left_slope - offset) * (1 / FINE)
            x1 = (xs[right] + (y - ys[right]) * right_slope - offset) * (1 / FINE)
            line = scratch.samples[row]
            for x in range(int(np.ceil(max(x0, float(bounds.x0)))), int(np.ceil(min(x1, float(bounds.x1))))):
                if not known:
                    known = True
                    set_facet(planes[surface], reals, camera, facet)
                there: Any = np.int64(line[x])
                if there != last:
                    last = there
                    where = place_to(planes, sphere, there, below_floor)
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
