"""What the physics model is, in numbers: those that MuJoCo's compiler makes of the rolling ball, and its settings.

They are the same for every scenario: walls are all that scenarios change for the walker. A test compares them with
MuJoCo's compiled model.
"""

from __future__ import annotations

from memory_maze.scenario.model.fields import BALL_RADIUS, PHYSICS_STEP

STEP = PHYSICS_STEP
"""Seconds."""

GRAVITY = 9.81

RADIUS = BALL_RADIUS

BODY_HEIGHT = 0.6
BALL_OFFSET = -0.4
"""Metres from the head's frame up to the ball's centre."""
HEAD_OFFSET = -0.08
CAMERA_OFFSET = (0.15, 0.3)
"""Metres ahead of and above the head's frame."""

HEAD_TURN = 0.7071067811865475
"""Both parts of the head's quaternion (1, 0, 0, -1), as MuJoCo normalises it."""
CAMERA_TURN = (0.7414525335515446, 0.6710053207613152)
"""w and x of the camera's quaternion."""
HEAD_INERTIA_TURN = (0.058768790374157755, 0.7046603644862951, -0.058768790374157755, 0.7046603644862951)
HEAD_INERTIA = (0.14683229, 0.10987294, 0.10986016)
BALL_INERTIA = 0.016000000000000004

ROOT_MASS = 1e-05
HEAD_MASS = 20.0
BALL_MASS = 1.0
CAMERA_MASS = 1.0
MOVING_MASS = HEAD_MASS + BALL_MASS + CAMERA_MASS
MASS = ROOT_MASS + MOVING_MASS

STEER_DAMPING = 20.0
ROLL_DAMPING = 5.0
ROLL_GEAR = -50.0
STEER_GEAR = 30.0

MEAN_INERTIA = 13.440272458
CONTACT_WEIGHT = 0.04546760908669668
"""MuJoCo's inverse weight of the ball, by which it softens contacts."""

FRICTION = (1.0, 1.0, 0.02)
"""Sliding in two directions, and turning on the spot."""

IMPEDANCE = (0.9, 0.95, 0.001)
"""Of contacts: least, greatest, and how deep the ball is in for the greatest, metres."""
TIME_CONSTANT = 0.02
"""Seconds, of contacts; their damping ratio is 1."""

STIFFNESS = 1.0 / (IMPEDANCE[1] * IMPEDANCE[1] * TIME_CONSTANT * TIME_CONSTANT)
DAMPING = 2.0 / (IMPEDANCE[1] * TIME_CONSTANT)

TINY = 1e-15
"""MuJoCo's mjMINVAL."""

TOLERANCE = 1e-8
ITERATIONS = 100
SEARCH_TOLERANCE = TOLERANCE * 0.01
SEARCH_EVALUATIONS = 50
SCALE = 1.0 / (MEAN_INERTIA * 5)
"""What MuJoCo multiplies improvements and gradients by, before it compares them with the tolerance."""
NOSLIP_SWEEPS = 5
