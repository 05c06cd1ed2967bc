from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from memory_maze.scenario import json_schema
from memory_maze.scenario.editor_schema import committed_schema, schema_text

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_the_committed_schema_is_the_generated_one() -> None:
    assert committed_schema().read_text(encoding="utf-8") == schema_text(), (
        "run: memory-maze schema > scenarios/schema.json"
    )
    assert json.loads(schema_text()) == json_schema()


def test_it_is_a_schema_of_its_dialect() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_field_has_a_description() -> None:
    schema = json_schema()
    for model in (schema, *schema["$defs"].values()):
        for name, field in model["properties"].items():
            assert "description" in field or "$ref" in field, name


@pytest.mark.parametrize(
    ("document", "valid"),
    [
        ({"summary": "x", "maze": {"size": 9}, "episode": {"seconds": 5}}, True),
        ({"summary": "x", "extends": "classic/9x9"}, True),
        ({"extends": "classic/9x9"}, False),
        ({"summary": "x", "maze": {"size": 9}}, False),
        ({"summary": "x", "extends": "classic/9x9", "maze": {"sise": 9}}, False),
        ({"summary": "x", "extends": ["a", "b"]}, False),
        ({"summary": "x", "extends": "classic/9x9", "episode": {"start": {"cell": [1, 2]}}}, True),
        ({"summary": "x", "extends": "classic/9x9", "episode": {"start": {"cell": [1, 2, 3]}}}, False),
        ({"summary": "x", "extends": "classic/9x9", "objects": {"colors": ["red"]}}, True),
        ({"summary": "x", "extends": "classic/9x9", "objects": {"colors": "rainbow"}}, False),
    ],
)
def test_it_judges_as_the_loader_does(document: dict[str, Any], valid: bool) -> None:
    assert VALIDATOR.is_valid(document) == valid
