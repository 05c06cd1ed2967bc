"""Texture images as the software renderer samples them: mip chains of packed texels, one buffer per process and set."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.scene import TextureNames
from memory_maze.rendering.sky_texture import sky_chain
from memory_maze.rendering.textures import LEVELS, SIZE, load_images

TILE = 4
"""Texels along the side of a tile: a tile fills a cache line, and what a pixel needs mostly lies in one."""

LOW_SEVEN = np.uint32(0x7F7F7F7F)
"""All but the highest bit of each byte."""


class Textures(NamedTuple):
    """What the kernels sample. Texels are red | green << 8 | blue << 16."""

    texels: NDArray[np.uint32]
    """Every level of every image in tiles of 4 x 4, row 0 on top, walls before floors."""
    offsets: NDArray[np.int64]
    """[images, levels] where a level begins in `texels`."""
    sky: NDArray[np.uint64]
    """Every level of the six faces of the sky, red | green << 21 | blue << 42."""
    sky_offsets: NDArray[np.int64]
    """[levels] where a level's first face begins in `sky`."""
    sky_sizes: NDArray[np.int64]
    """[levels] texels along a face's side, without the border of one repeated texel."""
    walls: int
    floors: int


def halve(image: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The next mip level: MuJoCo's driver averages along x, then along y, each time rounding a half up."""
    along_x = _mean(image[:, 0::2], image[:, 1::2])
    return _mean(along_x[0::2], along_x[1::2])


def _mean(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """(a + b + 1) >> 1 of each of a word's bytes, without leaving them."""
    half = a ^ b
    half >>= np.uint32(1)
    half &= LOW_SEVEN
    mean = a | b
    mean -= half
    return mean


def pack(image: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """RGB bytes as one word a texel."""
    out = np.zeros((*image.shape[:2], 4), np.uint8)
    for channel in range(3):
        out[..., channel] = image[..., channel]
    return out.view("<u4")[..., 0].astype(np.uint32, copy=False)


def tile(image: NDArray[np.uint32], tiled: NDArray[np.uint32]) -> None:
    """Writes a level in the order that it is stored in: tiles row by row, and the texels of each row by row."""
    size = len(image)
    if size < TILE:
        tiled[:] = 0
        tiled.reshape(TILE, TILE)[:size, :size] = image
        return
    across = size // TILE
    by_tile = tiled.reshape(across, across, TILE, TILE).swapaxes(1, 2)
    by_tile[:] = image.reshape(across, TILE, across, TILE)


def _fill_chain(texels: NDArray[np.uint32], image: NDArray[np.uint8], sizes: list[int]) -> None:
    """Writes all levels of an image, one after the other."""
    level, begin = pack(image), 0
    for size in sizes:
        end = begin + max(size, TILE) ** 2
        tile(level, texels[begin:end])
        begin = end
        if size > 1:
            level = halve(level)


@functools.cache
def texture_store(names: TextureNames) -> Textures:
    """The process's one copy of a texture set.

    Raises:
      ValueError: labmaze has no image of a name.
    """
    walls, floors = load_images(names)
    images = [*walls, *floors]
    sizes = [SIZE >> level for level in range(LEVELS)]
    starts = np.concatenate([[0], np.cumsum([max(size, TILE) ** 2 for size in sizes])])
    texels = np.empty(len(images) * starts[-1], np.uint32)
    offsets = starts[None, :-1] + starts[-1] * np.arange(len(images))[:, None]
    with ThreadPoolExecutor() as pool:
        chains = [
            pool.submit(_fill_chain, chain, image, sizes)
            for chain, image in zip(texels.reshape(len(images), -1), images, strict=True)
        ]
        for chain in chains:
            chain.result()
    texels.setflags(write=False)
    return Textures(texels, offsets.astype(np.int64), *sky_chain(), len(walls), len(floors))
