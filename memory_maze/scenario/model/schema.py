"""What a scenario is: the model that a document is checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import model_validator

from memory_maze.scenario.model import rules
from memory_maze.scenario.model.sections import (
    BENCHMARK_KEYS,
    OUTPUTS,
    Blocks,
    Content,
    Maze,
    Observation,
    Output,
    Rooms,
)

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

    @model_validator(mode="after")
    def _follow_rules(self) -> Scenario:
        rules.require(self)
        return self

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
        # The one late import of this room: whoever has a scenario can make another one of it.
        from memory_maze.scenario.loading import override

        return override(self, () if changes is None else changes, sections)
