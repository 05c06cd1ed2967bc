from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from memory_maze.scenario import Family, Scenario, ScenarioError, json_schema, load, load_either, names, resolve
from memory_maze.scenario.catalogue import find
from memory_maze.scenario.documents.tree import to_plain
from memory_maze.scenario.documents.yaml_nodes import parse
from memory_maze.scenario.editor_schema import committed_schema, schema_text

from .judged_documents import ALL, FLOAT, LETTERS, SINGLE_FIELDS, TEXT

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def scenarios_of(found: Scenario | Family) -> dict[str, Scenario]:
    """The scenarios by the names of the members."""
    return {"": found} if isinstance(found, Scenario) else {member.name: member.scenario for member in found}


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


def test_the_table_is_long_and_single_fields_are_judged_exactly() -> None:
    assert len(ALL) >= 120
    reasons = {judged.unsaid for judged in SINGLE_FIELDS.values()} - {""}
    assert reasons <= {FLOAT, LETTERS, TEXT}


@pytest.mark.parametrize("case", ALL)
def test_the_loader_judges_as_the_table_says(case: str) -> None:
    judged = ALL[case]
    if judged.right:
        load_either(judged.document)
        return
    with pytest.raises(ScenarioError):
        load_either(judged.document)


@pytest.mark.parametrize("case", ALL)
def test_the_schema_judges_as_the_loader_does(case: str) -> None:
    judged = ALL[case]
    accepted = judged.right or bool(judged.unsaid)
    errors = [error.message for error in VALIDATOR.iter_errors(judged.document)]
    assert (not errors) == accepted, errors


@pytest.mark.parametrize("case", ALL)
def test_a_file_is_judged_as_a_mapping_is(case: str, write: Callable[..., Path]) -> None:
    judged = ALL[case]
    file = write(json.dumps(judged.document))
    if judged.right:
        assert scenarios_of(load_either(file)) == scenarios_of(load_either(judged.document))
        return
    with pytest.raises(ScenarioError) as of_file:
        load_either(file)
    with pytest.raises(ScenarioError) as of_mapping:
        load_either(judged.document)
    problems, same = (error.value.problems for error in (of_file, of_mapping))
    assert {problem.path for problem in problems} == {problem.path for problem in same}
    assert {problem.file for problem in problems} <= {"x.yaml"}


@pytest.mark.parametrize("name", names())
def test_it_takes_every_shipped_scenario_as_written_and_resolved(name: str) -> None:
    written = to_plain(parse(find(name).read_text(encoding="utf-8"))[0])
    found = load_either(name)
    one = [name] if isinstance(found, Scenario) else [member.label for member in found]
    for document in (written, *map(resolve, one), *(load(label).model_dump(mode="json") for label in one)):
        assert VALIDATOR.is_valid(document), list(VALIDATOR.iter_errors(document))
