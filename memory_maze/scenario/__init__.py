"""Scenarios: documents that say what a Memory Maze is. Nothing here knows a simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory_maze.scenario.catalogue import classic_ids, find, gymnasium_id, names, search_path
from memory_maze.scenario.errors import LocatedProblem, ScenarioError

if TYPE_CHECKING:
    from memory_maze.scenario.digests import digest
    from memory_maze.scenario.editor_schema import json_schema
    from memory_maze.scenario.loading import load, load_text, resolve
