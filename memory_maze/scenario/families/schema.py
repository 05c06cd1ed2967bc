"""What the JSON Schema says of families: fields by their dotted names, each with the schema of its values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from memory_maze.scenario.families.naming import PATTERN
from memory_maze.scenario.families.words import FAMILY

Schema = dict[str, Any]

_PATTERN = {"type": "string", "pattern": f"^{PATTERN}$"}


def family_properties(properties: Schema, definitions: Schema) -> Schema:
    """The fields of a document that make it a family.

    Args:
      properties: of a document that is one scenario.
      definitions: `$defs` of the same schema.
    """
    fields = {path: {"$ref": place} for path, place in _places("", "#/properties", properties, definitions)}
    lists = {path: _list_of(field) for path, field in fields.items()}
    named = {**fields, "member": {**_PATTERN, "description": "The name of this member."}}
    return {
        "matrix": {
            **_mapping(lists),
            "description": "Makes the document a family of scenarios: fields by their dotted names, each with a list "
            "of values. Every combination is a member.",
        },
        "exclude": {
            "type": "array",
            "items": _mapping(fields),
            "description": "Combinations of the matrix that are left out: mappings that match on the fields they name.",
        },
        "include": {
            "type": "array",
            "items": _mapping(named),
            "description": "Further members: mappings of any fields to values, with a name by `member` if need be.",
        },
        "member": {
            **_PATTERN,
            "description": "How members are named, such as `{maze.size}-{objects.count}`; by default the values of the "
            "matrix, joined by `-`.",
        },
    }


def is_family_schema() -> Schema:
    """Fits documents that are families."""
    return {"anyOf": [{"required": [word]} for word in FAMILY]}


def rules_of_families() -> list[Schema]:
    """What holds for every family."""
    return [{"required": ["summary"]}, {"anyOf": [{"required": ["matrix"]}, _below_include()]}]


def _below_include() -> Schema:
    return {"required": ["include"], "properties": {"include": {"minItems": 1}}}


def _list_of(field: Schema) -> Schema:
    return {"type": "array", "items": field, "minItems": 1, "uniqueItems": True}


def _mapping(fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "minProperties": 1, "additionalProperties": False}


def _places(prefix: str, place: str, properties: Schema, definitions: Schema) -> Iterator[tuple[str, str]]:
    """Each field, and each section, by its dotted name, and where the schema has it."""
    for name, field in properties.items():
        yield f"{prefix}{name}", f"{place}/{name}"
        for option in (field, *field.get("anyOf", ())):
            if "$ref" in option:
                model = option["$ref"].rpartition("/")[2]
                inner = definitions[model]["properties"]
                yield from _places(f"{prefix}{name}.", f"#/$defs/{model}/properties", inner, definitions)
