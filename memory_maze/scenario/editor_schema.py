"""The JSON Schema of scenario documents, for editors and other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from memory_maze.scenario.catalogue import shipped_folder
from memory_maze.scenario.documents.contents import ADDRESS
from memory_maze.scenario.families.schema import family_properties, is_family_schema, rules_of_families
from memory_maze.scenario.model.drawn import DRAWABLE, ODD
from memory_maze.scenario.model.schema_rules import rules_of_any, rules_of_complete
from memory_maze.scenario.schema import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"

NUMBERS = {"uniform": "number", "integers": "integer"}
"""What the two ends of a distribution are."""

EXTENDS = {
    "type": "string",
    "minLength": 1,
    "not": {"pattern": ADDRESS},
    "title": "Extends",
    "description": "The parent: a name in the catalogue, or a file such as ./base.yaml. Mappings merge with "
    "the parent's, lists and single values replace them.",
}


def json_schema() -> dict[str, Any]:
    """The schema of one document, draft 2020-12. What extends another, and what is a family, needs a summary alone.

    It refuses what the loader refuses, but for what no JSON Schema can say: arithmetic over several fields, what a
    parent says, what members are called, and that 9.0 is no whole number.
    """
    generated = _with_draws(Scenario.model_json_schema())
    required = generated.pop("required")
    properties = generated.pop("properties")
    family = family_properties(properties, generated["$defs"])
    complete = {"required": required, "allOf": rules_of_complete()}
    return {
        "$schema": DIALECT,
        "title": "Memory Maze scenario",
        "description": generated.pop("description"),
        "properties": {"extends": EXTENDS, **properties, **family},
        "if": is_family_schema(),
        "then": {"allOf": rules_of_families()},
        "else": {"if": {"required": ["extends"]}, "then": {"required": ["summary"]}, "else": complete},
        "allOf": rules_of_any(),
        **{key: value for key, value in generated.items() if key != "title"},
    }


def _with_draws(generated: dict[str, Any]) -> dict[str, Any]:
    """The schema in which a distribution may stand wherever an episode may draw a value."""
    definitions = generated["$defs"]
    for path, kinds in DRAWABLE.items():
        section = generated["properties"]
        for part in path[:-1]:
            section = definitions[_reference(section[part])]["properties"]
        field = section[path[-1]]
        told = {key: field.pop(key) for key in ("default", "description", "title") if key in field}
        plain = field.pop("anyOf", None) or [dict(field)]
        value = plain[0] if len(plain) == 1 else {"anyOf": plain}
        field.clear()
        field |= {"anyOf": [*plain, *(_distribution(kind, value, path == ODD) for kind in kinds)], **told}
    return generated


def _reference(field: dict[str, Any]) -> str:
    """The name of the section that a field holds."""
    found = next(option["$ref"] for option in (field, *field.get("anyOf", ())) if "$ref" in option)
    return str(found).rsplit("/", 1)[-1]


def _distribution(kind: str, value: dict[str, Any], is_odd: bool) -> dict[str, Any]:
    """One form of a distribution of values."""
    content: dict[str, Any] = {"type": "array", "items": value, "minItems": 1}
    if kind != "choice":
        number = {"type": "integer", "not": {"multipleOf": 2}} if is_odd else {}
        content |= {"items": {"allOf": [value, {"type": NUMBERS[kind], **number}]}, "minItems": 2, "maxItems": 2}
    return {"type": "object", "required": [kind], "properties": {kind: content}, "additionalProperties": False}


def schema_text() -> str:
    """The committed form of the schema."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def committed_schema() -> Path:
    """The file that holds the committed form."""
    return shipped_folder() / "schema.json"
