"""The marks of maps as shapes: objects, numbers, the agent; and what each looks like in a legend."""

from __future__ import annotations

from collections.abc import Iterator

from memory_maze.game.body import Pose, direction
from memory_maze.pictures.drawing.shapes import MIDDLE, Disc, Polygon, Ring, Shape, Text
from memory_maze.pictures.lettering import INK, RGB

TRAIL = (92, 98, 112)
WHITE = (255, 255, 255)
EDGE = (96, 100, 108)
"""Around objects: some are white."""


def object_symbol(radius: float) -> tuple[Shape, ...]:
    """What a prompted object looks like on maps, around the origin."""
    return object_marks(0.0, 0.0, 0.6 * radius, TRAIL, is_prompted=True)


def pin_symbol(radius: float) -> tuple[Shape, ...]:
    """What a number and its arrow head look like on maps, around the origin."""
    arrow = arrow_marks(-0.9 * radius, 0.0, 0.7 * radius, Pose(0.0, 0.0, 0.0, 0.0))
    return (*arrow, *number_marks(1.2 * radius, 0.0, radius, 1))


def spot_symbol(radius: float) -> tuple[Shape, ...]:
    """The ring around the agent in pictures from above, around the origin."""
    width = 0.2 * radius
    return Ring(0.0, 0.0, radius, INK, 2 * width), Ring(0.0, 0.0, radius, WHITE, width)


def object_marks(x: float, y: float, radius: float, color: RGB, *, is_prompted: bool) -> tuple[Disc, ...]:
    edge = max(0.15 * radius, 0.8)
    inner, outer = (radius + edge * share for share in ((2.8, 4.8) if is_prompted else (1.0, 2.0)))
    rim = (Disc(x, y, radius + 0.7 * edge, EDGE),) if is_prompted else ()
    return Disc(x, y, outer, INK if is_prompted else EDGE), Disc(x, y, inner, WHITE), *rim, Disc(x, y, radius, color)


def number_marks(x: float, y: float, radius: float, number: int) -> tuple[Shape, ...]:
    size = 1.45 * radius / (1 if number < 10 else 1.25)
    letters = Text(x, y + MIDDLE * size, str(number), size, WHITE, "m")
    return Disc(x, y, 1.12 * radius, WHITE), Disc(x, y, radius, INK), letters


def arrow_marks(x: float, y: float, length: float, pose: Pose) -> Iterator[Polygon]:
    """A head that points along a pose's heading, over a wider one in white."""
    dx, dy = direction(pose.steer)
    for scale, color in ((1.4 * length, WHITE), (length, INK)):
        corners = ((1.0, 0.0), (-0.8, 0.75), (-0.4, 0.0), (-0.8, -0.75))
        points = ((x + scale * (a * dx - b * dy), y - scale * (a * dy + b * dx)) for a, b in corners)
        yield Polygon(tuple(points), color)
