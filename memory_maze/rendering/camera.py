"""Where the camera is, for a pose of the walker, and how wide it sees. Where the eye is in the body: `game.body`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import CAMERA_AHEAD, CAMERA_DOWN, CAMERA_FLAT
from memory_maze.rendering.scene import Scenes, View

TOP_CAMERA_DISTANCE = 100.0
"""Metres above the floor (dm_control's maze arena)."""

TOP_CAMERA_MARGIN = 1.1
"""How much more than the maze the top camera sees (dm_control's maze arena)."""

HEADLIGHT_AMBIENT, HEADLIGHT_DIFFUSE = 0.3, 0.6
"""The light at the camera, which shines along its forward direction (dm_control's arena)."""

FIELDS = 9
"""Numbers that describe a camera: position, forward, up."""


def half_tangents(view: View, scenes: Scenes) -> NDArray[np.float64]:
    """tan(field of view / 2), vertical, for each of N scenes: float64[N].

    Raises:
      ValueError: a first-person view without a field of view.
    """
    if view.field_of_view is not None:
        return np.full(len(scenes), np.tan(np.radians(view.field_of_view) / 2))
    if view.kind != "top":
        raise ValueError("a first-person view needs a field of view")
    size = np.maximum(scenes.width, scenes.height) * scenes.cell_size
    return np.asarray(TOP_CAMERA_MARGIN * size / 2 / TOP_CAMERA_DISTANCE, dtype=np.float64)


def cameras(view: View, poses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Position, forward and up of the camera for each of N poses: float64[N, 9]; up is at right angles to forward."""
    out = np.empty((len(poses), FIELDS))
    if view.kind == "top":
        out[:] = [0, 0, TOP_CAMERA_DISTANCE, 0, 0, -1, 0, 1, 0]
        return out
    cos, sin = np.cos(poses[:, 3]), np.sin(poses[:, 3])
    out[:, 0] = poses[:, 0] + CAMERA_AHEAD * cos
    out[:, 1] = poses[:, 1] + CAMERA_AHEAD * sin
    out[:, 2] = poses[:, 2] + view.camera_height
    out[:, 3] = CAMERA_FLAT * cos
    out[:, 4] = CAMERA_FLAT * sin
    out[:, 5] = -CAMERA_DOWN
    out[:, 6] = CAMERA_DOWN * cos
    out[:, 7] = CAMERA_DOWN * sin
    out[:, 8] = CAMERA_FLAT
    return out
