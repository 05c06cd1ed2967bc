"""Where the walker's parts are, and what they weigh: kinematics, inertias and the mass matrix.

All that MuJoCo computes and that can be told beforehand to be exactly 0, or to cancel exactly, is left out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact import model
from memory_maze.physics.exact.algebra import (
    Vector,
    dot6,
    inertia_about,
    inertia_times,
    multiply_turns,
    normalized,
    to_matrix,
)
from memory_maze.physics.exact.mass import Mass


class Body(NamedTuple):
    """The walker at a moment."""

    ball: Vector
    """The ball's centre: x, y, z in metres."""
    centre: Vector
    """The walker's centre of mass: x, y, z in metres."""
    steer: Vector
    """Six numbers: the spatial motion of a unit of steering, about the centre of mass; three turn, three move."""
    roll: Vector
    """Six numbers: the spatial motion of a unit of rolling, about the centre of mass; three turn, three move."""
    head_inertia: Vector
    """Ten numbers: the head's spatial inertia about the walker's centre of mass, as MuJoCo orders them (cinert)."""
    ball_inertia: Vector
    camera_inertia: Vector
    mass: Mass


def place_body(position: Vector, steer: Vector, roll: Vector) -> Body:
    """Finds it all.

    Args:
      position: 5: x, y, z, steer, roll.
      steer: cosine and sine of half the steer angle.
      roll: likewise.
    """
    x, y, z = position[:3]
    height = model.BODY_HEIGHT + z
    turn = normalized(multiply_turns((model.HEAD_TURN, 0.0, 0.0, -model.HEAD_TURN), (steer[0], 0.0, 0.0, -steer[1])))
    axes = to_matrix(turn)
    ahead, above = model.CAMERA_OFFSET
    camera = (axes[0][1] * ahead + x, axes[1][1] * ahead + y, axes[2][2] * above + height)
    head = (x, y, axes[2][2] * model.HEAD_OFFSET + height)
    ball = (x, y, axes[2][2] * model.BALL_OFFSET + height)
    centre = tuple(
        (origin * model.ROOT_MASS + (h * model.HEAD_MASS + b + c)) * (1.0 / model.MASS)
        for origin, h, b, c in zip((x, y, z), head, ball, camera, strict=True)
    )
    head_axes = to_matrix(multiply_turns(turn, model.HEAD_INERTIA_TURN))
    camera_axes = to_matrix(normalized(multiply_turns(turn, (*model.CAMERA_TURN, 0.0, 0.0))))
    ball_axes = to_matrix(normalized(multiply_turns(turn, (roll[0], -roll[1], 0.0, 0.0))))
    head_inertia = inertia_about(head_axes, model.HEAD_INERTIA, model.HEAD_MASS, _from(centre, head))
    ball_inertia = inertia_about(ball_axes, (model.BALL_INERTIA,) * 3, model.BALL_MASS, _from(centre, ball))
    camera_inertia = inertia_about(camera_axes, (1.0, 1.0, 1.0), model.CAMERA_MASS, _from(centre, camera))
    steer_motion = (0.0, 0.0, -1.0, centre[1] - y, -(centre[0] - x), 0.0)
    roll_motion = _roll_motion(turn, steer_motion, _from(centre, ball)[2])
    mass = _mass_matrix(head_inertia, ball_inertia, camera_inertia, steer_motion, roll_motion)
    return Body(ball, centre, steer_motion, roll_motion, head_inertia, ball_inertia, camera_inertia, mass)


def _from(centre: Vector, place: Vector) -> Vector:
    return tuple(a - b for a, b in zip(place, centre, strict=True))


def _roll_motion(turn: Vector, steer: Vector, height: Any) -> Vector:
    """Rolling's axis is the head's (-1, 0, 0); `height` is the ball's over the centre of mass."""
    ax = -1.0 + 2.0 * (turn[3] * turn[3])
    ay = -(2.0 * (turn[0] * turn[3]))
    return ax, ay, 0.0, -(ay * height), ax * height, ax * steer[3] - ay * -steer[4]


def _mass_matrix(head: Vector, ball: Vector, camera: Vector, steer: Vector, roll: Vector) -> Mass:
    together = tuple(a + b + c for a, b, c in zip(head[:9], ball[:9], camera[:9], strict=True))
    steered = inertia_times((*together, model.MOVING_MASS), steer)
    rolled = inertia_times(ball, roll)
    return Mass(
        steer_x=steered[3],
        steer_y=steered[4],
        steer=dot6(steer, steered),
        # The forces along x and y cancel: the ball's centre does not move when it rolls in place.
        roll_steer=-rolled[2],
        roll=roll[0] * rolled[0] + roll[1] * rolled[1],
    )
