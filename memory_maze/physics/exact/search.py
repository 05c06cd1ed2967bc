"""MuJoCo's exact line search: Newton steps from one side, then between two brackets."""

from __future__ import annotations

from typing import Any, NamedTuple

from memory_maze.physics.exact.control import repeat, when
from memory_maze.physics.exact.line import Inertial, Point, add_contact, finish_point
from memory_maze.physics.exact.model import SEARCH_EVALUATIONS
from memory_maze.physics.exact.numbers import Flag, Scalar, absolute, where
from memory_maze.physics.exact.problem import Problem


class Line(NamedTuple):
    """Where is searched."""

    problem: Problem
    """The contacts, whose `line` fields tell the cost along the line."""
    inertial: Inertial
    tolerance: Any
    """The slope below which a point counts as flat."""

    def at(self, alpha: Any) -> Point:
        total = self.problem.each(lambda c, sums: add_contact(self.problem, c, alpha, sums), (0.0, 0.0, 0.0))
        return finish_point(alpha, total, self.inertial)

    def is_flat(self, point: Point) -> Flag:
        return absolute(point.slope) < self.tolerance


class Approach(NamedTuple):
    """Newton steps from one side."""

    live: Flag
    """Whose search has found nothing yet."""
    going: Flag
    """Who takes another step from this side."""
    here: Point
    behind: Point
    """The point before `here`."""
    evaluations: Any


class Bracket(NamedTuple):
    """Two points between which the slope changes its sign, and a Newton step from each."""

    live: Flag
    here: Point
    behind: Point
    from_here: Point
    from_behind: Point
    evaluations: Any
    result: Point


def search(live: Flag, line: Line) -> Point:
    """Searches for the walkers that are live: how far to go, and the cost there."""
    behind = line.at(live.emitter.number(0.0))
    here = line.at(_newton_step(behind))
    live = live & ~(line.is_flat(here) & (here.alpha.equals(0.0) | (here.cost < 0.0)))
    return when(live.anywhere(), lambda: _go_on(live, line, here, behind), here)


def _go_on(live: Flag, line: Line, here: Point, behind: Point) -> Point:
    emitter = live.emitter
    direction = where(here.slope < 0.0, emitter.number(1.0), -1.0)

    def not_there(point: Point) -> Flag:
        return point.slope * direction <= -line.tolerance

    def step(last: Approach) -> Approach:
        going = last.going
        here = where(going, line.at(_newton_step(last.here)), last.here)
        behind = where(going, last.here, last.behind)
        evaluations = _counted(going, last.evaluations)
        arrived = going & line.is_flat(here) & (here.cost < 0.0)
        live = last.live & ~arrived & (evaluations < SEARCH_EVALUATIONS)
        return Approach(live, going & live & not_there(here), here, behind, evaluations)

    start = Approach(live, live & not_there(here), here, behind, 2.0)
    end = repeat(emitter, SEARCH_EVALUATIONS, lambda state: state.going.anywhere(), step, start)
    return when(end.live.anywhere(), lambda: _between(end, line), end.here)


def _between(end: Approach, line: Line) -> Point:
    emitter = end.live.emitter
    evaluations = _counted(end.live, end.evaluations)
    ahead = line.at(_newton_step(end.here))

    def going(state: Bracket) -> Scalar:
        return (state.live & (state.evaluations < SEARCH_EVALUATIONS)).anywhere()

    start = Bracket(end.live, end.here, end.behind, ahead, end.here, evaluations, end.here)
    last = repeat(emitter, SEARCH_EVALUATIONS, going, lambda state: _narrow(state, line), start)
    first = (last.here.cost <= last.behind.cost) & (last.here.cost < 0.0)
    second = (last.behind.cost <= last.here.cost) & (last.behind.cost < 0.0)
    better = where(first, last.here, where(second, last.behind, Point(0.0, 0.0, 0.0, 0.0)))
    return where(last.live, better, last.result)


def _narrow(last: Bracket, line: Line) -> Bracket:
    """A round: takes a flat point if there is one, else moves the brackets."""
    active = last.live & (last.evaluations < SEARCH_EVALUATIONS)
    middle = line.at(0.5 * (last.here.alpha + last.behind.alpha))
    evaluations = _counted(active, last.evaluations)
    candidates = (last.from_here, last.from_behind, middle)
    found, best = _best(active, candidates, line)
    active = active & ~found
    moved, here = _moved(active, last.here, candidates)
    moved_behind, behind = _moved(active, last.behind, candidates)
    from_here = when(moved.anywhere(), lambda: _newton_from(moved, here, last.from_here, line), last.from_here)
    evaluations = _counted(moved, evaluations)
    from_behind = when(
        moved_behind.anywhere(), lambda: _newton_from(moved_behind, behind, last.from_behind, line), last.from_behind
    )
    evaluations = _counted(moved_behind, evaluations)
    stuck = active & ~moved & ~moved_behind
    result = where(found, best, where(stuck, middle, last.result))
    return Bracket(last.live & ~found & ~stuck, here, behind, from_here, from_behind, evaluations, result)


def _newton_from(who: Flag, start: Point, last: Point, line: Line) -> Point:
    return where(who, line.at(_newton_step(start)), last)


def _newton_step(point: Point) -> Any:
    return point.alpha - point.slope / point.curvature


def _counted(who: Flag, evaluations: Any) -> Any:
    return where(who, evaluations + 1.0, evaluations)


def _best(active: Flag, candidates: tuple[Point, ...], line: Line) -> tuple[Flag, Point]:
    """Who has a flat point, and the cheapest of those."""
    best, *others = candidates
    found = line.is_flat(best)
    for point in others:
        better = line.is_flat(point) & (~found | (point.cost < best.cost))
        best = where(better, point, best)
        found = found | better
    return active & found, best


def _moved(active: Flag, bracket: Point, candidates: tuple[Point, ...]) -> tuple[Flag, Point]:
    """A bracket, moved to the points that have less slope of the same sign; and whether it moves."""
    nearest, moved = bracket, ~active & active
    for point in candidates:
        down = (nearest.slope < 0.0) & (point.slope < 0.0) & (nearest.slope < point.slope)
        up = (nearest.slope > 0.0) & (point.slope > 0.0) & (nearest.slope > point.slope)
        nearest = where(down | up, point, nearest)
        moved = moved | down | up
    return active & moved, where(active, nearest, bracket)
