"""Mazes and poses to draw: labmaze's mazes, and walkers that stand anywhere or bump along the walls."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.maze.generators.labmaze import LabmazeGenerator
from memory_maze.maze.layout import NO_BLOCK, block_numbers
from memory_maze.rendering import Scenes, TextureNames
from memory_maze.scenario.schema import Maze

COLORS = np.array(
    [[170, 38, 30], [99, 170, 88], [39, 140, 217], [93, 105, 199], [220, 193, 59], [220, 128, 107]], np.float64
)
REACH = 0.2
"""Metres that a walker's centre keeps from walls: the radius of its ball."""


def make_scene(
    size: int = 9, seed: int = 0, wall_height: float = 1.5, object_height: float = 0.0, objects: int = 3
) -> Scenes:
    """One maze of `size` x `size` cells and an outer wall, with spheres where it has places for objects."""
    layout = LabmazeGenerator(Maze(size=size), 1 + seed).next()
    rng = np.random.default_rng(seed)
    blocks = block_numbers(layout.walls)
    texture = np.append(rng.integers(0, 8, 9), 0)[np.minimum(blocks, 9)] + 1
    texture[blocks == NO_BLOCK] = 0
    numbers = np.where(blocks == NO_BLOCK, 0, np.minimum(blocks, 9) + 1)
    areas = layout.areas
    cells = layout.places[:objects]
    position = np.zeros((1, objects, 3))
    visible = np.zeros((1, objects), np.bool_)
    for k, (row, column) in enumerate(cells):
        position[0, k] = [2 * column - size - 1, size + 1 - 2 * row, object_height]
        visible[0, k] = True
    return Scenes(
        width=np.array([size + 2], np.int32),
        height=np.array([size + 2], np.int32),
        wall_texture=np.ascontiguousarray(texture[::-1], np.uint8)[None],
        wall_block=np.ascontiguousarray(numbers[::-1], np.uint8)[None],
        floor_texture=np.ascontiguousarray(areas[::-1] > 0, np.uint8)[None],
        floor_area=np.ascontiguousarray(areas[::-1])[None],
        cell_size=np.array([2.0]),
        wall_height=np.array([wall_height]),
        object_position=position,
        object_radius=np.full((1, objects), 0.6),
        object_color=(255 * COLORS[np.arange(objects) % 6] / 220).astype(np.uint8)[None],
        object_visible=visible,
        textures=TextureNames(),
    )


def repeat(scene: Scenes, count: int) -> Scenes:
    """A batch of one maze."""
    given = {name: value for name, value in vars(scene).items() if isinstance(value, np.ndarray)}
    arrays: dict[str, Any] = {name: np.repeat(value, count, 0) for name, value in given.items()}
    return replace(scene, **arrays)


def random_poses(scene: Scenes, count: int, seed: int = 0) -> NDArray[np.float64]:
    """float64[count, 4]: anywhere that the walker fits, any heading."""
    rng = np.random.default_rng(seed)
    free = np.argwhere(scene.wall_texture[0] == 0)
    cell = free[rng.integers(0, len(free), count)]
    poses = np.zeros((count, 4))
    for axis, size in ((0, scene.width[0]), (1, scene.height[0])):
        offset = rng.uniform(REACH, 2 - REACH, count)
        poses[:, axis] = (cell[:, 1 - axis] - size / 2) * scene.cell_size[0] + offset
    poses[:, 2] = rng.uniform(-0.0005, 0.0016, count)
    poses[:, 3] = rng.uniform(-7, 7, count)
    return poses


def played_poses(scene: Scenes, count: int, seed: int = 0) -> NDArray[np.float64]:
    """float64[count, 4]: a walk that turns now and then and slides along the walls it runs into."""
    rng = np.random.default_rng(seed)
    pose = random_poses(scene, 1, seed)[0]
    walls = scene.wall_texture[0]
    middle = np.array([scene.width[0], scene.height[0]]) / 2
    poses = []
    turn = 0.0
    for step in range(count):
        if step % 5 == 0:
            turn = rng.choice([-0.3, -0.1, 0.0, 0.0, 0.1, 0.3])
        pose[3] += turn
        for axis, direction in ((0, np.cos(pose[3])), (1, np.sin(pose[3]))):
            there = pose[:2].copy()
            there[axis] += 0.4 * direction + np.sign(direction) * REACH
            ix, iy = np.floor(there / scene.cell_size[0] + middle).astype(int)
            if walls[iy, ix] == 0:
                pose[axis] += 0.4 * direction
            else:
                edge = np.rint((pose[axis] + np.sign(direction) * 0.9) / 2 - middle[axis] % 1) + middle[axis] % 1
                pose[axis] = 2 * edge - np.sign(direction) * REACH
        poses.append(pose.copy())
    return np.array(poses)
