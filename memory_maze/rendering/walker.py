"""The walker as the top camera sees it: dm_control's rolling ball with a head, and two ears that show its heading."""

from __future__ import annotations

from typing import Literal, NamedTuple

from memory_maze.game.body import HEAD_PARTS, Cylinder
from memory_maze.scenario.model.fields import BALL_RADIUS

UPRIGHT = (1, 0, 0, 0, 1, 0, 0, 0, 1)
FACING_AHEAD = (0, 0, 1, 0, 1, 0, -1, 0, 0)

EAR_RADIUS = 0.26
EAR_OFFSET = 0.22
EAR_HEIGHT = 0.6
EAR_COLORS = ((0.7, 0.0, 0.0), (0.0, 0.0, 0.7))
"""Colours of the right and the left ear. These and the parts below are facts of dm_control's jumping_ball.py and
jumping_ball_with_head.xml."""

SHELL_RADIUS = BALL_RADIUS
SHELL_COLOR = (0.5, 0.5, 0.5)
"""Colour of the ball, which is textured: seen from 100 m, what the ears leave of it is a few pixels of its mean
colour."""


class Part(NamedTuple):
    """A coloured solid, placed in the walker's frame: x ahead, y to the left, z up, origin on the floor."""

    shape: Literal["sphere", "cylinder"]
    size: tuple[float, float, float]
    """Metres. Sphere: the radius, thrice; cylinder: the radius twice and half its length."""
    position: tuple[float, float, float]
    axes: tuple[int, ...]
    """Rotation matrix, row-major; a cylinder's axis is its third column."""
    color: tuple[float, float, float]


HEAD_COLORS = ((0.757, 0.757, 0.757), (0.0, 0.85, 0.5), (0.0, 0.85, 0.5))
"""Colours of `game.body.HEAD_PARTS`: head, face and neck."""


def _cylinder(part: Cylinder, color: tuple[float, float, float]) -> Part:
    axes = FACING_AHEAD if part.along_heading else UPRIGHT
    size = (part.radius, part.radius, part.half_length)
    return Part("cylinder", size, (part.ahead, 0, part.height), axes, color)


WALKER_PARTS = (
    *(_cylinder(part, color) for part, color in zip(HEAD_PARTS, HEAD_COLORS, strict=True)),
    Part("sphere", (SHELL_RADIUS,) * 3, (0, 0, SHELL_RADIUS), UPRIGHT, SHELL_COLOR),
    Part("sphere", (EAR_RADIUS,) * 3, (0, -EAR_OFFSET, EAR_HEIGHT), UPRIGHT, EAR_COLORS[0]),
    Part("sphere", (EAR_RADIUS,) * 3, (0, EAR_OFFSET, EAR_HEIGHT), UPRIGHT, EAR_COLORS[1]),
)
