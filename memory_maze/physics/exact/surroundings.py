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
from memory_maze.physics.exact.group import OBJECT_ROWS, OBJECTS, START, WALL_SLOTS, Columns
from memory_maze.physics.exact.memory import place_at
from memory_maze.physics.exact.model import RADIUS, TINY
from memory_maze.physics.exact.numbers import Flag, Index, where
from memory_maze.physics.exact.problem import MOST_WALLS
from memory_maze.physics.exact.walker import Walker
from memory_maze.physics.wall_pool import REACH

ROAM = REACH - RADIUS
"""Metres that a walker may move before its surroundings are gathered anew: walls further than `wall_pool.REACH` from
the ball's centre are not gathered."""

FAR = 1e6
"""Metres at which walls and objects are put that are none."""

POSITION, HOME, WALLS, HITS = START["position"], START["home"], START["walls"], START["hits"]
OBJECT_RADIUS = START["object_radius"]


@stage
def gather_walls(group: Any, column: int, boxes: Any, count: int) -> int:
    """Puts the boxes of one maze that are within reach into slots, in order; returns how many, or -1 if too many.

    Args:
      group: float64 [rows, columns].
      column: whose slots.
      boxes: float64 [B, 4].
      count: boxes that count.
    """
    x, y = group[POSITION, column], group[POSITION + 1, column]
    group[HOME, column] = x
    group[HOME + 1, column] = y
    used = 0
    for k in range(count):
        gap_x = max(abs(boxes[k, 0] - x) - boxes[k, 2], 0.0)
        gap_y = max(abs(boxes[k, 1] - y) - boxes[k, 3], 0.0)
        if gap_x * gap_x + gap_y * gap_y <= REACH * REACH:
            if used == WALL_SLOTS:
                return -1
            for j in range(4):
                group[WALLS + 4 * used + j, column] = boxes[k, j]
            used += 1
    for k in range(used, WALL_SLOTS):
        for j in range(4):
            group[WALLS + 4 * k + j, column] = FAR if j == 0 else 0.0
    return used


@stage
def gather_objects(group: Any, column: int, centers: Any, radius: float, count: int, touched: Any) -> int:
    """Puts the objects that are near and not touched yet into slots; returns how many.

    Args:
      group: float64 [rows, columns].
      column: whose slots.
      centers: float64 [K, 3].
      radius: metres.
      count: objects that count.
      touched: bool [K].
    """
    x, y = group[POSITION, column], group[POSITION + 1, column]
    reach = radius + RADIUS + ROAM
    group[OBJECT_RADIUS, column] = radius
    used = 0
    for k in range(count):
        dx, dy = x - centers[k, 0], y - centers[k, 1]
        if not touched[k] and dx * dx + dy * dy <= reach * reach:
            row = OBJECTS + OBJECT_ROWS * used
            for j in range(3):
                group[row + j, column] = centers[k, j]
            group[row + 3, column] = k
            used += 1
    for k in range(used, len(centers)):
        group[OBJECTS + OBJECT_ROWS * k, column] = FAR
    return used


def has_roamed(columns: Columns) -> Flag:
    """Who has left the place where the lists are good; a walker without numbers has."""
    x, y = columns.get("position")[:2]
    home = columns.get("home")
    dx, dy = x - home[0], y - home[1]
    return ~(dx * dx + dy * dy < (ROAM - 1e-6) * (ROAM - 1e-6))


def find_walls(columns: Columns, slots: Index, ball: Vector) -> tuple[Any, Flag]:
    """Writes down the walls that the ball touches, each walker's in order.

    Args:
      columns: the walkers.
      slots: how many are used.
      ball: 3: its centre.

    Returns:
      How many, and who touches more than there is room for, or is inside a wall.
    """
    emitter = columns.emitter

    def look(slot: Any, state: tuple[Any, Flag]) -> tuple[Any, Flag]:
        box = _box(columns, slot, WALLS)
        towards = meet(ball, box).towards
        close = towards[0] * towards[0] + towards[1] * towards[1] < (RADIUS + 1e-3) * (RADIUS + 1e-3)
        return when(close.anywhere(), lambda: _collect(columns, box, meet(ball, box).distance, *state), state)

    return each(emitter, slots, look, (0.0, emitter.flag(False)))


def _collect(columns: Columns, box: Vector, distance: Any, hits: Any, lost: Flag) -> tuple[Any, Flag]:
    touching, inside = distance - RADIUS < 0.0, distance <= TINY
    for place in range(MOST_WALLS):
        here = touching & hits.equals(float(place))
        for row, entry in enumerate(box[:4], HITS + 4 * place):
            columns.write(row, where(here, entry, columns.read(row)))
    full = touching & hits.equals(float(MOST_WALLS))
    return where(touching, hits + 1.0, hits), lost | inside | full


def hit_box(columns: Columns, place: Index) -> Vector:
    """A wall that is touched, as `contacts.meet` wants it."""
    return _box(columns, place, HITS)


def _box(columns: Columns, slot: Index, rows: int) -> Vector:
    sides = (columns.read(place_at(slot, 4, rows + j)) for j in range(4))
    return (*sides, *columns.get("half_height"))


def is_near_object(columns: Columns, slot: Index, walker: Walker) -> tuple[Flag, Flag]:
    """Who is so near to the object in a slot that something may touch it, and whose ball does."""
    center = [columns.read(place_at(slot, OBJECT_ROWS, OBJECTS + j)) for j in range(3)]
    reach = columns.get("object_radius")[0] + RADIUS
    dx, dy = walker.position[0] - center[0], walker.position[1] - center[1]
    flat = dx * dx + dy * dy
    dz = walker.position[2] + BALL_HEIGHT - center[2]
    near = flat <= reach * reach
    return near, near & (flat + dz * dz <= reach * reach)
