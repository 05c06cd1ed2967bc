"""The camera: where it is for a pose of the walker, where it looks, and how wide it sees. Both renderers take it.

Where the eye is in the body: `game.body`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point
from memory_maze.compiling.trig import sine_cosine
from memory_maze.game.body import CAMERA_AHEAD, CAMERA_DOWN, CAMERA_FLAT
from memory_maze.rendering.scene import AS_WIDE_AS_THE_MAZE, Scenes, View

TOP_CAMERA_DISTANCE = 100.0
"""Metres above the floor (dm_control's maze arena)."""

TOP_CAMERA_MARGIN = 1.1
"""How much more than the maze the top camera sees (dm_control's maze arena)."""

HEADLIGHT_AMBIENT, HEADLIGHT_DIFFUSE = 0.3, 0.6
"""The light at the camera, which shines along its forward direction (dm_control's arena)."""

EYE_X, EYE_Y, EYE_Z, FORWARD_X, FORWARD_Y, FORWARD_Z, RIGHT_X, RIGHT_Y, UP_X, UP_Y, UP_Z, TANGENT = range(12)
"""Columns of cameras: the place in metres from the maze's middle, three unit vectors at right angles to each other, of
which the one to the right is level, and tan(vertical field of view / 2)."""

CAMERA_FIELDS = 12
"""Numbers that describe a camera."""


def cameras(
    view: View, scenes: Scenes, poses: NDArray[np.float64], out: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """The cameras of N frames.

    Args:
      view: what the frames have in common.
      scenes: N mazes. Their own fields of view and camera heights count before those of the view.
      poses: float64 [N, 4], see `Renderer.render`.
      out: float64 [N, 12], is written; made when None.

    Returns:
      `out`; its columns are named above.
    """
    out = np.empty((len(scenes), CAMERA_FIELDS)) if out is None else out
    fields = scenes.field_of_view
    if fields is None:
        given = view.field_of_view
        fields = np.full(len(scenes), AS_WIDE_AS_THE_MAZE if given is None else float(given))
    if view.kind == "top":
        aim_from_above(scenes.width, scenes.height, scenes.cell_size, fields, out)
        return out
    heights = scenes.camera_height
    aim_ahead(poses, np.full(len(scenes), float(view.camera_height)) if heights is None else heights, fields, out)
    return out


@entry_point
def aim_ahead(poses: Array, heights: Array, fields: Array, out: Array) -> None:
    """Writes the walkers' cameras.

    Args:
      poses: float64 [N, 4], x, y, z in metres and the heading in radians.
      heights: float64 [N], metres above the floor when the walker stands.
      fields: float64 [N], degrees.
      out: float64 [N, 12], is written.
    """
    for i in range(len(out)):
        sin, cos = sine_cosine(poses[i, 3])
        sine, cosine = sine_cosine(fields[i] * (math.pi / 180) / 2)
        eye = out[i]
        eye[EYE_X] = poses[i, 0] + CAMERA_AHEAD * cos
        eye[EYE_Y] = poses[i, 1] + CAMERA_AHEAD * sin
        eye[EYE_Z] = poses[i, 2] + heights[i]
        eye[FORWARD_X], eye[FORWARD_Y], eye[FORWARD_Z] = CAMERA_FLAT * cos, CAMERA_FLAT * sin, -CAMERA_DOWN
        eye[RIGHT_X], eye[RIGHT_Y] = sin, -cos
        eye[UP_X], eye[UP_Y], eye[UP_Z] = CAMERA_DOWN * cos, CAMERA_DOWN * sin, CAMERA_FLAT
        eye[TANGENT] = sine / cosine


@entry_point
def aim_from_above(width: Array, height: Array, cell_size: Array, fields: Array, out: Array) -> None:
    """Writes the cameras that look at whole mazes from above.

    Args:
      width: int [N], cells, outer wall included.
      height: int [N], likewise.
      cell_size: float64 [N], metres.
      fields: float64 [N], degrees; 0: as wide as the maze needs.
      out: float64 [N, 12], is written.
    """
    for i in range(len(out)):
        eye = out[i]
        eye[:] = 0.0
        eye[EYE_Z], eye[FORWARD_Z], eye[RIGHT_X], eye[UP_Y] = TOP_CAMERA_DISTANCE, -1.0, 1.0, 1.0
        if fields[i] > 0:
            sine, cosine = sine_cosine(fields[i] * (math.pi / 180) / 2)
            eye[TANGENT] = sine / cosine
        else:
            side = max(width[i], height[i]) * cell_size[i]
            eye[TANGENT] = TOP_CAMERA_MARGIN * side / 2 / TOP_CAMERA_DISTANCE
