"""The software renderer: MuJoCo's frame from arithmetic, on any machine that has NumPy and numba."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.camera import CAMERA_FIELDS, EYE_Z, cameras
from memory_maze.rendering.checks import check_view, frame_buffer, layer_buffers
from memory_maze.rendering.scene import Layers, Scenes, View
from memory_maze.rendering.software.drawing.entry_points import draw_any, draw_standing
from memory_maze.rendering.software.drawing.frame import Batch, Lens
from memory_maze.rendering.software.drawing.scratch import make_scratch
from memory_maze.rendering.software.drawing.still_frames import StillFrames
from memory_maze.rendering.software.drawing.top import WALKER_SPHERES
from memory_maze.rendering.software.images.texture_store import Textures, texture_store
from memory_maze.rendering.software.records.frame_types import Scratch
from memory_maze.rendering.software.warmup import compile_what_nobody_makes

PORTIONS = 4
"""Portions of frames for each thread: frames differ in their time, and so do cores."""


class SoftwareRenderer:
    """Draws frames in compiled loops that hold no lock of Python's; frames are the same on every machine.

    Raises:
      ValueError: the view cannot be drawn.
    """

    def __init__(self, view: View) -> None:
        check_view(view)
        self.view = view
        self._lens = Lens(view.look == "legacy", view.kind == "top")
        self._eyes = np.empty((0, CAMERA_FIELDS))
        self._scratches: list[Scratch] = []
        self._room = (0, 0)
        self._still = StillFrames()
        self._known: tuple[Scenes, Textures, Batch] | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._pool_size = 0
        self._lock = threading.Lock()

    def render(
        self,
        scenes: Scenes,
        poses: NDArray[np.float64],
        out: NDArray[np.uint8] | None = None,
        threads: int = 1,
    ) -> NDArray[np.uint8]:
        """Draws frame i from scene i and pose i. See `Renderer.render`."""
        out = frame_buffer(self.view, scenes, poses, out)
        compile_what_nobody_makes()
        with self._lock:
            threads = max(1, min(threads, len(out)))
            textures, batch = self._prepare(scenes, threads)
            poses = np.ascontiguousarray(poses)
            eyes = self._look(scenes, poses)
            common = (self._lens, textures, batch, eyes)
            if self._lens.top:
                self._still.match((*batch, eyes), scenes.textures, out.shape)
                self._draw(draw_any, (*common, poses), (self._still.is_old, self._still.frames, out), threads)
                return out
            todo = np.ones(len(out), np.bool_)
            if _some_may_stand(batch, eyes):
                self._draw(draw_standing, common, (todo, out), threads)
            if np.count_nonzero(todo):
                self._draw(draw_any, (*common, poses), (todo, self._still.frames, out), threads)
        return out

    def render_layers(
        self,
        scenes: Scenes,
        poses: NDArray[np.float64],
        out: Layers | None = None,
        threads: int = 1,
    ) -> Layers:
        """Draws frame i from scene i and pose i, with depth and labels. See `Renderer.render_layers`."""
        # Imported late: the entry point is compiled when it is first called, by those alone who ask for it.
        from memory_maze.rendering.software.layers.entry_point import draw_layers

        out = layer_buffers(self.view, scenes, poses, out)
        with self._lock:
            threads = max(1, min(threads, len(scenes)))
            poses = np.ascontiguousarray(poses)
            common = (self._lens, *self._prepare(scenes, threads), self._look(scenes, poses), poses)
            self._draw(draw_layers, common, tuple(out), threads)
        return out

    def _look(self, scenes: Scenes, poses: NDArray[np.float64]) -> NDArray[np.float64]:
        """The cameras, in an array that the next call writes over."""
        if len(self._eyes) != len(poses):
            self._eyes = np.empty((len(poses), CAMERA_FIELDS))
        return cameras(self.view, scenes, poses, self._eyes)

    def _draw(self, entry: Any, common: tuple[Any, ...], rest: tuple[Any, ...], threads: int) -> None:
        """Runs an entry point over all frames, in portions that threads fetch as they finish others."""
        count = len(rest[-1])
        if threads == 1:
            entry(*common, self._scratches[0], *rest, 0, count)
            return
        pool = self._threads(threads)
        submit: Any = pool.submit
        portions = min(count, PORTIONS * threads)
        left = deque((count * i // portions, count * (i + 1) // portions) for i in range(portions))

        def draw(scratch: Scratch) -> None:
            while left:
                try:
                    begin, end = left.popleft()
                except IndexError:
                    return
                entry(*common, scratch, *rest, begin, end)

        for job in [submit(draw, scratch) for scratch in self._scratches[:threads]]:
            job.result()

    def close(self) -> None:
        """Frees scratch memory, cached frames and threads. The next `render` makes them again."""
        with self._lock:
            self._scratches.clear()
            self._room = (0, 0)
            self._still = StillFrames()
            self._known = None
            if self._pool is not None:
                self._pool.shutdown()
            self._pool, self._pool_size = None, 0

    def _prepare(self, scenes: Scenes, threads: int) -> tuple[Textures, Batch]:
        """The images and the arrays of the scenes, and room to draw them.

        They are looked up once if that takes no copies, which would not see later changes.
        """
        known = self._known
        if known is None or known[0] is not scenes or len(self._scratches) < threads:
            self._make_room(scenes, threads)
            batch = _batch(scenes)
            known = (scenes, texture_store(scenes.textures), batch)
            copied = any(getattr(scenes, name) is not array for name, array in zip(Batch._fields, batch, strict=True))
            self._known = None if copied else known
        return known[1:]

    def _make_room(self, scenes: Scenes, threads: int) -> None:
        cells = sum(scenes.wall_texture.shape[1:])
        spheres = scenes.object_radius.shape[1] + WALKER_SPHERES
        if cells > self._room[0] or spheres > self._room[1]:
            self._room = (max(cells, self._room[0]), max(spheres, self._room[1]))
            self._scratches.clear()
        while len(self._scratches) < threads:
            self._scratches.append(make_scratch(self.view.width, self.view.height, *self._room))

    def _threads(self, count: int) -> ThreadPoolExecutor:
        if self._pool is None or self._pool_size < count:
            if self._pool is not None:
                self._pool.shutdown()
            self._pool = ThreadPoolExecutor(count, thread_name_prefix="memory-maze-drawing")
            self._pool_size = count
        return self._pool


def _some_may_stand(batch: Batch, eyes: NDArray[np.float64]) -> bool:
    """Whether the lowest camera is below the highest wall: nothing is compiled for walls that nobody is between."""
    if len(eyes) == 1:
        return bool(eyes[0, EYE_Z] < batch.wall_height[0])
    return len(eyes) > 0 and bool(eyes[:, EYE_Z].min() < batch.wall_height.max())


def _batch(scenes: Scenes) -> Batch:
    """The arrays of the scenes, of the types and the memory layout that the kernels are compiled for."""
    return Batch(
        np.ascontiguousarray(scenes.width, np.int32),
        np.ascontiguousarray(scenes.height, np.int32),
        np.ascontiguousarray(scenes.wall_texture, np.uint8),
        np.ascontiguousarray(scenes.floor_texture, np.uint8),
        np.ascontiguousarray(scenes.cell_size, np.float64),
        np.ascontiguousarray(scenes.wall_height, np.float64),
        np.ascontiguousarray(scenes.object_position, np.float64),
        np.ascontiguousarray(scenes.object_radius, np.float64),
        np.ascontiguousarray(scenes.object_color, np.uint8),
        np.ascontiguousarray(scenes.object_visible, np.bool_),
    )
