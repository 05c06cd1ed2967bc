"""Before the first frame: whether the kernels have to be compiled, and two processes that share the work."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from memory_maze.compiling import can_be_kept, compile_for, is_kept
from memory_maze.machine import cores
from memory_maze.rendering.software.drawing.entry_points import draw_any, draw_standing
from memory_maze.rendering.software.drawing.scratch import make_scratch
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.records.frame_types import Camera, Maze, Region
from memory_maze.rendering.software.shading.coloring import color_jobs
from memory_maze.rendering.software.shading.quads import ask_for_colors
from memory_maze.rendering.software.visibility.portals import draw_visible_walls
from memory_maze.rendering.software.visibility.triangles import draw_sphere

PATIENCE = 120
"""Seconds to wait for the other process; what it has not made by then is compiled here."""


def needs_compilation() -> bool:
    """Whether no compiled kernel for this machine is on disk. It draws nothing."""
    return not any(is_kept(entry) for entry in (draw_standing, draw_any))


@cache
def compile_together() -> None:
    """Where nothing is on disk yet, has another process compile what colours a frame, and meanwhile the rest here."""
    if not needs_compilation() or is_kept(color_jobs) or cores() == 1 or not can_be_kept():
        return
    try:
        helper = _start_helper()
    except OSError:
        return
    scratch, _, camera, maze, region = _examples()
    compile_for(draw_sphere, scratch, camera, region, 0, 0.0, 0)
    compile_for(draw_visible_walls, scratch, camera, maze, (0.0, 0.0), 0.0, 0)
    compile_for(ask_for_colors, scratch, camera, maze, region, 0)
    try:
        helper.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        helper.kill()


def compile_colours() -> None:
    """Compiles what colours a frame, and leaves it on disk."""
    scratch, textures, camera, _, _ = _examples()
    jobs = np.int32(0)
    compile_for(color_jobs, scratch, textures, camera, jobs, jobs, jobs)


def _start_helper() -> subprocess.Popen[bytes]:
    """A process that compiles what colours a frame, from the very package that this one runs."""
    package = str(Path(sys.modules[__name__.partition(".")[0]].__path__[0]).parent)
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    code = f"from {__name__} import compile_colours; compile_colours()"
    return subprocess.Popen(
        [sys.executable, *(["-" + sys.flags.optimize * "O"] if sys.flags.optimize else []), "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _examples() -> tuple[Any, ...]:
    """Records of the types that the kernels are compiled for."""
    texels, nothing, grid = np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros((1, 1), np.uint8)
    texels.flags.writeable = False
    textures = Textures(texels, np.zeros(0, np.uint64), nothing, nothing, 0, 0)
    camera = Camera._make([*[0.0] * (len(Camera._fields) - 2), 0, 0])
    side: Any = np.int32(0)
    maze = Maze(grid, grid, side, side, 0.0, 0.0, 0.0)
    return make_scratch(16, 16, 1, 1), textures, camera, maze, Region(0, 0, 0, 0)
