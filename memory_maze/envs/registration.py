"""Registers IDs, in Gymnasium and, where it is there, in the old gym.

Entry points are strings and arguments are JSON-plain, so that specs serialise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import gymnasium

from memory_maze.envs import old_gym_ids
from memory_maze.scenario.catalogue import classic_ids, member_ids

if TYPE_CHECKING:
    from memory_maze.scenario.overrides import Overrides

ENTRY_POINT = "memory_maze.envs.single:MemoryMazeEnv"
VECTOR_ENTRY_POINT = "memory_maze.envs.vector:MazeVectorEnv"

SCENARIO_ID = "MemoryMaze/Scenario-v0"
"""The ID that takes `scenario=` and `overrides=`."""


def register_all() -> None:
    """Registers the ID of each classic scenario and of each member of a shipped family, and `SCENARIO_ID`."""
    for environment_id, name in (classic_ids() | member_ids()).items():
        _register(environment_id, {"scenario": name})
    _register(SCENARIO_ID, {})
    old_gym_ids.bring()


def register(environment_id: str, scenario: Any, overrides: Overrides = ()) -> None:
    """Registers an ID of one's own.

    Args:
      environment_id: such as "MyMaze-v0".
      scenario: a name in the catalogue, a file, a mapping or a scenario.
      overrides: `{"maze.size": 11}` or `["maze.size=11"]`.

    Raises:
      ScenarioError: the scenario is wrong.
    """
    _register(environment_id, plain_kwargs(scenario, overrides))
    old_gym_ids.bring()


def _register(environment_id: str, kwargs: dict[str, Any]) -> None:
    gymnasium.register(environment_id, ENTRY_POINT, vector_entry_point=VECTOR_ENTRY_POINT, kwargs=kwargs)
    old_gym_ids.offer(environment_id, kwargs)


def plain_kwargs(scenario: Any, overrides: Overrides = ()) -> dict[str, Any]:
    """The arguments of an environment as JSON can hold them; the scenario is checked.

    Raises:
      ScenarioError: the scenario is wrong.
    """
    from memory_maze.scenario import load

    checked = load(scenario, overrides)
    if isinstance(scenario, str):
        plain = overrides if isinstance(overrides, Mapping) else list(overrides)
        return {"scenario": scenario, "overrides": plain} if overrides else {"scenario": scenario}
    return {"scenario": checked.model_dump(mode="json", exclude_unset=True)}
