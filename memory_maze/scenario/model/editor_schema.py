"""The JSON Schema of scenario documents, for editors and other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from memory_maze.scenario.catalogue import shipped_folder
from memory_maze.scenario.documents.contents import ADDRESS
from memory_maze.scenario.model.schema import Scenario
from memory_maze.scenario.model.schema_rules import rules_of_any, rules_of_complete

DIALECT = "https://json-schema.org/draft/2020-12/schema"

EXTENDS = {
    "type": "string",
    "minLength": 1,
    "not": {"pattern": ADDRESS},
    "title": "Extends",
    "description": "The parent: a name in the catalogue, or a file such as ./base.yaml. Mappings merge with "
    "the parent's, lists and single values replace them.",
}


def json_schema() -> dict[str, Any]:
    """The schema of one document, draft 2020-12. A document that extends another needs a summary alone.

    It refuses what the loader refuses, but for what no JSON Schema can say: arithmetic over several fields, what a
    parent says, and that 9.0 is no whole number.
    """
    generated = Scenario.model_json_schema()
    required = generated.pop("required")
    properties = generated.pop("properties")
    return {
        "$schema": DIALECT,
        "title": "Memory Maze scenario",
        "description": generated.pop("description"),
        "properties": {"extends": EXTENDS, **properties},
        "if": {"required": ["extends"]},
        "then": {"required": ["summary"]},
        "else": {"required": required, "allOf": rules_of_complete()},
        "allOf": rules_of_any(),
        **{key: value for key, value in generated.items() if key != "title"},
    }


def schema_text() -> str:
    """The committed form of the schema."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def committed_schema() -> Path:
    """The file that holds the committed form."""
    return shipped_folder() / "schema.json"
