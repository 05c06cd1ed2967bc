"""One physics step of walkers, but for the contacts' forces: what goes before and what comes after."""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact.algebra import Vector, add_scaled
from memory_maze.physics.exact.body import place_body
from memory_maze.physics.exact.contacts import Situation
from memory_maze.physics.exact.forces import free_forces
from memory_maze.physics.exact.mass import damped, factorize, solve
from memory_maze.physics.exact.memory import Memory
from memory_maze.physics.exact.model import RADIUS, ROLL_GEAR, STEER_GEAR, STEP
from memory_maze.physics.exact.numbers import Flag, absolute, where
from memory_maze.physics.exact.trig import LARGEST, cosine_and_sine

TIME, POSITION, VELOCITY, WARM, CONTROLS = 0, 1, 6, 11, 16
"""Where a walker's row has what; the beginning of MuJoCo's integration state."""

ROW = 18
"""Numbers in it."""

CHANGING = 16
"""Those that a step changes, the first ones."""


class Walker(NamedTuple):
    """A walker's row."""

    time: Any
    """Seconds since the episode began."""
    position: Vector
    """5: x, y, z, steer, roll."""
    velocity: Vector
    """5."""
    warm: Vector
    """5: the acceleration in the last step."""


class Progress(NamedTuple):
    """Walkers on their way through many steps."""

    walker: Walker
    lost: Flag
    """Who cannot be stepped here."""
    effort: Any
    """What contacts have cost so far."""


def begin(memory: Memory) -> tuple[Progress, Vector]:
    """From the first rows of scratch memory: the walkers, and their motors' torques on steer and roll."""
    numbers = tuple(memory.read(k) for k in range(ROW))
    parts = (numbers[start : start + 5] for start in (POSITION, VELOCITY, WARM))
    walker = Walker(numbers[TIME], *parts)
    motors = (STEER_GEAR * numbers[CONTROLS + 1], ROLL_GEAR * numbers[CONTROLS])
    return Progress(walker, is_lost(walker), 0.0), motors


def write_walker(memory: Memory, walker: Walker) -> None:
    for k, number in enumerate((walker.time, *walker.position, *walker.velocity, *walker.warm)):
        memory.write(k, number)


def situate(walker: Walker, motors: Vector) -> Situation:
    """All that is known before contacts are solved."""
    turns = (cosine_and_sine(angle * 0.5) for angle in walker.position[3:])
    body = place_body(walker.position, *turns)
    factor = factorize(body.mass)
    force = free_forces(body, walker.velocity, motors)
    return Situation(body, walker.velocity, body.mass, factor, force, solve(factor, force), walker.warm)


def presses_floor(situation: Situation) -> Flag:
    return situation.body.ball[2] - RADIUS < 0.0


def move(walker: Walker, situation: Situation, touching: Flag, pull: Vector, acceleration: Vector) -> Walker:
    """The step itself; the joints' damping is treated implicitly, as in MuJoCo's Euler integrator.

    Args:
      walker: before the step.
      situation: its.
      touching: who has contacts.
      pull: 5: what the contacts do to the joints.
      acceleration: 5: with contacts.
    """
    pushed = tuple(f + p for f, p in zip(situation.force, pull, strict=True))
    force = where(touching, pushed, situation.force)
    change = solve(factorize(damped(situation.mass)), force)
    velocity = add_scaled(walker.velocity, change, STEP)
    position = add_scaled(walker.position, velocity, STEP)
    return Walker(walker.time + STEP, position, velocity, where(touching, acceleration, situation.free))


def is_lost(walker: Walker) -> Flag:
    """Who has turned too far for `trig`, or has numbers that are none: their differences with themselves are not 0."""
    everything = (*walker.position, *walker.velocity, *walker.warm)
    well = everything[0].emitter.flag(True)
    for number in everything:
        well = well & (number - number).equals(0.0)
    for angle in walker.position[3:]:
        well = well & (absolute(angle) <= LARGEST)
    return ~well
