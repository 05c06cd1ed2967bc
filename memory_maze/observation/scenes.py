"""From episodes to the arrays that renderers draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.episode import Episode
from memory_maze.maze.layout import NO_BLOCK, block_numbers
from memory_maze.rendering.scene import FREE, Scenes, TextureNames
from memory_maze.scenario.schema import Scenario


def scene_of(scenario: Scenario, episode: Episode) -> Scenes:
    """One maze, all of its objects visible."""
    height, width = episode.layout.shape
    count = len(episode.centers)
    blocks = block_numbers(episode.layout.walls)
    walls, floors = _first_images(scenario, episode.style)
    texture = np.append(episode.block_texture, np.uint8(0))[np.minimum(blocks, len(episode.block_texture))] + walls
    free = blocks == NO_BLOCK
    return Scenes(
        width=np.array([width], dtype=np.int32),
        height=np.array([height], dtype=np.int32),
        wall_texture=_upright(np.where(free, FREE, texture + 1)),
        wall_block=_upright(np.where(free, FREE, np.where(free, 0, blocks) + 1)),
        floor_texture=_upright(_floors(episode.layout.areas, len(scenario.maze.floors)) + floors),
        floor_area=_upright(episode.layout.areas),
        cell_size=np.array([episode.cell_size]),
        wall_height=np.array([episode.wall_height]),
        object_position=np.ascontiguousarray(episode.centers[None]),
        object_radius=np.full((1, count), episode.radius),
        object_color=(255 * episode.colors).astype(np.uint8)[None],
        object_visible=np.ones((1, count), dtype=np.bool_),
        textures=texture_names(scenario),
        field_of_view=np.array([episode.field_of_view]),
        camera_height=np.array([episode.camera_height]),
    )


def texture_names(scenario: Scenario) -> TextureNames:
    """The images that the scenario's mazes are painted with, those of all styles that its episodes may draw."""
    maze, styles = scenario.maze, styles_of(scenario)
    if len(styles) == 1:
        return TextureNames(maze.style, maze.wall_images, maze.floors)
    walls = tuple(f"{style}/{name}" for style in styles for name in maze.wall_images_in(style))
    floors = tuple(f"{style}/{name}" for style in styles for name in maze.floors)
    return TextureNames(maze.style, walls, floors)


def styles_of(scenario: Scenario) -> tuple[str, ...]:
    """The styles that the scenario's mazes may have."""
    drawn = [draw.values for draw in scenario.draws if draw.path == ("maze", "style")]
    return tuple(dict.fromkeys(drawn[0])) if drawn else (scenario.maze.style,)


def _first_images(scenario: Scenario, style: str) -> tuple[int, int]:
    """Where the wall and the floor images of a style begin among those of all styles."""
    before = styles_of(scenario)[: styles_of(scenario).index(style)]
    maze = scenario.maze
    return sum(len(maze.wall_images_in(name)) for name in before), len(before) * len(maze.floors)


def room_for_scenes(scenarios: Sequence[Scenario]) -> Scenes:
    """Arrays that hold any episode of these scenarios, one a row; empty mazes of one cell for now."""
    n, k = len(scenarios), max(scenario.objects.count for scenario in scenarios)
    width = max(scenario.maze_shape[0] for scenario in scenarios) + 2
    height = max(scenario.maze_shape[1] for scenario in scenarios) + 2
    grid = np.zeros((n, height, width), np.uint8)
    return Scenes(
        width=np.ones(n, np.int32),
        height=np.ones(n, np.int32),
        wall_texture=grid,
        wall_block=grid.copy(),
        floor_texture=grid.copy(),
        floor_area=grid.copy(),
        cell_size=np.ones(n),
        wall_height=np.ones(n),
        object_position=np.zeros((n, k, 3)),
        object_radius=np.zeros((n, k)),
        object_color=np.zeros((n, k, 3), np.uint8),
        object_visible=np.zeros((n, k), np.bool_),
        textures=texture_names(scenarios[0]),
        field_of_view=np.zeros(n),
        camera_height=np.zeros(n),
    )


def put_scene(scenes: Scenes, row: int, new: Scenes) -> None:
    """Writes one maze into a row."""
    for name in _ARRAYS:
        kept, value = getattr(scenes, name)[row : row + 1], getattr(new, name)
        kept[...] = 0
        kept[tuple(slice(side) for side in value.shape)] = value


def take_scenes(scenes: Scenes, rows: NDArray[np.intp]) -> Scenes:
    """Some of the mazes, as copies."""
    return replace(scenes, **{name: getattr(scenes, name)[rows] for name in _ARRAYS})


_ARRAYS = tuple(field.name for field in fields(Scenes) if field.name != "textures")


def _floors(areas: NDArray[np.uint8], images: int) -> NDArray[np.uint8]:
    """Corridors have the first image; room k has the others in turn, beginning at number k (as upstream's do)."""
    if images == 1:
        return np.zeros_like(areas)
    return np.where(areas == 0, 0, 1 + areas % (images - 1)).astype(np.uint8)


def _upright(grid: NDArray[np.generic]) -> NDArray[np.uint8]:
    """From rows counted from the top to [1, iy, ix] with iy growing with +y."""
    return np.ascontiguousarray(grid[::-1], dtype=np.uint8)[None]
