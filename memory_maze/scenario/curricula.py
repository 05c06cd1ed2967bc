"""Which documents are curricula; what they say is read by `envs.curriculum`, which knows the spaces of stages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.families.words import CURRICULUM
from memory_maze.scenario.loading import opened


def is_curriculum(source: str | Path | Mapping[str, Any]) -> bool:
    """Whether a document is a curriculum; False where it cannot be read."""
    try:
        return CURRICULUM in opened(source)[0].root.value
    except ScenarioError:
        return False
