"""Laws of families, held against whatever hypothesis makes up."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_maze.scenario import ScenarioError, digest, load, load_family, load_text
from memory_maze.scenario.documents.writing import to_yaml
from memory_maze.scenario.families.naming import is_name

from .test_laws import CHANGES, FIELDS, LAWS, ROOT, nested

PLAIN = sorted(set(FIELDS) - {"summary", "tags"})
"""Fields that a member may change, and that the digest of a scenario is of."""


def _values(field: str) -> st.SearchStrategy[list[Any]]:
    return st.lists(FIELDS[field], min_size=1, max_size=3, unique_by=_key)


def _key(value: Any) -> str:
    """Equal for values that are equal in YAML."""
    return json.dumps(float(value) if type(value) is int else value, sort_keys=True)


MATRICES = st.lists(st.sampled_from(PLAIN), unique=True, min_size=1, max_size=3).flatmap(
    lambda fields: st.fixed_dictionaries({field: _values(field) for field in fields})
)


def _inherited(changes: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in changes.items() if field in PLAIN}


def _family(matrix: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**ROOT, **fields, "matrix": matrix}


@LAWS
@given(MATRICES)
def test_names_are_unique_and_can_be_folders(matrix: dict[str, list[Any]]) -> None:
    family = load_family(_family(matrix))
    names = [member.name for member in family]
    assert len({name.lower() for name in names}) == len(names)
    assert all(is_name(name) for name in names)
    assert len(names) == len(list(itertools.product(*matrix.values())))


@LAWS
@given(MATRICES, st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(matrix: dict[str, list[Any]], order: random.Random) -> None:
    fields = list(matrix)
    order.shuffle(fields)
    exclude = [{field: matrix[field][0] for field in fields}]
    include = [{"member": "more", **{field: matrix[field][-1] for field in fields}}]
    family = _family(matrix, exclude=exclude, include=include)
    shuffled = _family({field: matrix[field] for field in fields}, include=include, exclude=exclude)
    assert load_family(shuffled) == load_family(family) == load_family(json.loads(json.dumps(family, sort_keys=True)))


@LAWS
@given(MATRICES, CHANGES)
def test_a_member_equals_the_scenario_that_is_written_by_hand(
    matrix: dict[str, list[Any]], base: dict[str, Any]
) -> None:
    document = nested({"summary": "x", "maze.size": 9, "episode.steps": 5, **_inherited(base)})
    document["episode"].pop("steps" if "seconds" in document["episode"] else "", None)
    family = load_family({**document, "matrix": matrix})
    for member in family:
        by_hand = load(document, member.changes)
        assert member.scenario == by_hand
        assert digest(member.scenario) == digest(by_hand)
        assert {field: member.changes[field] for field in matrix} == member.changes


@LAWS
@given(MATRICES)
def test_a_member_survives_being_written(matrix: dict[str, list[Any]]) -> None:
    for member in load_family(_family(matrix)):
        complete = member.scenario.model_dump(mode="json")
        assert load_text(to_yaml(complete)) == member.scenario
        assert load_text(to_yaml(member.scenario.model_dump(mode="json", exclude_unset=True))) == member.scenario


@LAWS
@given(MATRICES, st.data())
def test_what_is_excluded_is_gone_and_nothing_else(matrix: dict[str, list[Any]], data: st.DataObject) -> None:
    everything = load_family(_family(matrix))
    chosen = data.draw(st.sampled_from(everything.members))
    fields = data.draw(st.lists(st.sampled_from(sorted(matrix)), unique=True, min_size=1))
    pattern = {field: chosen.changes[field] for field in fields}
    left = [one for one in everything if any(one.changes[field] != pattern[field] for field in fields)]
    if not left:
        with pytest.raises(ScenarioError, match="excludes every combination"):
            load_family(_family(matrix, exclude=[pattern]))
        return
    family = load_family(_family(matrix, exclude=[pattern]))
    assert [one.scenario for one in family] == [one.scenario for one in left]
