"""The programmatic face: scenarios and environments in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import gymnasium

from memory_maze.envs.registration import SCENARIO_ID, plain_kwargs
from memory_maze.scenario import load, load_family
from memory_maze.scenario.overrides import Overrides

if TYPE_CHECKING:
    from memory_maze.dm import MazeEnvironment
    from memory_maze.envs.vector import MazeVectorEnv
    from memory_maze.scenario.family import Family
    from memory_maze.scenario.schema import Scenario

__all__ = ["build", "load", "load_family", "make", "make_vec"]


def build(
    scenario: Scenario | Mapping[str, Any] | str,
    seed: int | None = None,
    overrides: Overrides = (),
    display: bool = False,
) -> MazeEnvironment:
    """A dm_env environment: dm_control's where dm_control is installed, else a plain one with the same episodes.

    Args:
      scenario: a name in the catalogue, a file, a mapping or a scenario.
      seed: in [0, 2**32); None: from the operating system.
      overrides: `{"maze.size": 11}` or `["maze.size=11"]`.
      display: put the whole maze into the physics model too, for dm_control's viewer.

    Raises:
      ScenarioError: the scenario is wrong.
      MissingPackage: dm_env is not installed, or dm_control for `display`.
    """
    from memory_maze.builder import build as build_scenario

    return build_scenario(load(scenario, overrides), seed, display)


def make(
    scenario: Scenario | Mapping[str, Any] | str, overrides: Overrides = (), **kwargs: Any
) -> gymnasium.Env[Any, Any]:
    """A Gymnasium environment.

    Args:
      scenario: a name in the catalogue, a file, a mapping or a scenario.
      overrides: `{"maze.size": 11}` or `["maze.size=11"]`.
      **kwargs: of `MemoryMazeEnv` (`seed`, `render_mode`, `render_size`, upstream's keywords) and `gymnasium.make`.

    Raises:
      ScenarioError: the scenario is wrong.
    """
    return gymnasium.make(SCENARIO_ID, **plain_kwargs(scenario, overrides), **kwargs)


def make_vec(
    scenario: Scenario | Family | Mapping[str, Any] | str | Sequence[Scenario | Mapping[str, Any] | str],
    num_envs: int | None = None,
    overrides: Overrides = (),
    **kwargs: Any,
) -> MazeVectorEnv:
    """Many mazes in one Gymnasium vector environment, stepped and drawn together by all cores.

    Args:
      scenario: a name in the catalogue, a file, a mapping or a scenario; or a list, one a maze or repeated in turn.
        A family is the list of its members.
      num_envs: mazes; by default 1, or as many as the list has.
      overrides: `{"maze.size": 11}` or `["maze.size=11"]`, for all.
      **kwargs: of `MazeVectorEnv` (`threads`, `seed`, `autoreset_mode`, `copy`, ...).

    Raises:
      ScenarioError: a scenario is wrong.
      ValueError: spaces do not agree, or another argument is wrong.
    """
    from memory_maze.envs.vector import MazeVectorEnv

    return MazeVectorEnv(scenario, num_envs, overrides, **kwargs)
