"""The colours of all that a frame asks for. Half of what there is to compile, and kept by itself; see warmup.py."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from memory_maze.compiling import kept_kernel
from memory_maze.rendering.software.images.texture_store import Textures
from memory_maze.rendering.software.records.frame_types import Camera, Scratch
from memory_maze.rendering.software.shading.lookup import color_planes
from memory_maze.rendering.software.shading.sky import color_sky
from memory_maze.rendering.software.visibility.spheres import color_spheres


@kept_kernel
def color_jobs(scratch: Scratch, textures: Textures, camera: Camera, planes: int, skies: int, spheres: int) -> None:
    """Writes the colours of so many jobs of each kind into the rows of COLOR."""
    color_planes(scratch, textures.texels, planes)
    color_sky(scratch, textures, camera, skies)
    color_spheres(scratch, camera, spheres)
