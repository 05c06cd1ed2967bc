"""Scenarios: documents that say what a Memory Maze is. Nothing here knows a simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory_maze.scenario.catalogue import classic_ids, find, gymnasium_id, names, search_path
from memory_maze.scenario.errors import LocatedProblem, ScenarioError

if TYPE_CHECKING:
    from memory_maze.scenario.digests import digest
    from memory_maze.scenario.editor_schema import json_schema
    from memory_maze.scenario.loading import load, load_text, resolve
    from memory_maze.scenario.schema import Scenario

__all__ = [
    "LocatedProblem",
    "Scenario",
    "ScenarioError",
    "classic_ids",
    "digest",
    "find",
    "gymnasium_id",
    "json_schema",
    "load",
    "load_text",
    "names",
    "resolve",
    "search_path",
]

_LATER = {
    "Scenario": "schema",
    "json_schema": "editor_schema",
    "digest": "digests",
    "load": "loading",
    "load_text": "loading",
    "resolve": "loading",
}


def __getattr__(name: str) -> Any:
    """Imports what needs Pydantic when it is first used, so that listing names stays cheap."""
    from importlib import import_module

    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
