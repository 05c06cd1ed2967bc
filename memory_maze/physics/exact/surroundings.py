"""What a walker can touch in the next steps: walls and objects near it, gathered from the whole maze in slots.

A list is good until the walker has moved `ROAM` from where it was made, however long that takes.
"""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

from typing import Any

from memory_maze.compiling import stage
from memory_maze.game.body import BALL_HEIGHT
from memory_maze.physics.exact.algebra import Vector
from memory_maze.physics.exact.contacts import meet
from memory_maze.physics.exact.control import each, when
from memory_maze.physics.exact.memory import Memory
from memory_maze.physics.exact.model import RADIUS, TINY
from memory_maze.physics.exact.numbers import Flag, Index, where
from memory_maze.physics.exact.problem import MOST_WALLS
from memory_maze.physics.exact.walker import POSITION, ROW, Walker

ROAM = 0.75
"""Metres."""

REACH = ROAM + RADIUS
"""Metres: walls further away than this from the ball's centre are not gathered."""

WALL_SLOTS = 8
"""Walls within reach. A circle of that radius lies in nine cells of a metre or more, and its own is free."""

FAR = 1e6
"""Metres; where walls and objects are that are none."""

WALLS = ROW
"""Scratch row where the walls' slots begin: centre x and y, half sides x and y."""
HALF_HEIGHT = WALLS + 4 * WALL_SLOTS
HOME = HALF_HEIGHT + 1
"""Two rows: x and y where the lists were made."""
OBJECT_RADIUS = HOME + 2
"""Of the objects, metres."""
HIT_BOXES = OBJECT_RADIUS + 1
"""Of the walls that are touched: rows as in a slot."""
OBJECTS = HIT_BOXES + 4 * MOST_WALLS
"""Scratch row where the objects' slots begin: x, y, z and number."""
OBJECT_ROWS = 4


@stage
def gather_walls(scratch: Any, lane: int, boxes: Any, count: int) -> int:
    """Puts the boxes of one maze that are within reach into slots, in order; returns how many, or -1 if too many.

    Args:
      scratch: float64 [rows, lanes].
      lane: whose slots.
      boxes: float64 [B, 4].
      count: boxes that count.
    """
    x, y = scratch[POSITION, lane], scratch[POSITION + 1, lane]
    scratch[HOME, lane] = x
    scratch[HOME + 1, lane] = y
    used = 0
    for k in range(count):
        gap_x = max(abs(boxes[k, 0] - x) - boxes[k, 2], 0.0)
        gap_y = max(abs(boxes[k, 1] - y) - boxes[k, 3], 0.0)
        if gap_x * gap_x + gap_y * gap_y <= REACH * REACH:
            if used == WALL_SLOTS:
                return -1
            for j in range(4):
                scratch[WALLS + 4 * used + j, lane] = boxes[k, j]
            used += 1
    for k in range(used, WALL_SLOTS):
        for j in range(4):
            scratch[WALLS + 4 * k + j, lane] = FAR if j == 0 else 0.0
    return used


@stage
def gather_objects(scratch: Any, lane: int, centers: Any, radius: float, count: int, touched: Any) -> int:
    """Puts the objects that are near and not touched yet into slots; returns how many.

    Args:
      scratch: float64 [rows, lanes].
      lane: whose slots.
      centers: float64 [K, 3].
      radius: metres.
      count: objects that count.
      touched: bool [K].
    """
    x, y = scratch[POSITION, lane], scratch[POSITION + 1, lane]
    reach = radius + RADIUS + ROAM
    scratch[OBJECT_RADIUS, lane] = radius
    used = 0
    for k in range(count):
        dx, dy = x - centers[k, 0], y - centers[k, 1]
        if not touched[k] and dx * dx + dy * dy <= reach * reach:
            row = OBJECTS + OBJECT_ROWS * used
            for j in range(3):
                scratch[row + j, lane] = centers[k, j]
            scratch[row + 3, lane] = k
            used += 1
    for k in range(used, len(centers)):
        scratch[OBJECTS + OBJECT_ROWS * k, lane] = FAR
    return used


def has_roamed(memory: Memory, walker: Walker) -> Flag:
    """Who has left the place where the lists are good; a walker without numbers has."""
    dx, dy = (walker.position[k] - memory.read(HOME + k) for k in range(2))
    return ~(dx * dx + dy * dy < (ROAM - 1e-6) * (ROAM - 1e-6))


def find_walls(memory: Memory, slots: Index, ball: Vector) -> tuple[Any, Flag]:
    """Collects the walls that the ball touches, each walker's in order.

    Args:
      memory: scratch.
      slots: how many are used.
      ball: 3: its centre.

    Returns:
      How many, and who touches more than there is room for, or is inside a wall.
    """
    emitter = memory.emitter

    def look(slot: Any, state: tuple[Any, Flag]) -> tuple[Any, Flag]:
        box = _box(memory, slot, WALLS)
        towards = meet(ball, box).towards
        close = towards[0] * towards[0] + towards[1] * towards[1] < (RADIUS + 1e-3) * (RADIUS + 1e-3)
        return when(close.anywhere(), lambda: _collect(memory, box, meet(ball, box).distance, *state), state)

    return each(emitter, slots, look, (0.0, emitter.flag(False)))


def _collect(memory: Memory, box: Vector, distance: Any, hits: Any, lost: Flag) -> tuple[Any, Flag]:
    touching, inside = distance - RADIUS < 0.0, distance <= TINY
    for place in range(MOST_WALLS):
        here = touching & hits.equals(float(place))
        for row, entry in enumerate(box[:4], HIT_BOXES + 4 * place):
            memory.write(row, where(here, entry, memory.read(row)))
    full = touching & hits.equals(float(MOST_WALLS))
    return where(touching, hits + 1.0, hits), lost | inside | full


def hit_box(memory: Memory, place: Index) -> Vector:
    """A wall that is touched, as `contacts.meet` wants it."""
    return _box(memory, place, HIT_BOXES)


def _box(memory: Memory, slot: Index, rows: int) -> Vector:
    sides = (memory.read(memory.at(slot, 4, rows + j)) for j in range(4))
    return (*sides, memory.read(HALF_HEIGHT))


def is_near_object(memory: Memory, slot: Index, walker: Walker) -> tuple[Flag, Flag]:
    """Who is so near to the object in a slot that something may touch it, and whose ball does."""
    center = [memory.read(memory.at(slot, OBJECT_ROWS, OBJECTS + j)) for j in range(3)]
    reach = memory.read(OBJECT_RADIUS) + RADIUS
    dx, dy = walker.position[0] - center[0], walker.position[1] - center[1]
    flat = dx * dx + dy * dy
    dz = walker.position[2] + BALL_HEIGHT - center[2]
    near = flat <= reach * reach
    return near, near & (flat + dz * dz <= reach * reach)
