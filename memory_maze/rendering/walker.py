"""The walker as the top camera sees it: dm_control's rolling ball with a head, and two ears that show its heading."""

from __future__ import annotations

from typing import Literal, NamedTuple

UPRIGHT = (1, 0, 0, 0, 1, 0, 0, 0, 1)
FACING_AHEAD = (0, 0, 1, 0, 1, 0, -1, 0, 0)

EAR_RADIUS = 0.26
EAR_OFFSET = 0.22
EAR_HEIGHT = 0.6
EAR_COLORS = ((0.7, 0.0, 0.0), (0.0, 0.0, 0.7))
"""Right and left ear. These and the parts below are facts of dm_control's jumping_ball.py and
jumping_ball_with_head.xml."""

SHELL_RADIUS = 0.2
SHELL_COLOR = (0.5, 0.5, 0.5)
"""The ball is textured; seen from 100 m, what the ears leave of it is a few pixels of its mean colour."""


class Part(NamedTuple):
    """A coloured solid, placed in the walker's frame: x ahead, y to the left, z up, origin on the floor."""

    shape: Literal["sphere", "cylinder"]
    size: tuple[float, float, float]
    """Sphere: the radius, thrice; cylinder: the radius twice and half its length. Metres."""
    position: tuple[float, float, float]
    axes: tuple[int, ...]
    """Rotation matrix, row-major; a cylinder's axis is its third column."""
    color: tuple[float, float, float]


WALKER_PARTS = (
    Part("cylinder", (0.1, 0.1, 0.06), (0, 0, 0.53), UPRIGHT, (0.757, 0.757, 0.757)),
    Part("cylinder", (0.05, 0.05, 0.035), (0.1, 0, 0.53), FACING_AHEAD, (0.0, 0.85, 0.5)),
    Part("cylinder", (0.07, 0.07, 0.02), (0, 0, 0.47), UPRIGHT, (0.0, 0.85, 0.5)),
    Part("sphere", (SHELL_RADIUS,) * 3, (0, 0, SHELL_RADIUS), UPRIGHT, SHELL_COLOR),
    Part("sphere", (EAR_RADIUS,) * 3, (0, -EAR_OFFSET, EAR_HEIGHT), UPRIGHT, EAR_COLORS[0]),
    Part("sphere", (EAR_RADIUS,) * 3, (0, EAR_OFFSET, EAR_HEIGHT), UPRIGHT, EAR_COLORS[1]),
)
