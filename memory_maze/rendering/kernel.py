"""The two compiled entry points, with everything else compiled into them."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from memory_maze.compiling import Array, entry_point
from memory_maze.rendering.frame import (
    Batch,
    Lens,
    fill_between_walls,
    fill_from_anywhere,
    finish,
    look_ahead,
    look_down,
    maze_of,
    set_objects,
    stands_between_walls,
)
from memory_maze.rendering.frame_types import Region, Scratch
from memory_maze.rendering.sources import sources_digest
from memory_maze.rendering.texture_store import Textures
from memory_maze.rendering.top import WALKER_SPHERES, copy_frame, set_walker
from memory_maze.rendering.trig import sine_cosine


def _make_draw_standing(version: int) -> Callable[..., int]:
    @entry_point
    def draw_standing(
        lens: Lens,
        textures: Textures,
        batch: Batch,
        poses: Array,
        scratch: Scratch,
        todo: Array,
        out: Array,
        begin: int,
        end: int,
    ) -> int:
        size = (out.shape[2], out.shape[1])
        whole = Region(0, 0, size[0] + (size[0] & 1), size[1] + (size[1] & 1))
        left = 0
        for index in range(begin, end):
            maze = maze_of(batch, index, lens.legacy)
            sine, cosine = sine_cosine(poses[index, 3])
            heading = (cosine, sine)
            camera = look_ahead(lens, maze, poses[index], heading, size)
            todo[index] = not stands_between_walls(camera, maze)
            left += todo[index]
            if not todo[index]:
                spheres = set_objects(scratch.spheres, batch, index, camera, maze)
                fill_between_walls(scratch, textures, camera, maze, heading)
                finish(scratch, textures, camera, maze, whole, spheres, out[index])
        return left + 0 * version

    return draw_standing


def _make_draw_any(version: int) -> Callable[..., int]:
    @entry_point
    def draw_any(
        lens: Lens,
        textures: Textures,
        batch: Batch,
        poses: Array,
        scratch: Scratch,
        todo: Array,
        still: Array,
        out: Array,
        begin: int,
        end: int,
    ) -> int:
        size = (out.shape[2], out.shape[1])
        whole = Region(0, 0, size[0] + (size[0] & 1), size[1] + (size[1] & 1))
        for index in range(begin, end):
            maze = maze_of(batch, index, lens.legacy)
            sine, cosine = sine_cosine(poses[index, 3])
            heading = (cosine, sine)
            camera = look_down(lens, maze, size) if lens.top else look_ahead(lens, maze, poses[index], heading, size)
            spheres = set_objects(scratch.spheres, batch, index, camera, maze)
            region = whole
            for layer in range(2):
                if layer == 0:
                    if not todo[index]:
                        continue
                    frame = still[index] if lens.top else out[index]
                else:
                    if not lens.top:
                        break
                    copy_frame(still[index], out[index])
                    frame = out[index]
                    region = set_walker(scratch.spheres, spheres, camera, maze, poses[index], heading, whole)
                    spheres += WALKER_SPHERES
                    if region.x0 >= region.x1 or region.y0 >= region.y1:
                        break
                fill_from_anywhere(scratch, textures, camera, maze, region)
                finish(scratch, textures, camera, maze, region, spheres, frame)
            todo[index] = False
        return version

    return draw_any


draw_standing: Any = _make_draw_standing(sources_digest())
"""draw_standing(lens, textures, batch, poses, scratch, todo, out, begin, end) draws the frames begin..end - 1
whose camera stands between the walls; `todo`, bool[N], tells which are left, and it returns how many are."""

draw_any: Any = _make_draw_any(sources_digest())
"""draw_any(lens, textures, batch, poses, scratch, todo, still, out, begin, end) draws the frames of begin..end - 1 that
are to do. In a top view these are the `still` frames, without the walker, and `out` gets a copy with the walker."""
