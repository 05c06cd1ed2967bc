"""Sweeps: the matrix of a family that no document says, from texts `a.b=value,value` or a mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from memory_maze.scenario.documents.tree import Entry, Node, from_plain
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.families.plan import Plan, plan_of
from memory_maze.scenario.overrides import value_of

Sweep = Sequence[str] | Mapping[str, Sequence[Any]]
"""`["maze.size=9,13"]` or `{"maze.size": [9, 13]}`: every combination is a member."""


def plan_of_sweep(sweep: Sweep) -> Plan:
    """The members that a sweep gives.

    Raises:
      ScenarioError: it is of neither form, a value is no YAML, or it gives no members.
    """
    fields = from_plain(sweep) if isinstance(sweep, Mapping) else Node(dict(map(_field, _each_once(sweep))))
    try:
        return plan_of(Node({"matrix": Entry(None, fields)}))
    except ScenarioError as error:
        raise ScenarioError(
            LocatedProblem(problem.message, problem.path.removeprefix("matrix").removeprefix("."))
            for problem in error.problems
        ) from None


def _each_once(texts: Sequence[str]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for text in [texts] if isinstance(texts, str) else texts:
        if not isinstance(text, str):
            raise ScenarioError(
                "a sweep is a list of texts such as ['maze.size=9,13'] or a mapping such as {'maze.size': [9, 13]}, "
                f"not {type(text).__name__}"
            )
        field, equals, values = (part.strip() for part in text.partition("="))
        if not equals:
            raise ScenarioError(f"the sweep {text!r} has no '='; write it as maze.size=9,13")
        if field in found:
            raise ScenarioError(f"{field} is swept twice; write all its values after one '='")
        found[field] = values
    return list(found.items())


def _field(pair: tuple[str, str]) -> tuple[str, Entry]:
    field, values = pair
    return field, Entry(None, value_of(f"[{values}]", field))
