"""Where the ball touches the floor and walls, and what a contact asks of the walker's acceleration."""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact import model
from memory_maze.physics.exact.algebra import Matrix, Vector, dot, in_sequence
from memory_maze.physics.exact.mass import Factor, Mass
from memory_maze.physics.exact.numbers import Flag, Index, absolute, larger, smaller, sqrt, where
from memory_maze.physics.exact.problem import FloorProblem, Problem, WallProblem, floor_rows


class Situation(NamedTuple):
    """A walker before its contacts are solved."""

    ball: Vector
    """The ball's centre: x, y, z in metres."""
    centre: Vector
    """The walker's centre of mass: x, y, z in metres."""
    steer: Vector
    """Six numbers: the spatial motion of a unit of steering, about the centre of mass; three turn, three move."""
    roll: Vector
    """Six numbers: the spatial motion of a unit of rolling, about the centre of mass; three turn, three move."""
    velocity: Vector
    """Velocities of the five joints, x, y, z, steer and roll: metres or radians a second."""
    mass: Mass
    factor: Factor
    force: Vector
    """Forces on the five joints without contacts: newtons or newton metres."""
    free: Vector
    """Accelerations of the five joints that `force` causes, without contacts."""
    warm: Vector
    """Accelerations of the five joints in the last step, where the search begins."""


class Contact(NamedTuple):
    """What the solver needs of a contact."""

    rows: tuple[Vector, ...]
    """The contact's Jacobian: four rows (normal, two along the surface, turning) of five joints."""
    softness: Any
    """MuJoCo's R of the first three rows."""
    turning_softness: Any
    """MuJoCo's R of the fourth row, turning on the spot."""
    approach: Any
    """The part of the reference acceleration that comes of depth: how much it pushes apart what touches."""


class Meeting(NamedTuple):
    """The ball and one wall box."""

    distance: Any
    """Metres between the ball's centre and the box."""
    towards: Vector
    """Three numbers, metres: from the ball's centre to the box's nearest point, not normalised."""
    centred: Vector
    """Three numbers, metres: the ball's centre, seen from the box's."""
    nearest: Vector
    """Three numbers, metres: the box's nearest point, seen from the box's centre."""


def meet(ball: Vector, box: Vector) -> Meeting:
    """How the ball is to a box.

    Args:
      ball: 3: its centre, metres.
      box: centre x and y, half sides x and y, half height.
    """
    x, y, *half = box
    centred = tuple(a - b for a, b in zip(ball, (x, y, half[2]), strict=True))
    nearest = tuple(smaller(larger(c, -h), h) for c, h in zip(centred, half, strict=True))
    towards = tuple(n - c for n, c in zip(nearest, centred, strict=True))
    return Meeting(sqrt(in_sequence(towards, towards)), towards, centred, nearest)


def lay_floor_alone(problem: FloorProblem, situation: Situation) -> None:
    """Writes down the contact with the floor, the only one."""
    _lay(problem, 0, situation, _floor_contact(situation))


def presses_floor(situation: Situation) -> Flag:
    return situation.ball[2] - model.RADIUS < 0.0


def lay_floor(problem: WallProblem, situation: Situation, there: Flag) -> None:
    """Writes down the contact with the floor as the first of several, for walkers that have it."""
    _lay(problem, 0, situation, _padded(_floor_contact(situation), there))


def _floor_contact(situation: Situation) -> Contact:
    z = situation.ball[2]
    distance = z - model.RADIUS
    arm = z + (-distance / 2.0 - model.RADIUS) - situation.centre[2]
    roll = situation.roll
    rows = floor_rows(roll[4] - roll[0] * arm, -(roll[3] + roll[1] * arm))
    return _contact(rows, distance)


