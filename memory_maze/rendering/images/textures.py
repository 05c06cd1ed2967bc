"""The wall and floor images: labmaze's, decoded once per process, or our own, computed."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.errors import RenderingUnavailable
from memory_maze.rendering.images.files import style_folder
from memory_maze.rendering.images.plain import SIZE, plain_image
from memory_maze.rendering.scene import TextureNames
from memory_maze.scenario.model.colors import is_hex
from memory_maze.scenario.model.fields import FLOOR_TEXTURES, PLAIN, WALL_TEXTURES

KNOWN = {"wall": WALL_TEXTURES, "floor": FLOOR_TEXTURES}
"""The names of images by surface and style."""


@functools.cache
def load_image(style: str, surface: str, name: str) -> NDArray[np.uint8]:
    """One image.

    Args:
      style: "plain", or a folder of labmaze's assets, such as "style_01".
      surface: "wall" or "floor".
      name: the image's name, such as "blue_bright"; of a plain wall also a colour, "#rrggbb".

    Returns:
      uint8[1024, 1024, 3], row 0 on top, read-only.

    Raises:
      ValueError: the style has no such image; the message names those it has.
      RenderingUnavailable: labmaze's images are not on this machine, or one of them cannot be read.
    """
    known = KNOWN[surface].get(style, ())
    if name not in known and not (style == PLAIN and surface == "wall" and is_hex(name)):
        raise ValueError(f"{style!r} has no {surface} image {name!r}; it has: {', '.join(known) or 'none'}")
    pixels = plain_image(surface, name) if style == PLAIN else _decoded(style, surface, name)
    pixels.setflags(write=False)
    return pixels


def load_images(textures: TextureNames) -> tuple[list[NDArray[np.uint8]], list[NDArray[np.uint8]]]:
    """The wall images and the floor images of a texture set, in its order; raises what `load_image` raises."""
    wanted = [("wall", name) for name in textures.walls] + [("floor", name) for name in textures.floors]
    with ThreadPoolExecutor() as pool:
        images = list(pool.map(lambda image: _named(textures, *image), wanted))
    return images[: len(textures.walls)], images[len(textures.walls) :]


def _named(textures: TextureNames, surface: str, name: str) -> NDArray[np.uint8]:
    style, own = textures.source(name)
    return load_image(style, surface, own)


def _decoded(style: str, surface: str, name: str) -> NDArray[np.uint8]:
    from PIL import Image

    path = style_folder(style) / f"{surface}_{name}_d.png"
    try:
        with Image.open(path) as image:
            pixels = np.array(image.convert("RGBA").convert("RGB"))
    except (OSError, SyntaxError) as error:
        raise _damaged(path) from error
    if pixels.shape != (SIZE, SIZE, 3):
        raise _damaged(path)
    return pixels


def _damaged(path: Path) -> RenderingUnavailable:
    return RenderingUnavailable(
        f"{path}: the image is missing or damaged; run `memory-maze images` to mend the user's data folder, "
        "or install labmaze again to mend the package"
    )
