"""What the physics model is, in numbers: those that MuJoCo's compiler makes of the rolling ball, and its settings.

They are the same for every scenario: walls are all that scenarios change for the walker. What the body is made of
stands in `game.body`; the rest is what the compiler makes of it. A test compares all with MuJoCo's compiled model.
"""

from __future__ import annotations

from memory_maze.game import body
from memory_maze.scenario.model.fields import BALL_RADIUS, PHYSICS_STEP

STEP = PHYSICS_STEP
"""Seconds of a physics step."""

GRAVITY = 9.81

RADIUS = BALL_RADIUS

BODY_HEIGHT = body.BODY_HEIGHT
BALL_OFFSET = body.BALL_BELOW_BODY
"""Metres from the head's frame up to the ball's centre."""
HEAD_OFFSET = body.BODY_MASS_HEIGHT
CAMERA_OFFSET = (body.CAMERA_AHEAD, body.CAMERA_MASS_HEIGHT)
"""Metres ahead of and above the head's frame."""

HEAD_TURN = body.BODY_TURN
"""Both parts of the head's quaternion (1, 0, 0, -1), as MuJoCo normalises it."""
CAMERA_TURN = (0.7414525335515446, 0.6710053207613152)
"""w and x of the camera's quaternion."""
HEAD_INERTIA_TURN = (0.058768790374157755, 0.7046603644862951, -0.058768790374157755, 0.7046603644862951)
HEAD_INERTIA = body.BODY_INERTIA
BALL_INERTIA = 0.016000000000000004

ROOT_MASS = 1e-05
HEAD_MASS = body.BODY_MASS
BALL_MASS = 1.0
CAMERA_MASS = 1.0
MOVING_MASS = HEAD_MASS + BALL_MASS + CAMERA_MASS
MASS = ROOT_MASS + MOVING_MASS

STEER_DAMPING = body.STEER_DAMPING
ROLL_DAMPING = body.ROLL_DAMPING
ROLL_GEAR = body.ROLL_GEAR
STEER_GEAR = body.STEER_GEAR

MEAN_INERTIA = 13.440272458
CONTACT_WEIGHT = 0.04546760908669668
"""MuJoCo's inverse weight of the ball, by which it softens contacts."""

FRICTION = (1.0, 1.0, 0.02)
"""Coefficients of friction: sliding in two directions, and turning on the spot, metres."""

IMPEDANCE = (0.9, 0.95, 0.001)
"""MuJoCo's impedance of contacts: least, greatest, and how deep the ball is in for the greatest, metres."""
TIME_CONSTANT = 0.02
"""The time constant of contacts, in seconds; their damping ratio is 1."""

STIFFNESS = 1.0 / (IMPEDANCE[1] * IMPEDANCE[1] * TIME_CONSTANT * TIME_CONSTANT)
DAMPING = 2.0 / (IMPEDANCE[1] * TIME_CONSTANT)

TINY = 1e-15
"""MuJoCo's mjMINVAL, below which it takes numbers for 0."""

TOLERANCE = 1e-8
ITERATIONS = 100
SEARCH_TOLERANCE = TOLERANCE * 0.01
SEARCH_EVALUATIONS = 50
SCALE = 1.0 / (MEAN_INERTIA * 5)
"""What MuJoCo multiplies improvements and gradients by, before it compares them with the tolerance."""
NOSLIP_SWEEPS = 5