def lay_wall(problem: WallProblem, contact: Index, situation: Situation, there: Flag, box: Vector) -> None:
    """Writes down the contact with a box, for walkers that have it; for the arguments see `meet`."""
    meeting = meet(situation.ball, box)
    towards = tuple(entry * (1.0 / meeting.distance) for entry in meeting.towards)
    corner = (box[0], box[1], box[4])
    half_way = zip(meeting.nearest, meeting.centred, towards, corner, strict=True)
    point = tuple((n * 0.5 + (c + t * model.RADIUS) * 0.5) + o for n, c, t, o in half_way)
    rows = _wall_rows(situation, point, _frame(towards))
    _lay(problem, contact, situation, _padded(_contact(rows, meeting.distance - model.RADIUS), there))


def _frame(normal: Vector) -> Matrix:
    """Three axes, of which the first is the normal; as mju_makeFrame chooses them."""
    normal = _unit(normal)
    sideways = (normal[1] > -0.5) & (normal[1] < 0.5)
    along = where(sideways, normal[1], normal[2])
    start = (0.0, where(sideways, 1.0, 0.0), where(sideways, 0.0, 1.0))
    x, y, z = _unit(tuple(s - n * along for s, n in zip(start, normal, strict=True)))
    nx, ny, nz = normal
    return [[nx, ny, nz], [x, y, z], [ny * z - nz * y, nz * x - nx * z, nx * y - ny * x]]


def _unit(v: Vector) -> Vector:
    factor = 1.0 / sqrt(in_sequence(v, v))
    return tuple(entry * factor for entry in v)


def _wall_rows(situation: Situation, point: Vector, frame: Matrix) -> Matrix:
    """The Jacobian; negative, because the ball is the first of the two that touch."""
    x, y, z = (a - b for a, b in zip(point, situation.centre, strict=True))
    roll, steer = situation.roll, situation.steer
    steered = (-(steer[3] + y), -(steer[4] - x))
    rolled = (
        -(roll[3] + roll[1] * z),
        -(roll[4] - roll[0] * z),
        -(roll[5] + (roll[0] * y - roll[1] * x)),
    )
    rows = [[*(-entry for entry in axis), in_sequence(axis[:2], steered), in_sequence(axis, rolled)] for axis in frame]
    normal = frame[0]
    return [*rows, [0.0, 0.0, 0.0, normal[2], -roll[0] * normal[0] + -roll[1] * normal[1]]]


def _contact(rows: Matrix, distance: Any) -> Contact:
    impedance = _impedance(distance)
    softness = (1.0 - impedance) * model.CONTACT_WEIGHT / impedance
    turning = softness / (model.FRICTION[2] * model.FRICTION[2])
    return Contact(tuple(map(tuple, rows)), softness, turning, model.STIFFNESS * impedance * distance)


def _padded(contact: Contact, there: Flag) -> Contact:
    """Where the contact is not there, one that is satisfied and changes nothing."""
    zeros = ((0.0,) * 5,) * 4
    return where(there, contact, Contact(zeros, 1.0, 1.0, 1.0))


def _lay(problem: Problem, place: Index, situation: Situation, contact: Contact) -> None:
    problem.put_rows(place, contact.rows)
    problem.put(place, "softness", (contact.softness, contact.turning_softness))
    problem.put(place, "weight", (1.0 / contact.softness, 1.0 / contact.turning_softness))
    references = [-model.DAMPING * dot(row, situation.velocity) for row in contact.rows]
    references[0] = references[0] - contact.approach
    for field, acceleration in (("wanted", situation.free), ("residual", situation.warm)):
        pairs = zip(contact.rows, references, strict=True)
        problem.put(place, field, tuple(dot(row, acceleration) - reference for row, reference in pairs))


def _impedance(distance: Any) -> Any:
    """How hard a contact is, by how deep the ball is in."""
    least, greatest, width = model.IMPEDANCE
    x = absolute(distance / width)
    y = where(x <= 0.5, 2.0 * (x * x), 1.0 - 2.0 * ((1.0 - x) * (1.0 - x)))
    return where(x >= 1.0, greatest, where(x <= 0.0, least, least + y * (greatest - least)))
