"""One physics step of walkers, but for the contacts' forces: what goes before and what comes after."""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact.algebra import Vector, add_scaled
from memory_maze.physics.exact.body import place_body
from memory_maze.physics.exact.contacts import Situation
from memory_maze.physics.exact.forces import free_forces
from memory_maze.physics.exact.group import Columns
from memory_maze.physics.exact.mass import Factor, Mass, damped, factorize, solve
from memory_maze.physics.exact.model import MASS, ROLL_GEAR, STEER_GEAR, STEP
from memory_maze.physics.exact.numbers import Flag, absolute
from memory_maze.physics.exact.trig import LARGEST, cosine_and_sine


class Walker(NamedTuple):
    """A walker's state."""

    time: Any
    """Seconds since the episode began."""
    position: Vector
    """Positions of the five joints: x, y, z in metres, steer and roll in radians."""
    velocity: Vector
    """Velocities of the five joints, x, y, z, steer and roll: metres or radians a second."""
    warm: Vector
    """Accelerations of the five joints in the last step, where the next solver begins."""


def read_walker(columns: Columns) -> Walker:
    [time] = columns.get("time")
    return Walker(time, columns.get("position"), columns.get("velocity"), columns.get("warm"))


def situate(columns: Columns) -> Situation:
    """Finds all that is known before contacts are solved, and writes it down."""
    walker, controls = read_walker(columns), columns.get("controls")
    turns = (cosine_and_sine(angle * 0.5) for angle in walker.position[3:])
    body = place_body(walker.position, *turns)
    factor = factorize(body.mass)
    motors = (STEER_GEAR * controls[1], ROLL_GEAR * controls[0])
    force = free_forces(body, walker.velocity, motors)
    free = solve(factor, force)
    columns.put("ball", *body.ball)
    columns.put("centre", *body.centre)
    columns.put("steer", *body.steer[3:5])
    columns.put("roll", *body.roll[:2], *body.roll[3:])
    columns.put("mass", *body.mass)
    columns.put("factor", factor.yx, *factor.diagonal[:2], factor.diagonal[3], *factor.inverse[:2], factor.inverse[3])
    columns.put("force", *force)
    columns.put("acceleration", *free)
    parts = (body.ball, body.centre, body.steer, body.roll)
    return Situation(*parts, walker.velocity, body.mass, factor, force, free, walker.warm)


def read_situation(columns: Columns) -> Situation:
    """What `situate` wrote down."""
    steer, roll, mass = columns.get("steer"), columns.get("roll"), Mass(*columns.get("mass"))
    return Situation(
        columns.get("ball"),
        columns.get("centre"),
        (0.0, 0.0, -1.0, *steer, 0.0),
        (*roll[:2], 0.0, *roll[2:]),
        columns.get("velocity"),
        mass,
        _read_factor(columns, mass),
        columns.get("force"),
        columns.get("acceleration"),
        columns.get("warm"),
    )


def _read_factor(columns: Columns, mass: Mass) -> Factor:
    yx, x, y, steer, *inverse = columns.get("factor")
    return Factor(
        yx,
        mass.steer_x * inverse[2],
        mass.steer_y * inverse[2],
        mass.roll_steer * (1.0 / mass.roll),
        (x, y, MASS, steer, mass.roll),
        (*inverse[:2], 1.0 / MASS, inverse[2], 1.0 / mass.roll),
    )


def move(columns: Columns) -> Walker:
    """Takes the step; the joints' damping is treated implicitly, as in MuJoCo's Euler integrator.

    The forces and accelerations that are written down are those with contacts.
    """
    walker = read_walker(columns)
    change = solve(factorize(damped(Mass(*columns.get("mass")))), columns.get("force"))
    velocity = add_scaled(walker.velocity, change, STEP)
    position = add_scaled(walker.position, velocity, STEP)
    moved = Walker(walker.time + STEP, position, velocity, columns.get("acceleration"))
    columns.put("time", moved.time)
    columns.put("position", *position)
    columns.put("velocity", *velocity)
    columns.put("warm", *moved.warm)
    return moved


def is_lost(walker: Walker) -> Flag:
    """Who has turned too far for `trig`, or has numbers that are none: their differences with themselves are not 0."""
    everything = (*walker.position, *walker.velocity, *walker.warm)
    well = everything[0].emitter.flag(True)
    for number in everything:
        well = well & (number - number).equals(0.0)
    for angle in walker.position[3:]:
        well = well & (absolute(angle) <= LARGEST)
    return ~well
