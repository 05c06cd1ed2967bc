"""Before the first frame: whether the kernels have to be compiled, and what of them several processes can share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np

from memory_maze.compiling import compile_for, is_being_made, is_kept
from memory_maze.rendering.software.drawing.entry_points import draw_any, draw_standing
from memory_maze.rendering.software.drawing.scratch import make_scratch
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.records.frame_types import Camera, Maze, Region
from memory_maze.rendering.software.shading.coloring import color_jobs
from memory_maze.rendering.software.shading.quads import draw_quads
from memory_maze.rendering.software.visibility.portals import draw_visible_walls
from memory_maze.rendering.software.visibility.triangles import draw_sphere


def needs_compilation() -> bool:
    """Whether no compiled kernel for this machine is on disk. It draws nothing."""
    return not any(is_kept(entry) for entry in (draw_standing, draw_any))


def shared_kernels() -> Iterator[tuple[Callable[..., Any], tuple[Any, ...]]]:
    """The kernels that frames are drawn by, each with arguments of the types that it is compiled for.

    Who begins at the front, and another at the end, meet in the middle.
    """
    scratch, textures, camera, maze, region = _examples()
    jobs = np.int32(0)
    yield color_jobs, (scratch, textures, camera, jobs, jobs, jobs)
    yield draw_quads, (scratch, textures, camera, maze, region, np.zeros((16, 16, 3), np.uint8))
    yield draw_sphere, (scratch, camera, region, 0, 0.0, 0)
    yield draw_visible_walls, (scratch, camera, maze, (0.0, 0.0), 0.0, 0)


@cache
def compile_what_nobody_makes() -> None:
    """Before this process waits for kernels that others are compiling just now, compiles those that nobody is."""
    if not needs_compilation():
        return
    for kernel, examples in reversed(list(shared_kernels())):
        if not is_being_made(kernel):
            compile_for(kernel, *examples)


def _examples() -> tuple[Any, ...]:
    """Records of the types that the kernels are compiled for."""
    texels, nothing, grid = np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros((1, 1), np.uint8)
    texels.flags.writeable = False
    textures = Textures(texels, np.zeros(0, np.uint64), nothing, nothing, 0, 0)
    camera = Camera._make([*[0.0] * (len(Camera._fields) - 2), 0, 0])
    side: Any = np.int32(0)
    maze = Maze(grid, grid, side, side, 0.0, 0.0, 0.0)
    return make_scratch(16, 16, 1, 1), textures, camera, maze, Region(0, 0, 0, 0)
