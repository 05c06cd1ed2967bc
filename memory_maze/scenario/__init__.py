"""Scenarios: documents that say what a Memory Maze is. Nothing here knows a simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory_maze.lazy import face as _face

if TYPE_CHECKING:
    from memory_maze.scenario.catalogue import classic_ids as classic_ids
    from memory_maze.scenario.catalogue import find as find
    from memory_maze.scenario.catalogue import gymnasium_id as gymnasium_id
    from memory_maze.scenario.catalogue import names as names
    from memory_maze.scenario.catalogue import search_path as search_path
    from memory_maze.scenario.digests import digest as digest
    from memory_maze.scenario.editor_schema import json_schema as json_schema
    from memory_maze.scenario.errors import LocatedProblem as LocatedProblem
    from memory_maze.scenario.errors import ScenarioError as ScenarioError
    from memory_maze.scenario.family import Family as Family
    from memory_maze.scenario.family import Member as Member
    from memory_maze.scenario.loading import load as load
    from memory_maze.scenario.loading import load_text as load_text
    from memory_maze.scenario.loading import resolve as resolve
    from memory_maze.scenario.members import load_either as load_either
    from memory_maze.scenario.members import load_family as load_family
    from memory_maze.scenario.schema import Scenario as Scenario

# Listing names stays cheap: what needs Pydantic is imported when it is first used.
__getattr__, __dir__, __all__ = _face(
    __name__,
    {
        "catalogue": ("classic_ids", "find", "gymnasium_id", "names", "search_path"),
        "digests": ("digest",),
        "editor_schema": ("json_schema",),
        "errors": ("LocatedProblem", "ScenarioError"),
        "family": ("Family", "Member"),
        "loading": ("load", "load_text", "resolve"),
        "members": ("load_either", "load_family"),
        "schema": ("Scenario",),
    },
)
