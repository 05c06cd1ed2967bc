"""The ground and the walls as a composer arena: a pool of boxes that stand where the walker could touch a wall next."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from dm_control import composer, mjcf
from numpy.typing import NDArray

from memory_maze.maze.covering import Boxes
from memory_maze.mechanics.episode import Episode
from memory_maze.scenario.fields import BALL_RADIUS

POOL = 8
"""Wall boxes in the physics model."""

REACH = 0.95
"""Metres from the ball's centre to a wall that 50 physics steps could bring it to: it travels 0.5 m and has a radius of
0.2 m. With cells of a metre or more, at most `POOL` boxes are as near (PHYSICS, section 4)."""

REACH_STEPS = 50
"""Physics steps for which `REACH` holds."""

STEP_REACH = (REACH - BALL_RADIUS) / REACH_STEPS
"""Metres that the walker moves in a physics step at most, with the same margin; it drives 0.01 m at its fastest."""

TOP_CAMERA_HEIGHT = 100.0
"""Metres."""

TOP_CAMERA_MARGIN = 1.1
"""Times the maze's longer side is what the top camera sees."""

FAR_AWAY = 1000.0
"""Metres along x; where boxes wait that are not needed."""


class MazeArena(composer.Arena):
    """A transparent ground plane and `POOL` wall boxes, which serve mazes of every size without compiling again."""

    def _build(
        self,
        cells: tuple[int, int],
        cell_size: float,
        wall_height: float,
        display: bool = False,
        name: str = "maze",
    ) -> None:
        """Builds the arena.

        Args:
          cells: of the maze along x and y, outer wall included.
          cell_size: metres.
          wall_height: metres.
          display: also show all walls, as sites, for viewers.
          name: of the MJCF model.
        """
        super()._build(name)
        self._wall_height = wall_height
        self._boxes = Boxes(np.empty((0, 2)), np.empty((0, 2)), np.empty(0, np.uint8))
        self._columns = np.empty((4, 0))
        self._placed: bytes | None = None
        root = self._mjcf_root
        root.default.geom.rgba = (1, 1, 1, 1)
        # The midphase searches a tree that is built at compile time, before the pool's boxes are where they will be.
        root.option.flag.midphase = "disable"
        half = [count * cell_size / 2 for count in cells]
        ground = (0.3, 0.4, 0.5, 1) if display else (0, 0, 0, 0)
        root.worldbody.add("geom", name="ground", type="plane", size=(*half, 1), rgba=ground)
        # The pool's first size encloses all that it may ever be given.
        size = (max(half), max(half), wall_height / 2)
        self._pool = [
            root.worldbody.add("geom", name=f"wall_{i}", type="box", pos=(FAR_AWAY, 0, wall_height / 2), size=size)
            for i in range(POOL)
        ]
        self._shown = [
            root.worldbody.add("site", name=f"shown_{i}", type="box", size=(1, 1, 1), rgba=(0, 0, 0, 0))
            for i in range(cells[0] * cells[1] // 2 if display else 0)
        ]
        field_of_view = math.degrees(2 * math.atan(TOP_CAMERA_MARGIN * max(half) / TOP_CAMERA_HEIGHT))
        self._top_camera = root.worldbody.add(
            "camera", name="top_camera", pos=(0, 0, TOP_CAMERA_HEIGHT), zaxis=(0, 0, 1), fovy=field_of_view
        )

    @property
    def top_camera(self) -> mjcf.Element:
        """A camera that sees the whole maze from above."""
        return self._top_camera

    def raise_walls(self, physics: mjcf.Physics, episode: Episode) -> None:
        """Takes over the walls of a new episode; `bring_walls` puts them where they are needed.

        Args:
          physics: whose model is written.
          episode: what is taken over.
        """
        self._boxes = episode.boxes
        self._columns = np.ascontiguousarray(np.concatenate([episode.boxes.center, episode.boxes.half], axis=1).T)
        self._placed = None
        if not self._shown:
            return
        count = len(self._boxes.center)
        half_height = self._wall_height / 2
        bound = physics.bind(self._shown)
        bound.rgba = (0, 0, 0, 0)
        shown = physics.bind(self._shown[:count])
        shown.pos = np.column_stack([self._boxes.center, np.full(count, half_height)])
        shown.size = np.column_stack([self._boxes.half, np.full(count, half_height)])
        shade = 0.45 + 0.06 * self._boxes.block[:, None]
        shown.rgba = np.column_stack([shade, shade, np.full(count, 0.3), np.ones(count)])

    def pool_start(self, model: Any) -> int:
        """The number of the pool's first geom in a compiled model."""
        return int(model.name2id(self._pool[0].full_identifier, "geom"))

    def after_compile(self, physics: mjcf.Physics, random_state: np.random.RandomState) -> None:
        first = self.pool_start(physics.model)
        self._pool_ids = slice(first, first + POOL)
        self._placed = None

    def bring_walls(self, physics: mjcf.Physics, x: float, y: float) -> None:
        """Puts the pool's boxes where the walls within `REACH` of a point are.

        Boxes keep the order of the covering, because the order of contacts decides the last bits.

        Args:
          physics: whose model is written.
          x: metres.
          y: metres.
        """
        center_x, center_y, half_x, half_y = self._columns
        gap_x = np.maximum(np.abs(center_x - x) - half_x, 0.0)
        gap_y = np.maximum(np.abs(center_y - y) - half_y, 0.0)
        near = np.flatnonzero(gap_x * gap_x + gap_y * gap_y <= REACH * REACH)
        placed = near.tobytes()
        if placed != self._placed:
            self._placed = placed
            self._write(physics, near)

    def _write(self, physics: mjcf.Physics, near: NDArray[np.intp]) -> None:
        model, pool, count = physics.model, self._pool_ids, len(near)
        position = np.full((POOL, 3), (FAR_AWAY, 0.0, self._wall_height / 2))
        position[:count, :2] = self._boxes.center[near]
        half = np.full((POOL, 3), self._wall_height / 2)
        half[:count, :2] = self._boxes.half[near]
        model.geom_pos[pool] = position
        model.geom_size[pool] = half
        model.geom_aabb[pool, 3:] = half
        model.geom_rbound[pool] = np.sqrt((half * half).sum(axis=1))
