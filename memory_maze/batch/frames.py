"""Pictures of the mazes of a batch: one call of the renderer for all that share a view and images."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.batch.mazes import Members
from memory_maze.game.episode import Episode
from memory_maze.observation.observer import view_of
from memory_maze.observation.scenes import scene_of, texture_names
from memory_maze.rendering import Layers, Scenes, make_renderer
from memory_maze.scenario.schema import Scenario

Pictures = tuple[NDArray[Any], ...]
"""uint8 [n, H, W, 3], alone or as a part of `Layers`."""


class Frames:
    """Draws mazes whose scenarios have the same renderer, view and images. One row of the scenes is one maze."""

    def __init__(self, scenarios: tuple[Scenario, ...], members: Members, side: int | None, threads: int) -> None:
        """Makes room; nothing is drawn.

        Args:
          scenarios: of all mazes of the batch.
          members: which of them are drawn here.
          side: pixels, in place of the camera's resolution.
          threads: how many draw at once.
        """
        self.members = members
        first = scenarios[members[0]]
        self._threads = threads
        self._renderer = make_renderer(first.camera.renderer, view_of(first, side))
        self._scenes = _room([scenarios[row] for row in members.tolist()])
        self._row = {member: row for row, member in enumerate(members.tolist())}
        self._shape = (self._renderer.view.height, self._renderer.view.width, 3)

    def show(self, member: int, scenario: Scenario, episode: Episode) -> None:
        """Takes over a new episode."""
        row, new = self._row[member], scene_of(scenario, episode)
        for field in fields(Scenes):
            if field.name != "textures":
                kept, value = getattr(self._scenes, field.name)[row : row + 1], getattr(new, field.name)
                kept[...] = 0
                kept[tuple(slice(side) for side in value.shape)] = value

    def draw(self, members: Members, positions: NDArray[np.float64], hidden: NDArray[np.bool_], out: Pictures) -> None:
        """Draws those of some mazes that are drawn here.

        Args:
          members: int64 [n], ascending.
          positions: float64 [N, 5], qpos of all walkers.
          hidden: bool [N, K], objects not drawn, of all mazes.
          out: their images alone, or with depth and labels; a row a maze of `members`.
        """
        here = np.flatnonzero(np.isin(members, self.members))
        if not len(here):
            return
        drawn = members[here]
        scenes = self._scenes
        scenes.object_visible[:] = (scenes.object_radius > 0) & ~hidden[self.members, : scenes.object_radius.shape[1]]
        if len(drawn) < len(self.members):
            scenes = take(scenes, np.searchsorted(self.members, drawn))
        poses = positions[drawn, :4]
        poses[:, 3] *= -1
        if len(drawn) == len(members):
            self._render(scenes, poses, out)
        else:
            part = tuple(np.empty((len(drawn), *array.shape[1:]), array.dtype) for array in out)
            self._render(scenes, poses, part)
            for array, found in zip(out, part, strict=True):
                array[here] = found

    def _render(self, scenes: Scenes, poses: NDArray[np.float64], out: Pictures) -> None:
        if len(out) == 1:
            self._renderer.render(scenes, poses, out[0], self._threads)
        else:
            self._renderer.render_layers(scenes, poses, Layers(*out), self._threads)

    def close(self) -> None:
        """Closes the renderer. May be called twice."""
        self._renderer.close()


def group_frames(scenarios: tuple[Scenario, ...], side: int | None, threads: int) -> list[Frames]:
    """One `Frames` for each set of mazes that can be drawn together; arguments as there."""
    groups: dict[object, list[int]] = {}
    for row, scenario in enumerate(scenarios):
        look = (scenario.camera.renderer, view_of(scenario, side), texture_names(scenario))
        groups.setdefault(look, []).append(row)
    return [Frames(scenarios, np.array(rows), side, threads) for rows in groups.values()]


def take(scenes: Scenes, rows: NDArray[np.intp]) -> Scenes:
    """Some of the mazes, as copies."""
    names = [field.name for field in fields(Scenes) if field.name != "textures"]
    return replace(scenes, **{name: getattr(scenes, name)[rows] for name in names})


def _room(scenarios: list[Scenario]) -> Scenes:
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
    )
