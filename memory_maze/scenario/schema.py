"""What a scenario is: the model that a document is checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import (
    ModelWrapValidatorHandler,
    PrivateAttr,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from memory_maze.notebooks import html_of
from memory_maze.scenario.documents.tree import Node, from_plain
from memory_maze.scenario.model import draw_rules, rules
from memory_maze.scenario.model.drawn import Draw, taken_apart, variants, with_values
from memory_maze.scenario.model.maze_section import Blocks, Maze, Rooms
from memory_maze.scenario.model.sections import BENCHMARK_KEYS, OUTPUTS, Content, Observation, Output
from memory_maze.scenario.overrides import apply
from memory_maze.scenario.validation import validate

__all__ = [
    "BENCHMARK_KEYS",
    "OUTPUTS",
    "Blocks",
    "Maze",
    "Observation",
    "Output",
    "Rooms",
    "Scenario",
]


class Scenario(Content):
    """One task, complete: what a scenario document says once its parents and overrides are merged."""

    _draws: tuple[Draw, ...] = PrivateAttr(default=())

    def _repr_html_(self) -> str:
        return html_of("scenario", self)

    @property
    def draws(self) -> tuple[Draw, ...]:
        """What each episode draws anew, in order; the fields themselves hold the largest of the possible values."""
        return self._draws

    @model_validator(mode="after")
    def _follow_rules(self) -> Scenario:
        rules.require(self)
        return self

    @model_validator(mode="wrap")
    @classmethod
    def _take_draws(cls, given: Any, handler: ModelWrapValidatorHandler[Scenario]) -> Scenario:
        if not isinstance(given, Mapping):
            return handler(given)
        plain, draws, problems = taken_apart(given)
        draw_rules.require(problems)
        scenario = handler(plain)
        if draws:
            for variant in variants(plain, draws):
                handler(variant)
            draw_rules.require(draw_rules.find_problems(scenario, draws))
            scenario._draws = draws
        return scenario

    @model_serializer(mode="wrap")
    def _with_draws(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        content: dict[str, Any] = handler(self)
        if not self._draws:
            return content
        documents: dict[Any, Any] = {draw.path: draw.document for draw in self._draws}
        return with_values(content, documents)

    def fixed(self, values: Mapping[str, Any]) -> Scenario:
        """The scenario of one episode, which draws nothing any more.

        Args:
          values: what was drawn, by dotted field, one for each of `draws`; they are not checked again.
        """
        changed: Scenario = _with_fields(self, {draw.path: values[draw.field] for draw in self._draws})
        changed._draws = ()
        return changed

    def override(
        self, changes: Mapping[str, Any] | Sequence[str] | None = None, /, **sections: Mapping[str, Any]
    ) -> Scenario:
        """Returns another scenario, with some fields changed.

        Args:
          changes: dotted field to value, `{"maze.size": 11}`, or a list of texts, `["maze.size=11"]`.
          **sections: the same by section: `maze={"size": 11}`. Mappings merge, lists replace.

        Raises:
          ScenarioError: a field is unknown, or the result is not a valid scenario.
        """
        root = set_in(self)
        for overrides in (() if changes is None else changes, sections):
            root = apply(root, overrides)
        return validate(Scenario, root)


def set_in(scenario: Scenario) -> Node:
    """The tree of what was set in a scenario, without defaults."""
    return from_plain(scenario.model_dump(exclude_unset=True))


def _with_fields(model: Any, values: Mapping[tuple[Any, ...], Any]) -> Any:
    """A copy of a model, or of the pairs of its options, with some fields changed, however deep they are."""
    if isinstance(model, tuple):
        return tuple(sorted({**dict(model), **{path[0]: value for path, value in values.items()}}.items()))
    update = {path[0]: value for path, value in values.items() if len(path) == 1}
    below: dict[str, dict[tuple[Any, ...], Any]] = {}
    for path, value in values.items():
        if len(path) > 1:
            below.setdefault(path[0], {})[path[1:]] = value
    update |= {name: _with_fields(getattr(model, name), inner) for name, inner in below.items()}
    return model.model_copy(update=update)
