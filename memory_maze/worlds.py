"""From scenarios to a world: the game of N mazes, without pictures and without dm_control."""

from __future__ import annotations

import os
from collections.abc import Sequence

from memory_maze.compiling import can_be_compiled
from memory_maze.game.rules import open_rule
from memory_maze.game.world import World
from memory_maze.physics.exact.engine import engine_lanes
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import ENGINES
from memory_maze.warmup import compile_ahead

ENGINE_VARIABLE = "MEMORY_MAZE_PHYSICS"
"""Environment variable that names the physics engine."""

DEFAULT_ENGINE = "exact"

INTERPRETED_ENGINE = "mujoco"
"""What steps where loops cannot be compiled."""


def engine_word(engine: str | None = None) -> str:
    """The word of the physics engine that is used: what is given, or what the environment says, or ours."""
    default = DEFAULT_ENGINE if can_be_compiled() else INTERPRETED_ENGINE
    return engine or os.environ.get(ENGINE_VARIABLE) or default


def prepare(count: int, word: str, threads: int = 1) -> None:
    """Before a world is made: where nothing is compiled yet, other processes begin to compile what it will need.

    Args:
      count: mazes of the world.
      word: of its physics engine.
      threads: that step them.
    """
    if can_be_compiled():
        compile_ahead(engine_lanes(count, threads) if word == DEFAULT_ENGINE else 0)


def build_world(scenarios: Sequence[Scenario], threads: int = 1, engine: str | None = None) -> World:
    """Builds the world that N scenarios describe, one a row; `seed` and `begin` come next.

    Args:
      scenarios: one a maze.
      threads: how many mazes step at once. Nothing else depends on it.
      engine: a word of `tables.ENGINES`; by default that of the environment variable MEMORY_MAZE_PHYSICS, or "exact".

    Raises:
      UnknownWordError: there is no such engine.
    """
    word = engine_word(engine)
    physics = ENGINES.get(word)
    prepare(len(scenarios), word, threads)
    return World(scenarios, physics(len(scenarios), threads), open_rule)
