"""From a maze that was generated to a document that draws it, to be edited."""

from __future__ import annotations

from typing import Any

from memory_maze.game.draws import first_episode
from memory_maze.scenario.schema import Scenario

_OF_GENERATION = (
    *("size", "width", "height", "seed", "generator", "rooms", "pillars", "options"),
    *("layout", "layout_file"),
)
"""Fields of `maze` that say how a maze is made."""


def drawn(scenario: Scenario, seed: int) -> dict[str, Any]:
    """A scenario document whose maze is the first one of a seed, as a text layout; what was set otherwise stays.

    Args:
      scenario: whose maze is generated.
      seed: as `reset(seed=...)` takes it, in [0, 2**32).

    Returns:
      A plain mapping that `memory_maze.load` takes. Textures of walls and floors may lie otherwise than in the
      generated maze, as a text layout has no rooms.

    Raises:
      GenerationError: no maze holds all objects.
    """
    layout = first_episode(scenario, seed).layout
    document = scenario.model_dump(mode="json", exclude_unset=True)
    maze = {name: value for name, value in document["maze"].items() if name not in _OF_GENERATION}
    return {**document, "maze": {"layout": f"{layout.text}\n", **maze}}
