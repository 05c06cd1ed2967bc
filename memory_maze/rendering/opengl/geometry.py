"""The pieces that MuJoCo draws of a maze, as plain arrays: planes with textures, and spheres."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.opengl.rectangles import floor_rectangles, wall_rectangles
from memory_maze.rendering.opengl.session import Assets
from memory_maze.rendering.scene import Scenes
from memory_maze.rendering.segmentation import FLOOR, WALL, WALL_TOP

SIDE_AXES = {
    "-x": [0, 0, -1, -1, 0, 0, 0, 1, 0],
    "+x": [0, 0, 1, 1, 0, 0, 0, 1, 0],
    "-y": [1, 0, 0, 0, 0, -1, 0, 1, 0],
    "+y": [-1, 0, 0, 0, 0, 1, 0, 1, 0],
}
"""Rotation matrix, row-major, of the plane on each side of a wall box: its columns are the directions in which the
texture's u grows and v falls, and the outward normal."""


class Plane(NamedTuple):
    """A textured rectangle."""

    position: tuple[float, float, float]
    axes: NDArray[np.float64]
    """float64 [9]: rotation matrix of the plane, row-major."""
    half: tuple[float, float]
    """Half the plane's width and height, metres."""
    texture: int
    repeat: tuple[float, float]
    """How often the image repeats along the plane's width and height."""

    @property
    def label(self) -> int:
        """What it is in a segmentation."""
        if self.axes[8] == 0:
            return WALL
        return FLOOR if self.position[2] == 0 else WALL_TOP


def maze_planes(scenes: Scenes, index: int, assets: Assets, legacy: bool) -> tuple[list[Plane], float]:
    """Everything that stands still in maze `index`.

    Returns:
      the planes in MuJoCo's drawing order, and the model's extent in metres, which scales the near plane.
    """
    rows, columns = int(scenes.height[index]), int(scenes.width[index])
    cell, wall_height = float(scenes.cell_size[index]), float(scenes.wall_height[index])
    middle = (columns / 2, rows / 2)
    planes: list[Plane] = []
    reach = 0.0
    wall_texture = scenes.wall_texture[index, :rows, :columns]
    for box in wall_rectangles(scenes.wall_block[index, :rows, :columns]):
        centre, half = _placed(box, middle, cell)
        texture = int(wall_texture[box[1], box[0]]) - 1
        planes += _sides(centre, half, wall_height, cell, texture=assets.first_side + texture, legacy=legacy)
        planes.append(_flat(centre, half, wall_height, cell, assets.first_wall + texture))
        bound = float(np.hypot(np.hypot(*half), wall_height / 2))
        reach = max(reach, abs(centre[0]) + bound, abs(centre[1]) + bound)
    floor_texture = scenes.floor_texture[index, :rows, :columns]
    for tile in floor_rectangles(scenes.floor_area[index, :rows, :columns]):
        centre, half = _placed(tile, middle, cell)
        planes.append(_flat(centre, half, 0.0, cell, assets.first_floor + int(floor_texture[tile[1], tile[0]])))
    return planes, 2 * reach


def _placed(
    rectangle: tuple[int, int, int, int], middle: tuple[float, float], cell: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    x0, y0, x1, y1 = rectangle
    centre = (((x0 + x1) / 2 - middle[0]) * cell, ((y0 + y1) / 2 - middle[1]) * cell)
    return centre, ((x1 - x0) * cell / 2, (y1 - y0) * cell / 2)


def _flat(centre: tuple[float, float], half: tuple[float, float], z: float, cell: float, texture: int) -> Plane:
    repeat = (2 * half[0] / cell, 2 * half[1] / cell)
    return Plane((*centre, z), np.eye(3).ravel(), half, texture, repeat)


def _sides(
    centre: tuple[float, float],
    half: tuple[float, float],
    wall_height: float,
    cell: float,
    *,
    texture: int,
    legacy: bool,
) -> list[Plane]:
    """The four sides of a box, -x, +x, -y, +y.

    MuJoCo 3.12 and later anchor a plane's image at its top edge; earlier ones centred it. The legacy look turns
    plane and image upside down, which makes the lower edge the anchor, and lets that edge sink below the floor,
    where nobody sees it, to the height that centres the image.
    """
    low = 0.0
    if legacy:
        low = wall_height / 2 - cell / 2
        while low > 0:
            low -= cell
    tall = wall_height - low
    planes = []
    for name, axes in SIDE_AXES.items():
        matrix = np.array(axes, np.float64).reshape(3, 3)
        along = half[1] if name[1] == "x" else half[0]
        x, y = centre[0] + half[0] * matrix[0, 2], centre[1] + half[1] * matrix[1, 2]
        if legacy:
            matrix[:, :2] *= -1
        planes.append(
            Plane((x, y, low + tall / 2), matrix.ravel(), (along, tall / 2), texture, (2 * along / cell, tall / cell))
        )
    return planes
