"""The compiled entry point that draws depth and labels beside the image. Who wants images alone never compiles it."""

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
from memory_maze.rendering.software.drawing.top import WALKER_SPHERES, set_walker
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.layers.surfacing import SPHERE_LABEL, fill_layers, label_spheres
from memory_maze.rendering.software.records.frame_types import Scratch


@entry_point
def draw_layers(
    lens: Lens,
    textures: Textures,
    batch: Batch,
    eyes: Array,
    poses: Array,
    scratch: Scratch,
    image: Array,
    depth: Array,
    labels: Array,
    begin: int,
    end: int,
) -> None:
    """Draws frames of any view with the depth and the label of each pixel's centre.

    Args:
      eyes: float64[N, 12], see `rendering.camera`.
      poses: float64[N, 4], x, y, z in metres and the heading in radians; what a top view shows of walkers.
      image: uint8[N, height, width, 3], written; row 0 on top.
      depth: float32[N, height, width], written: metres.
      labels: uint8[N, height, width], written; see `segmentation`.
      begin: the first frame.
      end: the one after the last frame.
    """
    size = (image.shape[2], image.shape[1])
    whole = whole_frame(size)
    for index in range(begin, end):
        maze = maze_of(batch, index, lens.legacy)
        camera = camera_of(eyes[index], maze, size)
        spheres = set_objects(scratch.spheres, batch, index, camera, maze)
        if lens.top:
            set_walker(scratch.spheres, spheres, camera, maze, poses[index], whole)
            spheres += WALKER_SPHERES
        if not lens.top and stands_between_walls(camera, maze):
            fill_between_walls(scratch, textures, camera, maze)
        else:
            fill_from_anywhere(scratch, textures, camera, maze, whole)
        finish(scratch, textures, camera, maze, whole, spheres, image[index])
        label_spheres(scratch.ints[SPHERE_LABEL], batch, index, spheres)
        fill_layers(scratch, camera, maze, spheres, depth[index], labels[index])
