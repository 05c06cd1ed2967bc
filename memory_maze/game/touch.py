"""When the walker touches an object: a distance rule that gives what MuJoCo's contacts give.

See docs/physics.md, section "Touching and reward".
"""

from __future__ import annotations

import math

from memory_maze.game.body import BALL_HEIGHT, HEAD_PARTS, Cylinder, Pose, direction
from memory_maze.scenario.model.fields import BALL_RADIUS

Point = tuple[float, float, float]

_FAR = 1e6
"""Metres; stands for no sphere at all."""


def touches(pose: Pose, center: Point, radius: float) -> bool:
    """Whether any part of the walker touches a sphere.

    Args:
      pose: the walker's.
      center: x, y, z of the sphere, metres.
      radius: of the sphere, metres.
    """
    dx, dy = pose.x - center[0], pose.y - center[1]
    flat = dx * dx + dy * dy
    reach = radius + BALL_RADIUS
    if flat > reach * reach:
        return False
    dz = pose.z + BALL_HEIGHT - center[2]
    if flat + dz * dz <= reach * reach:
        return True
    return head_touches(pose, direction(pose.steer), center, radius)


def head_touches(pose: Pose, ahead: tuple[float, float], center: Point, radius: float) -> bool:
    """Whether a part of the head touches a sphere; `ahead` is the heading's unit vector, for the rest see above."""
    for part in HEAD_PARTS:  # noqa: SIM110 (compiled as well, and compiled code knows no generators)
        if cylinder_touches(part, pose, ahead, center, radius):
            return True
    return False


def cylinder_touches(part: Cylinder, pose: Pose, ahead: tuple[float, float], center: Point, radius: float) -> bool:
    """Whether one part of the head touches a sphere; `ahead` is the heading's unit vector, for the rest see above."""
    dx = center[0] - (pose.x + part.ahead * ahead[0])
    dy = center[1] - (pose.y + part.ahead * ahead[1])
    dz = center[2] - (pose.z + part.height)
    if part.along_heading:
        axial = dx * ahead[0] + dy * ahead[1]
        aside = dx * ahead[1] - dy * ahead[0]
        radial = math.sqrt(aside * aside + dz * dz)
    else:
        axial = dz
        radial = math.sqrt(dx * dx + dy * dy)
    beyond_end = max(abs(axial) - part.half_length, 0.0)
    beyond_side = max(radial - part.radius, 0.0)
    return beyond_end * beyond_end + beyond_side * beyond_side <= radius * radius
