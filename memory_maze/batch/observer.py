"""From N mazes to what N agents get, into arrays that the caller owns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.batch.frames import Frames, Pictures, group_frames
from memory_maze.batch.kernels import find_directions
from memory_maze.batch.mazes import Mazes, Members
from memory_maze.observation.border import border_width, draw_borders
from memory_maze.observation.minimap import MAP_SCALE, draw_minimaps
from memory_maze.observation.positions import marked_layout, relative_to
from memory_maze.observation.specs import ArraySpec, Key, key_specs
from memory_maze.scenario.schema import OUTPUTS, Output

Buffers = Mapping[Key, NDArray[Any]]
"""An array for each key: [n, *shape] and dtype as in `specs`."""


class BatchObserver:
    """Makes observations of a batch whose scenarios agree in what an observation is."""

    def __init__(self, mazes: Mazes, threads: int) -> None:
        """Prepares; nothing is drawn.

        Args:
          mazes: what is observed.
          threads: how many draw at once.
        """
        self._mazes = mazes
        self._threads = threads
        scenarios = mazes.scenarios
        self.specs: dict[Key, ArraySpec] = key_specs(scenarios[0])
        """Shapes and types of one maze's observation, by key."""
        inner = np.array([scenario.maze_shape for scenario in scenarios], np.float64)
        self._middle = inner / 2.0
        self._cell = np.array([scenario.maze.cell_size for scenario in scenarios])
        shown = [scenario.observation.prompt_steps for scenario in scenarios]
        self._prompt_steps = np.array([np.iinfo(np.int64).max if steps is None else steps for steps in shown])
        self._border = np.array([scenario.observation.prompt == "border" for scenario in scenarios])
        self._minimap = np.array([scenario.observation.minimap for scenario in scenarios])
        self._frames: dict[int | None, list[Frames]] = {None: group_frames(scenarios, None, threads)}
        self._values: dict[Key, Callable[[Members], NDArray[Any]]] = {
            "target_color": self._prompt_colors,
            "agent_pos": self._agent_positions,
            "agent_dir": self._directions,
            "targets_vec": self._target_vectors,
            "targets_pos": lambda members: np.stack([self._episode(row).positions for row in members.tolist()]),
            "target_vec": self._target_vector,
            "target_pos": self._target_positions,
            "maze_layout": lambda members: np.stack([self._layout(row) for row in members.tolist()]),
        }

    def buffers(self, count: int) -> dict[Key, NDArray[Any]]:
        """New arrays for the observations of `count` mazes, not initialised."""
        return {key: np.empty((count, *spec.shape), spec.dtype) for key, spec in self.specs.items()}

    def show(self, members: Members) -> None:
        """Takes over the new episodes of some mazes."""
        for frames in (frames for group in self._frames.values() for frames in group):
            for row in np.intersect1d(members, frames.members).tolist():
                frames.show(row, self._mazes.scenarios[row], self._episode(row))

    def observe(self, members: Members, out: Buffers) -> None:
        """Writes the observations of some mazes.

        Args:
          members: int64 [n], ascending.
          out: is written, row j from maze members[j].
        """
        names: list[Output] = [key for key in OUTPUTS if key in out]
        if names == ["image"]:
            self.draw(members, out["image"])
        elif names:
            layers = tuple(out[key] if key in out else self._unasked(key, len(members)) for key in OUTPUTS)
            self._draw(members, layers, None)
        for key, buffer in out.items():
            if key not in names:
                buffer[...] = self._values[key](members)

    def draw(self, members: Members, out: NDArray[np.uint8], side: int | None = None) -> None:
        """Draws the agents' pictures, with what the scenarios draw over them.

        Args:
          members: int64 [n], ascending.
          out: uint8 [n, side, side, 3], is written.
          side: pixels, in place of the camera's resolution.
        """
        self._draw(members, (out,), side)

    def _draw(self, members: Members, pictures: Pictures, side: int | None) -> None:
        mazes, out = self._mazes, pictures[0]
        if side not in self._frames:
            self._frames[side] = group_frames(mazes.scenarios, side, self._threads)
            self.show(np.arange(len(mazes)))
        for frames in self._frames[side]:
            frames.draw(members, mazes.physics.positions, mazes.hidden, pictures)
        framed = np.flatnonzero(self._border[members] & self._prompt_is_shown(members))
        prompted = members[framed]
        draw_borders(out, framed, mazes.colors[prompted, mazes.target[prompted]], border_width(out.shape[1]))
        if self._minimap[members].any():
            self._draw_minimaps(members, out)

    def close(self) -> None:
        """Closes the renderers. May be called twice."""
        for frames in (frames for group in self._frames.values() for frames in group):
            frames.close()

    def _unasked(self, key: str, count: int) -> NDArray[Any]:
        """Room for a layer that is drawn along with others."""
        side = self._mazes.scenarios[0].camera.resolution
        room: dict[str, NDArray[Any]] = {
            "image": np.empty((count, side, side, 3), np.uint8),
            "depth": np.empty((count, side, side), np.float32),
            "segmentation": np.empty((count, side, side), np.uint8),
        }
        return room[key]

    def _draw_minimaps(self, members: Members, out: NDArray[np.uint8]) -> None:
        mapped = np.flatnonzero(self._minimap[members])
        shown = members[mapped]
        scale = max(1, MAP_SCALE * out.shape[2] // self._mazes.scenarios[0].camera.resolution)
        layouts = [self._layout(row) for row in shown.tolist()]
        images = out if len(mapped) == len(members) else out[mapped]
        draw_minimaps(images, layouts, self._agent_positions(shown), self._directions(shown), scale)
        if images is not out:
            out[mapped] = images

    def _episode(self, row: int) -> Any:
        return self._mazes.members[row].episode

    def _prompt_is_shown(self, members: Members) -> NDArray[np.bool_]:
        return self._mazes.prompt_age[members] < self._prompt_steps[members]

    def _prompt_colors(self, members: Members) -> NDArray[np.float64]:
        mazes = self._mazes
        return np.where(self._prompt_is_shown(members)[:, None], mazes.colors[members, mazes.target[members]], 0.0)

    def _agent_positions(self, members: Members) -> NDArray[np.float64]:
        cell, middle = self._cell[members, None], self._middle[members]
        return self._mazes.physics.positions[members, :2] / cell + middle

    def _directions(self, members: Members) -> NDArray[np.float64]:
        ahead = np.empty((len(members), 2))
        find_directions(self._mazes.physics.positions[members], ahead)
        return ahead

    def _target_vectors(self, members: Members) -> NDArray[np.float64]:
        return self._relative(members, self._mazes.centers[members, : self.specs["targets_vec"].shape[0]])

    def _target_vector(self, members: Members) -> NDArray[np.float64]:
        return self._relative(members, self._mazes.centers[members, self._mazes.target[members]][:, None])[:, 0]

    def _relative(self, members: Members, centers: NDArray[np.float64]) -> NDArray[np.float64]:
        here = self._mazes.physics.positions[members, :2]
        return relative_to(centers, here, self._directions(members), self._cell[members, None, None])

    def _target_positions(self, members: Members) -> NDArray[np.float64]:
        targets = self._mazes.target[members].tolist()
        pairs = zip(members.tolist(), targets, strict=True)
        return np.stack([self._episode(row).positions[target] for row, target in pairs])

    def _layout(self, row: int) -> NDArray[np.uint8]:
        episode, mazes = self._episode(row), self._mazes
        free: NDArray[np.uint8] = episode.layout.free
        if not mazes.scenarios[row].observation.shortest_path:
            return free
        here = self._agent_positions(np.array([row]))[0]
        return marked_layout(free, here, episode.positions[mazes.target[row]])
