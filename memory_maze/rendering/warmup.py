"""Before the first frame: whether the kernels have to be compiled, and two processes that share the work."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numpy as np

from memory_maze.rendering.coloring import color_jobs
from memory_maze.rendering.frame_types import Camera, Maze, Region
from memory_maze.rendering.kernel import draw_any, draw_standing
from memory_maze.rendering.portals import draw_visible_walls
from memory_maze.rendering.quads import ask_for_colors
from memory_maze.rendering.scratch import make_scratch
from memory_maze.rendering.texture_store import Textures
from memory_maze.rendering.triangles import draw_sphere

PATIENCE = 120
"""Seconds to wait for the other process; what it has not made by then is compiled here."""


def needs_compilation() -> bool:
    """Whether no compiled kernel for this machine is on disk. It asks numba, and draws nothing."""
    return not any(_is_kept(entry) for entry in (draw_standing, draw_any))


@cache
def compile_together() -> None:
    """Where nothing is on disk yet, has another process compile what colours a frame, and meanwhile the rest here."""
    if not needs_compilation() or _is_kept(color_jobs) or _cache_file(color_jobs) is None or os.cpu_count() == 1:
        return
    package = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    code = f"from {__name__} import compile_colours; compile_colours()"
    try:
        helper = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
    except OSError:
        return
    scratch, _, camera, maze, region = _examples()
    _compile(draw_sphere, scratch, camera, region, 0, 0.0, 0)
    _compile(draw_visible_walls, scratch, camera, maze, (0.0, 0.0), 0.0, 0)
    _compile(ask_for_colors, scratch, camera, maze, region, 0)
    try:
        helper.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        helper.kill()


def compile_colours() -> None:
    """Compiles what colours a frame, and leaves it on disk."""
    scratch, textures, camera, _, _ = _examples()
    jobs = np.int32(0)
    _compile(color_jobs, scratch, textures, camera, jobs, jobs, jobs)


def _examples() -> tuple[Any, ...]:
    """Records of the types that the kernels are compiled for."""
    texels, nothing, grid = np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros((1, 1), np.uint8)
    texels.flags.writeable = False
    textures = Textures(texels, np.zeros(0, np.uint64), nothing, nothing, 0, 0)
    camera = Camera._make([*[0.0] * (len(Camera._fields) - 2), 0, 0])
    side: Any = np.int32(0)
    maze = Maze(grid, grid, side, side, 0.0, 0.0, 0.0)
    return make_scratch(16, 16, 1, 1), textures, camera, maze, Region(0, 0, 0, 0)


def _compile(function: Any, *arguments: Any) -> None:
    type_of: Any = numba.typeof
    function.compile(tuple(type_of(argument) for argument in arguments))


def _is_kept(entry: object) -> bool:
    if getattr(entry, "signatures", None):
        return True
    # Numba offers no public question of this kind; without these attributes the answer is the careful one.
    load = getattr(_cache_file(entry), "_load_index", None)
    return bool(load()) if load is not None else False


def _cache_file(entry: object) -> Any:
    return getattr(getattr(entry, "_cache", None), "_cache_file", None)
