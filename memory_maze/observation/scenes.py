"""From episodes to the arrays that renderers draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.game.episode import Episode
from memory_maze.maze.layout import NO_BLOCK, block_numbers
from memory_maze.rendering.scene import FREE, Scenes, TextureNames
from memory_maze.scenario.fields import WALL_TEXTURES
from memory_maze.scenario.schema import Scenario


def scene_of(scenario: Scenario, episode: Episode) -> Scenes:
    """One maze, all of its objects visible."""
    maze, objects = scenario.maze, scenario.objects
    height, width = episode.layout.shape
    count = len(episode.centers)
    blocks = block_numbers(episode.layout.walls)
    texture = np.append(episode.block_texture, np.uint8(0))[np.minimum(blocks, len(episode.block_texture))]
    free = blocks == NO_BLOCK
    return Scenes(
        width=np.array([width], dtype=np.int32),
        height=np.array([height], dtype=np.int32),
        wall_texture=_upright(np.where(free, FREE, texture + 1)),
        wall_block=_upright(np.where(free, FREE, np.where(free, 0, blocks) + 1)),
        floor_texture=_upright(_floors(episode.layout.areas, len(maze.floors))),
        floor_area=_upright(episode.layout.areas),
        cell_size=np.array([maze.cell_size]),
        wall_height=np.array([maze.wall_height]),
        object_position=np.ascontiguousarray(episode.centers[None]),
        object_radius=np.full((1, count), objects.radius),
        object_color=(255 * episode.colors).astype(np.uint8)[None],
        object_visible=np.ones((1, count), dtype=np.bool_),
        textures=texture_names(scenario),
    )


def hide(scene: Scenes, hidden: Sequence[bool]) -> Scenes:
    """The same maze with some objects not drawn.

    Args:
      scene: one maze.
      hidden: a flag an object.
    """
    return replace(scene, object_visible=~np.array([hidden], dtype=np.bool_))


def texture_names(scenario: Scenario) -> TextureNames:
    """The images that the scenario's mazes are painted with."""
    maze = scenario.maze
    return TextureNames(maze.style, maze.walls or WALL_TEXTURES[maze.style], maze.floors)


def render_pose(pose: Pose) -> NDArray[np.float64]:
    """float64 [1, 4]: x, y, z and heading as renderers take them."""
    return np.array([[pose.x, pose.y, pose.z, -pose.steer]])


def _floors(areas: NDArray[np.uint8], images: int) -> NDArray[np.uint8]:
    """Corridors have the first image; room k has the others in turn, beginning at number k (as upstream's do)."""
    if images == 1:
        return np.zeros_like(areas)
    return np.where(areas == 0, 0, 1 + areas % (images - 1)).astype(np.uint8)


def _upright(grid: NDArray[np.generic]) -> NDArray[np.uint8]:
    """From rows counted from the top to [1, iy, ix] with iy growing with +y."""
    return np.ascontiguousarray(grid[::-1], dtype=np.uint8)[None]
