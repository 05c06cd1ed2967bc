"""The agents' pictures without anything over them: one call of the renderer for all mazes that share a look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.engine import Rows
from memory_maze.game.moments import Moments
from memory_maze.observation.scenes import put_scene, room_for_scenes, scene_of, take_scenes, texture_names
from memory_maze.rendering import Layers, Scenes, View, make_renderer
from memory_maze.scenario.schema import Scenario

Pictures = tuple[NDArray[Any], ...]
"""uint8 [n, H, W, 3], alone or as a part of `Layers`."""


def view_of(scenario: Scenario, side: int | None = None) -> View:
    """How the scenario's camera looks, apart from what an episode says: its height and its field of view.

    Args:
      scenario: whose camera it is.
      side: pixels, in place of the camera's resolution.
    """
    camera = scenario.camera
    side = side or camera.resolution
    return View(camera.view, side, side, look=camera.look)


class Frames:
    """Draws mazes whose scenarios have the same renderer, view and images. One row of the scenes is one maze."""

    def __init__(self, scenarios: Sequence[Scenario], rows: Rows, side: int | None, threads: int) -> None:
        """Makes room; nothing is drawn, and the renderer is opened by the first picture.

        Args:
          scenarios: of all mazes.
          rows: which of them are drawn here.
          side: pixels, in place of the camera's resolution.
          threads: how many draw at once.
        """
        self._scenarios = [scenarios[row] for row in rows.tolist()]
        self._rows = rows
        self._everyone = len(rows) == len(scenarios)
        self._threads = threads
        self._renderer = make_renderer(self._scenarios[0].camera.renderer, view_of(self._scenarios[0], side))
        self._scenes = room_for_scenes(self._scenarios)
        self._exists = self._scenes.object_radius > 0
        self._numbers = np.zeros(len(rows), np.int64)
        self._poses = np.empty((len(rows), 4))

    def draw(self, now: Moments, rows: Rows, out: Pictures) -> None:
        """Draws those of some mazes that are drawn here.

        Args:
          now: of all mazes.
          rows: int64 [n], ascending: which of them.
          out: their images alone, or with depth and labels; a row a maze of `rows`.
        """
        if self._everyone and len(rows) == len(self._rows):
            self._render(self._shown(now, now.hidden), self._posed(now.positions, self._poses), out)
            return
        here = np.flatnonzero(np.isin(rows, self._rows))
        if not len(here):
            return
        drawn = rows[here]
        scenes = self._shown(now, now.hidden[self._rows], self._rows)
        if len(drawn) < len(self._rows):
            scenes = take_scenes(scenes, np.searchsorted(self._rows, drawn))
        poses = self._posed(now.positions[drawn], np.empty((len(drawn), 4)))
        if len(drawn) == len(rows):
            self._render(scenes, poses, out)
            return
        part = tuple(np.empty((len(drawn), *array.shape[1:]), array.dtype) for array in out)
        self._render(scenes, poses, part)
        for array, found in zip(out, part, strict=True):
            array[here] = found

    def close(self) -> None:
        """Closes the renderer. May be called twice."""
        self._renderer.close()

    def _shown(self, now: Moments, hidden: NDArray[np.bool_], rows: Rows | None = None) -> Scenes:
        """The mazes of this moment: new episodes are taken over, and hidden objects are not visible."""
        numbers = now.number if rows is None else now.number[rows]
        if numbers.tobytes() != self._numbers.tobytes():
            for row in np.flatnonzero(numbers != self._numbers).tolist():
                episode = now.episode(row if rows is None else int(rows[row]))
                put_scene(self._scenes, row, scene_of(self._scenarios[row], episode))
            self._numbers[:] = numbers
            self._exists = self._scenes.object_radius > 0
        places, visible = self._scenes.object_position, self._scenes.object_visible
        places[...] = (now.centers if rows is None else now.centers[rows])[:, : places.shape[1]]
        np.logical_not(hidden[:, : visible.shape[1]], out=visible)
        np.logical_and(visible, self._exists, out=visible)
        return self._scenes

    def _posed(self, positions: NDArray[np.float64], poses: NDArray[np.float64]) -> NDArray[np.float64]:
        """x, y, z and heading as renderers take them."""
        poses[:] = positions[:, :4]
        np.negative(poses[:, 3], out=poses[:, 3])
        return poses

    def _render(self, scenes: Scenes, poses: NDArray[np.float64], out: Pictures) -> None:
        if len(out) == 1:
            self._renderer.render(scenes, poses, out[0], self._threads)
        else:
            self._renderer.render_layers(scenes, poses, Layers(*out), self._threads)


def group_frames(scenarios: Sequence[Scenario], side: int | None, threads: int) -> list[Frames]:
    """One `Frames` for each set of mazes that can be drawn together; arguments as there."""
    groups: dict[object, list[int]] = {}
    for row, scenario in enumerate(scenarios):
        look = (scenario.camera.renderer, view_of(scenario, side), texture_names(scenario))
        groups.setdefault(look, []).append(row)
    return [Frames(scenarios, np.array(rows), side, threads) for rows in groups.values()]
