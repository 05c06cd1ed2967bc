"""labmaze's wall and floor images, decoded once per process."""

from __future__ import annotations

import functools
import importlib.resources
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.scene import TextureNames

SIZE = 1024
"""Pixels along each side of labmaze's wall and floor images."""


def _image_path(style: str, surface: str, name: str) -> Path:
    return Path(str(importlib.resources.files("labmaze"))) / "assets" / style / f"{surface}_{name}_d.png"


@functools.cache
def load_image(style: str, surface: str, name: str) -> NDArray[np.uint8]:
    """One image of labmaze's.

    Args:
      style: a folder of labmaze's assets, such as "style_01".
      surface: "wall" or "floor".
      name: the image's name, such as "blue_bright".

    Returns:
      uint8[1024, 1024, 3], row 0 on top, read-only.

    Raises:
      ValueError: labmaze has no such image; the message names those it has.
    """
    path = _image_path(style, surface, name)
    if not path.is_file():
        found = sorted(p.name[len(surface) + 1 : -6] for p in path.parent.glob(f"{surface}_*_d.png"))
        known = ", ".join(found) if found else "none"
        raise ValueError(f"labmaze has no {surface} texture {name!r} in {style!r}; it has: {known}")
    from PIL import Image

    with Image.open(path) as image:
        pixels = np.array(image.convert("RGBA").convert("RGB"))
    pixels.setflags(write=False)
    return pixels


def load_images(textures: TextureNames) -> tuple[list[NDArray[np.uint8]], list[NDArray[np.uint8]]]:
    """The wall images and the floor images of a texture set, in its order."""
    wanted = [("wall", name) for name in textures.walls] + [("floor", name) for name in textures.floors]
    with ThreadPoolExecutor() as pool:
        images = list(pool.map(lambda image: load_image(textures.style, *image), wanted))
    return images[: len(textures.walls)], images[len(textures.walls) :]
