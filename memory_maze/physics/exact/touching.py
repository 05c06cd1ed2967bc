"""Which objects the walkers touch after a physics step. What touching means is defined in `game.touch`."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

from memory_maze.compiling import kernel, stage
from memory_maze.game.body import BODY_TURN
from memory_maze.game.compiled import Pose, head_touches
from memory_maze.physics.exact.algebra import Vector
from memory_maze.physics.exact.memory import any_of, is_up, lane_of
from memory_maze.physics.exact.surroundings import FAR, OBJECT_RADIUS, OBJECT_ROWS, OBJECTS, is_near_object
from memory_maze.physics.exact.tracing import traced
from memory_maze.physics.exact.trig import cosine_and_sine
from memory_maze.physics.exact.walker import Walker

_is_near_object = traced(is_near_object)


@stage
def notice_touches(scratch: Any, memory: Any, slots: int, walker: Any, members: Any, touched: Any) -> None:
    """Flags the objects in the slots that are touched, and empties their slots.

    Args:
      scratch: float64 [rows, lanes].
      memory: the same.
      slots: how many are used.
      walker: the walkers.
      members: int64 [lanes], their rows in `touched`.
      touched: bool [N, K].
    """
    for slot in range(slots):
        near, ball = _is_near_object(memory, slot, walker)
        if any_of(near):
            ahead = _ahead(walker)
            _mark(scratch, slot, walker, near, ball, ahead, members, touched)


@kernel
def _mark(scratch: Any, slot: int, walker: Any, near: Any, ball: Any, ahead: Any, members: Any, touched: Any) -> None:
    row = OBJECTS + OBJECT_ROWS * slot
    for lane in range(scratch.shape[1]):
        if is_up(near, lane):
            x, y, z, steer = walker.position[:4]
            pose = Pose(lane_of(x, lane), lane_of(y, lane), lane_of(z, lane), lane_of(steer, lane))
            center = (scratch[row, lane], scratch[row + 1, lane], scratch[row + 2, lane])
            radius = scratch[OBJECT_RADIUS, lane]
            heading = (lane_of(ahead[0], lane), lane_of(ahead[1], lane))
            if is_up(ball, lane) or head_touches(pose, heading, center, radius):
                touched[members[min(lane, len(members) - 1)], int(scratch[row + 3, lane])] = True
                scratch[row, lane] = FAR


@traced
def _ahead(walker: Walker) -> Vector:
    """`game.body.direction`, by our own sine and cosine."""
    c, s = cosine_and_sine(walker.position[3] / 2.0)
    w = BODY_TURN * c - BODY_TURN * s
    k = -BODY_TURN * s - BODY_TURN * c
    return -2.0 * (w * k), w * w - k * k
