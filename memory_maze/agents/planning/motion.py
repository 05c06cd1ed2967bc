"""How the walker moves on open floor, in closed form: good to about a centimetre a control step.

Driving and turning each follow their control signal with a time constant of their own; the ball rolls without sliding
sideways. The constants are those of the walker's joints (docs/physics.md, section "Dynamics"), or measured where the
floor's friction matters.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from memory_maze.compiling import kernel
from memory_maze.compiling.trig import sine_cosine

SPEED = 2.0
"""Metres a second at full drive: gear 50 N m over damping 5 N m s/rad, times the ball's radius."""

DRIVE_LAG = 0.179
"""Seconds: 22 kg and the ball's inertia over the roll joint's damping."""

TURNING_DRIVE_LAG = 0.24
"""Seconds, while it turns: measured."""

TURN_LAG = 0.0593
"""Seconds: the body's inertia about the vertical, 1.185 kg m2, over the steer joint's damping, 20 N m s/rad."""

FREE_TURN_RATE = 1.5
"""Radians a second: gear 30 N m over that damping."""

TURN_DRAG = 0.217
"""Radians a second that the friction between ball and floor takes off the rate: measured."""

TURN_RATE = FREE_TURN_RATE - TURN_DRAG
"""Radians a second, turning steadily: 18.4 degrees a control step of 0.25 s."""

_LOGARITHM_TERMS = 12


class Walker(NamedTuple):
    """What moves: a position in metres, a heading in radians, anticlockwise from +x, and how fast both change."""

    x: float
    y: float
    heading: float
    speed: float
    """Metres a second along the heading."""
    turn_rate: float
    """Radians a second, anticlockwise."""


class Piece(NamedTuple):
    """A stretch of time in which the control signals stay the same, and what is left of a deviation at its end."""

    duration: float
    """Seconds that the piece lasts."""
    drive_left: float
    turning_drive_left: float
    half_turn_left: float
    """Share of the turn rate that is left after half the piece."""


def piece_of(duration: float) -> Piece:
    """A stretch of so many seconds."""
    # Rounded, so that the last bits of a machine's exponential do not matter.
    return Piece(
        duration,
        round(math.exp(-duration / DRIVE_LAG), 12),
        round(math.exp(-duration / TURNING_DRIVE_LAG), 12),
        round(math.exp(-duration / 2 / TURN_LAG), 12),
    )


@kernel
def moved(walker: Walker, drive: float, turn: float, piece: Piece) -> Walker:
    """Where the walker is after a stretch of time on open floor.

    Args:
      walker: at its beginning.
      drive: 0 or 1, forward.
      turn: 1 to the left, -1 to the right, or 0.
      piece: the stretch.
    """
    rate, first = _turned(walker.turn_rate, turn, piece.duration / 2, piece.half_turn_left)
    rate, second = _turned(rate, turn, piece.duration / 2, piece.half_turn_left)
    lag, left = DRIVE_LAG, piece.drive_left
    if turn != 0.0:
        lag, left = TURNING_DRIVE_LAG, piece.turning_drive_left
    steady = SPEED * drive
    surplus = walker.speed - steady
    distance = steady * piece.duration + surplus * lag * (1.0 - left)
    sine, cosine = sine_cosine(walker.heading + first)
    return Walker(
        walker.x + distance * cosine,
        walker.y + distance * sine,
        walker.heading + first + second,
        steady + surplus * left,
        rate,
    )


@kernel
def coasting_turn(rate: float) -> float:
    """Radians that the walker still turns once steering stops."""
    speed = abs(rate)
    angle = TURN_LAG * (speed - TURN_DRAG * _logarithm(1.0 + speed / TURN_DRAG))
    return angle if rate > 0 else -angle


@kernel
def _turned(rate: float, turn: float, duration: float, left: float) -> tuple[float, float]:
    """The turn rate after a while, and the angle turned until then."""
    if rate * turn > 0.0:
        steady = turn * TURN_RATE
        surplus = rate - steady
        return steady + surplus * left, steady * duration + surplus * TURN_LAG * (1.0 - left)
    angle, until = 0.0, 0.0
    grown = 1.0
    if rate != 0.0:
        # Friction and motor both slow it down, until it stands or the time is over.
        steady = turn * FREE_TURN_RATE - (TURN_DRAG if rate > 0 else -TURN_DRAG)
        surplus = rate - steady
        grown = -surplus / steady
        if grown * left >= 1.0:
            return steady + surplus * left, steady * duration + surplus * TURN_LAG * (1.0 - left)
        until = TURN_LAG * _logarithm(grown)
        angle = steady * until + rate * TURN_LAG
    steady = turn * TURN_RATE
    left *= grown
    return steady * (1.0 - left), angle + steady * (duration - until - TURN_LAG * (1.0 - left))


@kernel
def _logarithm(number: float) -> float:
    """The natural logarithm of 1 to 10, to about a thousandth, from plain arithmetic: equal on every machine."""
    ratio = (number - 1.0) / (number + 1.0)
    square = ratio * ratio
    total, power = 0.0, ratio
    for k in range(_LOGARITHM_TERMS):
        total += power / (2 * k + 1)
        power *= square
    return 2.0 * total
