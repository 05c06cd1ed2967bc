"""What to do next: all sequences of a few actions, each followed through the walker's motion to a field's seconds."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from memory_maze.agents.planning.ground import is_clear, pushed_out
from memory_maze.agents.planning.motion import DRIVE_LAG, SPEED, Piece, Walker, coasting_turn, moved
from memory_maze.agents.planning.terrain import Terrain
from memory_maze.agents.planning.timefield import NO_WAY, seconds_at
from memory_maze.compiling import Array, kernel
from memory_maze.compiling.trig import sine_cosine
from memory_maze.game.actions import ACTIONS
from memory_maze.scenario.model.fields import BALL_RADIUS

MARGIN = BALL_RADIUS + 0.03
"""Metres that the walker's axis keeps from walls. Three centimetres more than it needs: it does not move as exactly."""

TIE = 1e-9
"""Seconds by which an action must be better than those before it: rounding decides nothing."""

COASTING_TRIES = 3

_DRIVES = np.array([-action.roll for action in ACTIONS])
_TURNS = np.array([-action.steer for action in ACTIONS])
_FIRST = 1
"""Doing nothing is never tried: driving or turning is at least as good."""


class Plan(NamedTuple):
    """How far the planner looks."""

    actions: int
    """Actions in a sequence."""
    pieces: int
    """Pieces that the motion of one action is computed in."""
    piece: Piece
    wall_seconds: float
    """Seconds charged for each metre that a wall keeps the walker from."""


class Goal(NamedTuple):
    """What ends a leg: coming within reach of a point."""

    x: float
    """Metres along x from the grid's bottom-left corner."""
    y: float
    """Metres along y from the grid's bottom-left corner."""
    reach: float
    """Metres from there within which the goal counts as reached; below zero, where the field's seconds are over: of two
    ways into a region, the sooner one is better."""


@kernel
def best_action(
    terrain: Terrain, values: Array, goal: Goal, walker: Walker, plan: Plan, stack: Array, choices: Array
) -> int:
    """The first action of the best sequence.

    Args:
      terrain: the maze.
      values: float32 [K, n] seconds to the goal; at the goal, seconds of what comes after it.
      goal: what ends a leg.
      walker: now.
      plan: how far to look.
      stack: float64 [actions + 1, 6], scratch.
      choices: int64 [actions], scratch.
    """
    stack[0] = walker.x, walker.y, walker.heading, walker.speed, walker.turn_rate, 0.0
    best, found = math.inf, _FIRST
    level = 0
    choices[0] = _FIRST - 1
    while level >= 0:
        choices[level] += 1
        if choices[level] >= len(_DRIVES):
            level -= 1
            continue
        reached = _act(terrain, goal, plan, stack, level, choices[level])
        if goal.reach < 0.0:
            reached = _seconds_left(terrain, values, stack[level + 1]) < TIE
        if reached or level + 1 == plan.actions:
            seconds = stack[level + 1, 5] + _seconds_left(terrain, values, stack[level + 1])
            if seconds < best - TIE:
                best, found = seconds, choices[0]
        else:
            level += 1
            choices[level] = _FIRST - 1
    return found


@kernel
def _act(terrain: Terrain, goal: Goal, plan: Plan, stack: Array, level: int, action: int) -> bool:
    """Writes the next level of the stack; tells whether the goal was reached."""
    here = stack[level]
    walker = Walker(here[0], here[1], here[2], here[3], here[4])
    lost = 0.0
    reached = False
    for _ in range(plan.pieces):
        before = walker
        walker = moved(before, _DRIVES[action], _TURNS[action], plan.piece)
        if not is_clear(terrain.walls, terrain.cell_size, walker.x, walker.y, MARGIN):
            x, y = pushed_out(terrain.walls, terrain.cell_size, walker.x, walker.y, MARGIN)
            if not is_clear(terrain.walls, terrain.cell_size, x, y, BALL_RADIUS):
                x, y = before.x, before.y
            kept = math.sqrt((x - walker.x) ** 2 + (y - walker.y) ** 2)
            lost += kept * plan.wall_seconds
            walker = _rubbing(before, walker, x, y, kept)
        reached = reached or (walker.x - goal.x) ** 2 + (walker.y - goal.y) ** 2 < goal.reach**2
    there = stack[level + 1]
    there[0], there[1], there[2], there[3], there[4] = walker
    there[5] = here[5] + plan.pieces * plan.piece.duration + lost
    return reached


@kernel
def _rubbing(before: Walker, free: Walker, x: float, y: float, kept: float) -> Walker:
    """Along a wall: friction takes off as much as the wall keeps it from."""
    wanted = math.sqrt((free.x - before.x) ** 2 + (free.y - before.y) ** 2)
    along = math.sqrt((x - before.x) ** 2 + (y - before.y) ** 2)
    share = max(0.0, along - kept) / along if along > TIE else 0.0
    speed = free.speed * (along * share / wanted if wanted > TIE else 0.0)
    return Walker(
        before.x + (x - before.x) * share, before.y + (y - before.y) * share, free.heading, speed, free.turn_rate
    )


@kernel
def _seconds_left(terrain: Terrain, values: Array, state: Array) -> float:
    """A field's seconds where the walker would come to rest: driving on from there at once is as good as being fast."""
    turned = coasting_turn(state[4])
    heading = state[2] + turned
    dy, dx = sine_cosine(state[2] + turned / 2)
    whole = state[3] * DRIVE_LAG
    way = whole
    for _ in range(COASTING_TRIES):
        x, y = state[0] + way * dx, state[1] + way * dy
        if is_clear(terrain.walls, terrain.cell_size, x, y, BALL_RADIUS - 0.02):
            seconds = seconds_at(terrain.node_at, terrain.nodes_per_metre, values, x, y, heading)
            if seconds < NO_WAY:
                return seconds + (whole - way) / SPEED
        way /= 2
    return seconds_at(terrain.node_at, terrain.nodes_per_metre, values, state[0], state[1], heading) + whole / SPEED
