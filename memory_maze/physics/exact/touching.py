"""Which objects the walkers touch after a physics step. What touching means is defined in `game.touch`."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

from memory_maze.compiling import kernel
from memory_maze.game.body import BODY_TURN
from memory_maze.game.compiled import Pose, head_touches
from memory_maze.physics.exact.algebra import Vector
from memory_maze.physics.exact.group import OBJECT_ROWS, OBJECTS, START, is_up, lane_of
from memory_maze.physics.exact.surroundings import FAR
from memory_maze.physics.exact.tracing import traced
from memory_maze.physics.exact.trig import cosine_and_sine
from memory_maze.physics.exact.walker import Walker

_OBJECT_RADIUS = START["object_radius"]


@kernel
def mark_touches(
    group: Any, first: int, lanes: int, slot: int, walker: Any, near: Any, ball: Any, members: Any, touched: Any
) -> None:
    """Flags an object in the mazes of those who touch it, and empties its slot.

    Args:
      group: float64 [rows, columns].
      first: column of the first lane.
      lanes: how many there are.
      slot: of the object.
      walker: the walkers.
      near: who is near.
      ball: whose ball touches it.
      members: int64 [n], the mazes of the columns.
      touched: bool [N, K], written.
    """
    row = OBJECTS + OBJECT_ROWS * slot
    ahead = _ahead(walker)
    for lane in range(min(lanes, len(members) - first)):
        if is_up(near, lane):
            column = first + lane
            x, y, z, steer = walker.position[:4]
            pose = Pose(lane_of(x, lane), lane_of(y, lane), lane_of(z, lane), lane_of(steer, lane))
            center = (group[row, column], group[row + 1, column], group[row + 2, column])
            heading = (lane_of(ahead[0], lane), lane_of(ahead[1], lane))
            if is_up(ball, lane) or head_touches(pose, heading, center, group[_OBJECT_RADIUS, column]):
                touched[members[column], int(group[row + 3, column])] = True
                group[row, column] = FAR


@traced
def _ahead(walker: Walker) -> Vector:
    """`game.body.direction`, by our own sine and cosine."""
    c, s = cosine_and_sine(walker.position[3] / 2.0)
    w = BODY_TURN * c - BODY_TURN * s
    k = -BODY_TURN * s - BODY_TURN * c
    return -2.0 * (w * k), w * w - k * k
