"""From the moments of N mazes to what N agents get. Every door uses this one definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.engine import Rows
from memory_maze.game.moments import Moments
from memory_maze.observation.border import border_width, draw_borders
from memory_maze.observation.frames import Frames, Pictures, group_frames
from memory_maze.observation.glance import Glance
from memory_maze.observation.goals import Goals
from memory_maze.observation.keys import GOAL_IMAGE, PICTURES, key_specs, writers
from memory_maze.observation.minimap import MAP_SCALE, draw_minimaps
from memory_maze.observation.specs import ArraySpec
from memory_maze.scenario.schema import Scenario

Buffers = Mapping[str, NDArray[Any]]
"""An array for each key: [n, *shape] and dtype as in `specs`."""


class Observer:
    """Makes observations of N mazes whose scenarios agree in what an observation is.

    New episodes are noticed by their numbers. Renderers are opened by the first picture, not before.
    """

    def __init__(self, scenarios: Sequence[Scenario], threads: int = 1) -> None:
        """Prepares; nothing is drawn.

        Args:
          scenarios: one a maze.
          threads: how many draw at once.
        """
        self._scenarios = tuple(scenarios)
        self._threads = threads
        self._resolution = scenarios[0].camera.resolution
        self._image_alone = scenarios[0].shows_image_alone
        self.specs: dict[str, ArraySpec] = key_specs(scenarios[0])
        """What each key of one maze's observation is."""
        self._writers = writers(self.specs)
        self._border = np.array([scenario.observation.prompt == "border" for scenario in scenarios])
        self._minimap = np.array([scenario.observation.minimap for scenario in scenarios])
        self._path = np.array([scenario.observation.shortest_path for scenario in scenarios])
        self._has_minimap = bool(self._minimap.any())
        self._all = np.arange(len(scenarios))
        self._frames: dict[int | None, list[Frames]] = {}
        self._goals: Goals | None = None

    def buffers(self, count: int, keys: Sequence[str] | None = None) -> dict[str, NDArray[Any]]:
        """New arrays for the observations of `count` mazes, not initialised; of all keys or of some."""
        specs = self.specs
        return {key: np.empty((count, *specs[key].shape), specs[key].dtype) for key in keys or specs}

    def observe(self, now: Moments, out: Buffers, rows: Rows | None = None) -> None:
        """Writes the observations of some mazes.

        Args:
          now: of all N mazes.
          out: is written, row j from maze rows[j].
          rows: int64 [n], ascending; by default all.
        """
        seen = self._glance(now, rows)
        names = [key for key in PICTURES if key in out]
        if names == ["image"]:
            self._draw(now, seen, (out["image"],), None, rows)
        elif names:
            layers = tuple(out[key] if key in out else self.buffer(key, len(seen.now)) for key in PICTURES)
            self._draw(now, seen, layers, None, rows)
        if GOAL_IMAGE in out:
            self._goal_images().write(now, self._all if rows is None else rows, out[GOAL_IMAGE])
        for key, write in self._writers.items():
            if key in out:
                write(seen, out[key])

    def of_one(self, now: Moments, keys: Sequence[str] | None = None) -> Any:
        """A new observation of one maze in its scenario's form: its picture alone, or a mapping.

        Args:
          now: of one maze.
          keys: of the mapping; by default all.
        """
        buffers = self.buffers(1, keys)
        self.observe(now, buffers)
        if self._image_alone:
            return buffers["image"][0]
        return {key: array[0] for key, array in buffers.items()}

    def draw(
        self, now: Moments, out: NDArray[np.uint8], side: int | None = None, rows: Rows | None = None
    ) -> NDArray[np.uint8]:
        """Draws the agents' pictures, with what the scenarios draw over them.

        Args:
          now: of all N mazes.
          out: uint8 [n, side, side, 3], is written.
          side: pixels, in place of the camera's resolution.
          rows: int64 [n], ascending; by default all.

        Returns:
          `out`.
        """
        self._draw(now, self._glance(now, rows), (out,), side, rows)
        return out

    def picture(self, now: Moments, side: int | None = None) -> NDArray[np.uint8]:
        """uint8 [side, side, 3], new: what the agent of the first maze sees."""
        pixels = side or self._resolution
        rows = None if len(now) == 1 else self._all[:1]
        return self.draw(now, np.empty((1, pixels, pixels, 3), np.uint8), side, rows)[0]

    def buffer(self, key: str, count: int) -> NDArray[Any]:
        """A new array for one picture of `count` mazes, whether or not it is part of an observation."""
        spec = PICTURES[key](self._scenarios[0])
        return np.empty((count, *spec.shape), spec.dtype)

    def close(self) -> None:
        """Closes the renderers; the next picture opens them again. May be called twice."""
        for frames in (frames for group in self._frames.values() for frames in group):
            frames.close()

    def _goal_images(self) -> Goals:
        if self._goals is None:

            def draw(moment: Moments, images: NDArray[np.uint8], rows: Rows) -> None:
                for frames in self._grouped(None):
                    frames.draw(moment, rows, (images,))

            self._goals = Goals(len(self._scenarios), self._resolution, draw)
        return self._goals

    def _grouped(self, side: int | None) -> list[Frames]:
        if side not in self._frames:
            self._frames[side] = group_frames(self._scenarios, side, self._threads)
        return self._frames[side]

    def _glance(self, now: Moments, rows: Rows | None) -> Glance:
        if rows is None or len(rows) == len(now):
            return Glance(now, self._path)
        return Glance(now.take(rows), self._path[rows])

    def _draw(self, now: Moments, seen: Glance, out: Pictures, side: int | None, rows: Rows | None) -> None:
        everyone = self._all if rows is None else rows
        for frames in self._grouped(side):
            frames.draw(now, everyone, out)
        image, shown = out[0], seen.now
        framed = (self._border if shown is now else self._border[everyone]) & shown.prompted
        draw_borders(image, framed, shown.colors, shown.target, border_width(image.shape[1]))
        if self._has_minimap:
            self._draw_minimaps(image, seen, np.flatnonzero(self._minimap[everyone]))

    def _draw_minimaps(self, image: NDArray[np.uint8], seen: Glance, mapped: NDArray[np.intp]) -> None:
        scale = max(1, MAP_SCALE * image.shape[2] // self._resolution)
        images = image if len(mapped) == len(image) else image[mapped]
        layouts = [seen.layout(row) for row in mapped.tolist()]
        draw_minimaps(images, layouts, seen.agents[mapped], seen.ahead[mapped], scale)
        if images is not image:
            image[mapped] = images
