"""The walker's body: a ball that rolls and steers, with a head. Sizes are those of dm_control's rolling ball."""

from __future__ import annotations

import math
from typing import NamedTuple

BODY_HEIGHT = 0.6
"""Metres from the floor to the origin of the body, standing."""

BALL_BELOW_BODY = -0.4
"""Metres from the body's origin up to the ball's centre."""

BALL_HEIGHT = BODY_HEIGHT + BALL_BELOW_BODY
"""Metres from the floor to the ball's centre, standing."""

CAMERA_AHEAD = 0.15
"""Metres from the body's axis to the agent's eye, along the heading."""

CAMERA_FLAT, CAMERA_DOWN = 0.99503719021, 0.09950371902
"""The eye looks 5.711 degrees below the horizon: parts of its unit vector along the heading and down."""

FIELD_OF_VIEW = 80.0
"""The eye's vertical field of view, degrees, where a scenario does not say another."""

CAMERA_AXIS = (0.0, -CAMERA_FLAT, CAMERA_DOWN)
"""Opposite to where the eye looks, in the body's frame, whose y axis is the heading."""

CAMERA_MASS_HEIGHT = 0.3
"""Metres above the body's origin: where dm_control's camera body, which weighs a kilogram, stays, whatever the height
of the eye."""

BODY_MASS = 20.0
"""Kilograms, without ball and camera."""

BODY_MASS_HEIGHT = -0.08
"""Metres above the body's origin, of its centre of mass."""

BODY_INERTIA = (0.14683229, 0.10987294, 0.10986016)
"""kg m2 about the principal axes."""

BODY_INERTIA_QUATERNION = (0.05876879, 0.70466036, -0.05876879, 0.70466036)
"""The quaternion of the inertia's principal axes in the body's frame."""

FRICTION = (0.5, 0.02, 0.02)
"""The ball's friction: sliding, torsional, rolling."""

ROLL_DAMPING = 5.0
"""N m s/rad; the benchmark's, dm_control's own is 2."""

STEER_DAMPING = 20.0
"""N m s/rad; the benchmark's, dm_control's own is 4."""

ROLL_GEAR, STEER_GEAR = -50.0, 30.0
"""N m at full control."""

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
