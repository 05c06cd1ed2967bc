"""Filling the samples of an upright or level rectangle, seen in perspective."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import numpy as np

from memory_maze.compiling import Array, kernel
from memory_maze.rendering.software.records.frame_types import BEGIN, END, SAMPLE_X, SAMPLE_Y, Camera, Region, Scratch

NEAREST = 1e-3
"""Cells in front of the camera at which rectangles are cut off; a walker's camera never comes so close to a wall."""


@kernel
def corner(
    low: tuple[float, float, float], high: tuple[float, float, float], number: int
) -> tuple[float, float, float]:
    """Corner 0..3, in order around it, of a rectangle that is flat along one axis."""
    first = 1 <= number <= 2
    second = number >= 2
    if low[2] == high[2]:
        return (high[0] if first else low[0], high[1] if second else low[1], low[2])
    return (high[0] if first else low[0], high[1] if first else low[1], high[2] if second else low[2])


@kernel
def fill_rectangle(
    scratch: Scratch,
    camera: Camera,
    region: Region,
    low: tuple[float, float, float],
    high: tuple[float, float, float],
    surface: int,
) -> bool:
    """Fills the region's samples that the rectangle from `low` to `high` covers; says whether it may cover any."""
    outline = scratch.stack
    count = 0
    right, up, ahead = 0.0, 0.0, 0.0
    for number in range(5):
        point = corner(low, high, number & 3)
        x, y, z = point[0] - camera.x, point[1] - camera.y, point[2] - camera.z
        next_right = x * camera.right_x + y * camera.right_y
        next_up = x * camera.up_x + y * camera.up_y + z * camera.up_z
        next_ahead = x * camera.forward_x + y * camera.forward_y + z * camera.forward_z
        if number > 0 and (ahead < NEAREST) != (next_ahead < NEAREST):
            share = (NEAREST - ahead) / (next_ahead - ahead)
            outline[count, 0] = (right + share * (next_right - right)) / NEAREST
            outline[count, 1] = (up + share * (next_up - up)) / NEAREST
            count += 1
        if number > 0 and next_ahead >= NEAREST:
            outline[count, 0] = next_right / next_ahead
            outline[count, 1] = next_up / next_ahead
            count += 1
        right, up, ahead = next_right, next_up, next_ahead
    if count < 3:
        return False
    return fill_outline(scratch.samples, scratch.reals, outline, camera, region, count, surface)


@kernel
def fill_outline(
    samples: Array,
    reals: Array,
    outline: Array,
    camera: Camera,
    region: Region,
    count: int,
    surface: int,
) -> bool:
    """Fills a convex polygon whose corners are given as tangents to the right and upwards."""
    lowest, highest, leftmost, rightmost = 1e18, -1e18, 1e18, -1e18
    for i in range(count):
        outline[i, 0] = (outline[i, 0] / camera.tangent_x + 1) * 0.5 * camera.width
        outline[i, 1] = (outline[i, 1] / camera.tangent_y + 1) * 0.5 * camera.height
        leftmost, rightmost = min(leftmost, outline[i, 0]), max(rightmost, outline[i, 0])
        lowest, highest = min(lowest, outline[i, 1]), max(highest, outline[i, 1])
    if rightmost <= region.x0 or leftmost >= region.x1:
        return False
    first = max(4 * region.y0, 4 * int(np.floor(max(lowest, -1.0))))
    last = min(4 * region.y1, 4 * int(np.floor(min(highest, region.y1 + 1.0))) + 4)
    if first >= last:
        return False
    begins, ends = reals[BEGIN], reals[END]
    for row in range(first, last):
        begins[row], ends[row] = 1e18, -1e18
    for i in range(count):
        j = i + 1 if i + 1 < count else 0
        x0, y0, x1, y1 = outline[i, 0], outline[i, 1], outline[j, 0], outline[j, 1]
        if y0 == y1:
            continue
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        slope = (x1 - x0) / (y1 - y0)
        from_row = max(first, 4 * int(np.floor(max(y0, -1.0))))
        to_row = min(last, 4 * int(np.floor(min(y1, region.y1 + 1.0))) + 4)
        for row in range(from_row, to_row):
            y = (row >> 2) + SAMPLE_Y[row & 3]
            if y0 <= y < y1:
                x = x0 + (y - y0) * slope
                begins[row] = min(begins[row], x)
                ends[row] = max(ends[row], x)
    for row in range(first, last):
        offset = SAMPLE_X[row & 3]
        begin = int(np.ceil(max(begins[row] - offset, float(region.x0))))
        end = int(np.ceil(min(ends[row] - offset, float(region.x1))))
        line = samples[row]
        for x in range(begin, end):
            line[x] = surface
    return True
