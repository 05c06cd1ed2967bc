"""The walker's body: a ball that rolls and steers, with a head. Sizes are those of dm_control's rolling ball."""

from __future__ import annotations

import math
from typing import NamedTuple

BODY_HEIGHT = 0.6
"""Metres from the floor to the origin of the body, standing."""

BALL_HEIGHT = BODY_HEIGHT - 0.4
"""Metres from the floor to the ball's centre, standing."""

BODY_TURN = 1 / math.sqrt(2)
"""Both parts of the body's quaternion (1, 0, 0, -1) as MuJoCo normalises it; sqrt(1/2) differs in the last bit."""


class Cylinder(NamedTuple):
    """A part of the head."""

    ahead: float
    """Metres from the body's axis to the centre, along the heading."""
    height: float
    """Metres from the floor to the centre, standing."""
    radius: float
    half_length: float
    along_heading: bool
    """Whether the axis lies along the heading; it is vertical otherwise."""


HEAD_PARTS = (
    Cylinder(ahead=0.0, height=0.53, radius=0.1, half_length=0.06, along_heading=False),
    Cylinder(ahead=0.1, height=0.53, radius=0.05, half_length=0.035, along_heading=True),
    Cylinder(ahead=0.0, height=0.47, radius=0.07, half_length=0.02, along_heading=False),
)
"""The walker's head, face and neck, which reach objects that hang in the air."""


class Pose(NamedTuple):
    """Where the walker is. `qpos` of the physics model without the roll angle."""

    x: float
    """Metres from the middle of the maze, along world x."""
    y: float
    """Metres from the middle of the maze, along world y."""
    z: float
    """Metres above standing height."""
    steer: float
    """Radians, clockwise; 0 faces +x. The world heading is `-steer`."""


ORIGIN = Pose(0.0, 0.0, 0.0, 0.0)


def direction(steer: float) -> tuple[float, float]:
    """The unit vector (x, y) that driving forward moves along, to the last bit as MuJoCo's kinematics have it.

    MuJoCo turns the body's quaternion by the steer joint about -z and makes a matrix of it; this is its second column.
    """
    c, s = math.cos(steer / 2), math.sin(steer / 2)
    w = BODY_TURN * c - BODY_TURN * s
    k = -BODY_TURN * s - BODY_TURN * c
    return -2 * (w * k), w * w - k * k
