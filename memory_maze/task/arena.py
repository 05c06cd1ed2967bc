"""The ground and the walls as a composer arena: a pool of boxes that stand where the walker could touch a wall next."""

from __future__ import annotations

import math

import numpy as np
from dm_control import composer, mjcf

from memory_maze.game.episode import Episode
from memory_maze.physics.wall_pool import FAR_AWAY, POOL
from memory_maze.rendering.camera import TOP_CAMERA_DISTANCE, TOP_CAMERA_MARGIN


class MazeArena(composer.Arena):
    """A transparent ground plane and `POOL` wall boxes, which serve mazes of every size without compiling again; the
    physics engine puts them where the walker is."""

    def _build(
        self,
        cells: tuple[int, int],
        cell_size: float,
        wall_height: float,
        *,
        field_of_view: float | None = None,
        display: bool = False,
        name: str = "maze",
    ) -> None:
        """Builds the arena.

        Args:
          cells: of the maze along x and y, outer wall included.
          cell_size: metres.
          wall_height: metres.
          field_of_view: of the top camera, degrees; by default what shows the whole maze.
          display: also show all walls, as sites, for viewers.
          name: of the MJCF model.
        """
        super()._build(name)
        root = self._mjcf_root
        root.default.geom.rgba = (1, 1, 1, 1)
        # The midphase searches a tree that is built at compile time, before the pool's boxes are where they will be.
        root.option.flag.midphase = "disable"
        # One body moves: looking for islands of contacts finds one, and takes a sixteenth of the time.
        root.option.flag.island = "disable"
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
            for i in range(cells[0] * cells[1] if display else 0)
        ]
        if field_of_view is None:
            field_of_view = math.degrees(2 * math.atan(TOP_CAMERA_MARGIN * max(half) / TOP_CAMERA_DISTANCE))
        self._top_camera = root.worldbody.add(
            "camera", name="top_camera", pos=(0, 0, TOP_CAMERA_DISTANCE), zaxis=(0, 0, 1), fovy=field_of_view
        )

    @property
    def top_camera(self) -> mjcf.Element:
        """A camera that sees the whole maze from above."""
        return self._top_camera

    def pool_start(self, physics: mjcf.Physics) -> int:
        """The number of the pool's first geom in a compiled model."""
        return int(physics.model.name2id(self._pool[0].full_identifier, "geom"))

    def display(self, physics: mjcf.Physics, episode: Episode) -> None:
        """Shows the walls of a new episode to viewers, if the arena was built to.

        Args:
          physics: whose model is written.
          episode: what is shown.
        """
        if not self._shown:
            return
        boxes, count = episode.boxes, len(episode.boxes.center)
        half_height = episode.wall_height / 2
        physics.bind(self._shown).rgba = (0, 0, 0, 0)
        shown = physics.bind(self._shown[:count])
        shown.pos = np.column_stack([boxes.center, np.full(count, half_height)])
        shown.size = np.column_stack([boxes.half, np.full(count, half_height)])
        shade = 0.45 + 0.06 * boxes.block[:, None]
        shown.rgba = np.column_stack([shade, shade, np.full(count, 0.3), np.ones(count)])
