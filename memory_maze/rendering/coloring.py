"""The colours of all that a frame asks for. Half of what there is to compile, and kept by itself; see warmup.py."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from memory_maze.compiling import kept_kernel
from memory_maze.rendering.frame_types import Camera, Scratch
from memory_maze.rendering.sky import color_sky
from memory_maze.rendering.spheres import color_spheres
from memory_maze.rendering.texture_store import Textures
from memory_maze.rendering.texturing import color_planes


@kept_kernel
def color_jobs(scratch: Scratch, textures: Textures, camera: Camera, planes: int, skies: int, spheres: int) -> None:
    """Writes the colours of so many jobs of each kind into the rows of COLOR."""
    color_planes(scratch, textures.texels, planes)
    color_sky(scratch, textures, camera, skies)
    color_spheres(scratch, camera, spheres)
