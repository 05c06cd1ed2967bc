"""What acts on the walker when it touches nothing: gravity, its own turning, damping and motors."""

from __future__ import annotations

from memory_maze.physics.exact import model
from memory_maze.physics.exact.algebra import Vector, add_scaled, cross_force, cross_motion, dot6, inertia_times
from memory_maze.physics.exact.body import Body


def free_forces(body: Body, velocity: Vector, motors: Vector) -> Vector:
    """The joints' forces without contacts, by recursive Newton-Euler.

    Args:
      body: the walker.
      velocity: 5.
      motors: the torques on steer and roll.
    """
    x, y, z, steering, rolling = velocity
    slide = (0.0, 0.0, 0.0, x, y, z)
    head_velocity = add_scaled(slide, body.steer, steering)
    head_acceleration = (0.0, 0.0, 0.0, -y * steering, x * steering, model.GRAVITY)
    turning = cross_motion(head_velocity, body.roll)
    ball_velocity = add_scaled(head_velocity, body.roll, rolling)
    ball_acceleration = add_scaled(head_acceleration, turning, rolling)
    head = _needed_force(body.head_inertia, head_velocity, head_acceleration)
    ball = _needed_force(body.ball_inertia, ball_velocity, ball_acceleration)
    camera = _needed_force(body.camera_inertia, head_velocity, head_acceleration)
    total = tuple(h + b + c for h, b, c in zip(head, ball, camera, strict=True))
    steer_bias = dot6(body.steer, total)
    roll_bias = dot6(body.roll, ball)
    # MuJoCo adds what acts from outside, which is nothing: it makes positive zeros of negative ones.
    nothing = x.emitter.number(0.0)
    return (
        nothing - total[3],
        nothing - total[4],
        nothing - (model.ROOT_MASS * model.GRAVITY + total[5]),
        -steering * model.STEER_DAMPING - steer_bias + nothing + motors[0],
        -rolling * model.ROLL_DAMPING - roll_bias + nothing + motors[1],
    )


def _needed_force(inertia: Vector, velocity: Vector, acceleration: Vector) -> Vector:
    """The spatial force that moves a body so."""
    inertial = inertia_times(inertia, acceleration)
    return tuple(a + b for a, b in zip(inertial, cross_force(velocity, inertia_times(inertia, velocity)), strict=True))
