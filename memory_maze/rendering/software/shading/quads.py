"""Quads of 2 x 2 pixels: which surfaces each shows, and what therefore has to be coloured."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.compiling import Array, kept_kernel, kernel
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.records.frame_types import (
    CELL,
    COUNTS,
    FILLING,
    FIRST_SPHERE,
    FLOOR_SURFACE,
    FULL,
    JOB_QUAD,
    JOB_ROW,
    JOB_SURFACE,
    MIXED_QUADS,
    PLANE_JOBS,
    SKY_JOBS,
    SKY_SURFACE,
    SPHERE_JOBS,
    Camera,
    Maze,
    Region,
    Scratch,
)
from memory_maze.rendering.software.shading.coloring import color_jobs
from memory_maze.rendering.software.shading.floor import cells_under_row, floor_of_quad, floor_of_sample
from memory_maze.rendering.software.shading.resolve import unpack_rows, write_jobs, write_mixed

SEVERAL = -1
"""What fills a quad that shows several surfaces."""


@kernel
def find_filling(samples: Array, filling: Array, first: int, last: int) -> None:
    """Which surface fills each of the quads first..last - 1, whose eight rows of samples these are."""
    pairs = samples.view(np.uint32)
    s0, s1, s2, s3 = pairs[0], pairs[1], pairs[2], pairs[3]
    s4, s5, s6, s7 = pairs[4], pairs[5], pairs[6], pairs[7]
    for quad in range(first, last):
        word = s0[quad]
        left = np.int32(word & np.uint32(0xFFFF))
        differs = (s1[quad] ^ word) | (s2[quad] ^ word) | (s3[quad] ^ word) | (s4[quad] ^ word)
        differs |= (s5[quad] ^ word) | (s6[quad] ^ word) | (s7[quad] ^ word)
        same = differs == 0 and left == np.int32(word >> np.uint32(16))
        filling[quad] = left if same else SEVERAL


@kernel
def ask_for_colors(scratch: Scratch, camera: Camera, maze: Maze, region: Region, quad_row: int) -> None:
    """Goes through a row of quads and lists what each needs."""
    ints = scratch.ints
    counts, below, above, filling = ints[COUNTS], ints[CELL], ints[CELL + 1], ints[FILLING]
    columns, rows, surfaces = ints[JOB_QUAD], ints[JOB_ROW], ints[JOB_SURFACE]
    planes = np.int64(counts[PLANE_JOBS])
    first, last = region.x0 >> 1, region.x1 >> 1
    find_filling(scratch.samples[8 * quad_row : 8 * quad_row + 8], filling, first, last)
    for quad in range(first, last):
        surface: Any = np.int64(filling[quad])
        if surface == FLOOR_SURFACE:
            surface = floor_of_quad(maze, below, above, quad - first)
        if FLOOR_SURFACE < surface < FIRST_SPHERE:
            columns[planes] = quad
            rows[planes] = quad_row
            surfaces[planes] = surface
            planes += 1
        elif surface <= FLOOR_SURFACE and surface != SKY_SURFACE:
            counts[PLANE_JOBS] = planes
            add_mixed(scratch, camera, maze, quad_row, quad, first)
            planes = np.int64(counts[PLANE_JOBS])
        else:
            add_job(ints, quad, quad_row, surface)
    counts[PLANE_JOBS] = planes


@kernel
def add_job(ints: Array, quad: int, quad_row: int, surface: int) -> int:
    """Asks for the colours of a quad's pixels on a surface; returns where they will be, 4 number + kind."""
    kind = SKY_JOBS if surface == SKY_SURFACE else SPHERE_JOBS if surface >= FIRST_SPHERE else PLANE_JOBS
    number = ints[COUNTS, kind]
    ints[COUNTS, kind] = number + 1
    ints[JOB_QUAD + kind, number] = quad
    ints[JOB_ROW + kind, number] = quad_row
    ints[JOB_SURFACE + kind, number] = surface
    return 4 * number + kind


@kernel
def add_mixed(scratch: Scratch, camera: Camera, maze: Maze, quad_row: int, quad: int, first: int) -> None:
    """Asks for the colours of a quad that shows several surfaces, each of them once.

    Args:
      first: the region's first quad.
    """
    ints, samples = scratch.ints, scratch.samples
    entry = scratch.mixed[ints[COUNTS, MIXED_QUADS]]
    ints[COUNTS, MIXED_QUADS] += 1
    entry[0] = quad
    entry[1] = quad_row
    last_raw, slot = -1, 0
    one, two = -1, -1
    slot_one, slot_two = 0, 0
    floor = -1
    for sample in range(16):
        row = 8 * quad_row + 4 * (sample >> 3) + (sample & 3)
        x = 2 * quad + ((sample >> 2) & 1)
        raw: Any = np.int64(samples[row, x])
        if raw != last_raw:
            surface = raw
            last_raw = raw
            if raw == FLOOR_SURFACE:
                if floor < 0:
                    floor = floor_of_quad(maze, ints[CELL], ints[CELL + 1], quad - first)
                surface = floor
                if floor == FLOOR_SURFACE:
                    surface = floor_of_sample(camera, maze, x, row)
                    last_raw = -1
            if surface == one:
                slot = slot_one
            elif surface == two:
                slot = slot_two
            else:
                slot = add_job(ints, quad, quad_row, surface)
                two, slot_two = one, slot_one
                one, slot_one = surface, slot
        entry[2 + sample] = slot


@kept_kernel
def draw_quads(scratch: Scratch, textures: Textures, camera: Camera, maze: Maze, region: Region, out: Array) -> None:
    """Turns a region's samples into pixels.

    Args:
      out: uint8[height, width, 3], written where the region is; row 0 on top.
    """
    first, count = region.x0 >> 1, (region.x1 - region.x0) >> 1
    counts = scratch.ints[COUNTS]
    below, above = scratch.ints[CELL], scratch.ints[CELL + 1]
    for kind in range(MIXED_QUADS + 1):
        counts[kind] = 0
    done = region.y0
    cells_under_row(camera, maze, float(region.y0), first, count + 1, above)
    for quad_row in range(region.y0 >> 1, region.y1 >> 1):
        for i in range(count + 1):
            below[i] = above[i]
        cells_under_row(camera, maze, 2.0 * quad_row + 2.0, first, count + 1, above)
        ask_for_colors(scratch, camera, maze, region, quad_row)
        full = False
        for kind in range(MIXED_QUADS + 1):
            full |= counts[kind] >= FULL
        if full or quad_row == (region.y1 >> 1) - 1:
            color_jobs(scratch, textures, camera, counts[PLANE_JOBS], counts[SKY_JOBS], counts[SPHERE_JOBS])
            for kind in range(MIXED_QUADS):
                write_jobs(scratch.words, scratch.ints, kind, counts[kind], scratch.pixels)
            write_mixed(scratch.words, scratch.mixed, counts[MIXED_QUADS], scratch.pixels)
            unpack_rows(scratch.pixels, region, done, 2 * quad_row + 2, out)
            done = 2 * quad_row + 2
            for kind in range(MIXED_QUADS + 1):
                counts[kind] = 0
