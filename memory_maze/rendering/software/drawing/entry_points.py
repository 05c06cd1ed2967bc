"""The two compiled entry points, with everything else compiled into them."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from memory_maze.compiling import Array, entry_point
from memory_maze.rendering.software.drawing.frame import (
    Batch,
    Lens,
    camera_of,
    fill_between_walls,
    fill_from_anywhere,
    finish,
    maze_of,
    set_objects,
    stands_between_walls,
    whole_frame,
)
from memory_maze.rendering.software.drawing.top import WALKER_SPHERES, copy_frame, set_walker
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.records.frame_types import Scratch


@entry_point
def draw_standing(
    lens: Lens,
    textures: Textures,
    batch: Batch,
    eyes: Array,
    scratch: Scratch,
    todo: Array,
    out: Array,
    begin: int,
    end: int,
) -> None:
    """Draws those frames whose camera stands between the walls; the others are left for `draw_any`.

    Args:
      eyes: float64[N, 12], see `rendering.camera`.
      todo: bool[N], written: which frames are left.
      out: uint8[N, height, width, 3], written; row 0 on top.
      begin: the first frame.
      end: the one after the last frame.
    """
    size = (out.shape[2], out.shape[1])
    whole = whole_frame(size)
    for index in range(begin, end):
        maze = maze_of(batch, index, lens.legacy)
        camera = camera_of(eyes[index], maze, size)
        todo[index] = not stands_between_walls(camera, maze)
        if not todo[index]:
            spheres = set_objects(scratch.spheres, batch, index, camera, maze)
            fill_between_walls(scratch, textures, camera, maze)
            finish(scratch, textures, camera, maze, whole, spheres, out[index])


@entry_point
def draw_any(
    lens: Lens,
    textures: Textures,
    batch: Batch,
    eyes: Array,
    poses: Array,
    scratch: Scratch,
    todo: Array,
    still: Array,
    out: Array,
    begin: int,
    end: int,
) -> None:
    """Draws the frames that are to do, from wherever the camera is.

    Args:
      eyes: float64[N, 12], see `rendering.camera`.
      poses: float64[N, 4], x, y, z in metres and the heading in radians; what a top view shows of walkers.
      todo: bool[N], which frames to draw; cleared.
      still: uint8[N, height, width, 3]: in a top view the frames to do are drawn here, without the walker, and `out`
        gets all frames from here, with the walker.
      out: uint8[N, height, width, 3], written; row 0 on top.
      begin: the first frame.
      end: the one after the last frame.
    """
    size = (out.shape[2], out.shape[1])
    whole = whole_frame(size)
    for index in range(begin, end):
        maze = maze_of(batch, index, lens.legacy)
        camera = camera_of(eyes[index], maze, size)
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
                region = set_walker(scratch.spheres, spheres, camera, maze, poses[index], whole)
                spheres += WALKER_SPHERES
                if region.x0 >= region.x1 or region.y0 >= region.y1:
                    break
            fill_from_anywhere(scratch, textures, camera, maze, region)
            finish(scratch, textures, camera, maze, region, spheres, frame)
        todo[index] = False
