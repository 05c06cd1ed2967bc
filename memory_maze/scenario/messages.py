"""Pydantic's error types as sentences for people who write scenarios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from memory_maze.scenario.schema import Scenario
from memory_maze.scenario.suggestions import did_you_mean
from memory_maze.scenario.tree import Path, dotted

_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list such as [a, b]",
    "list_type": "a list such as [a, b]",
    "model_type": "a mapping of fields",
    "dict_type": "a mapping of fields",
}

_LIMITS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}

_LENGTHS = {
    "string_too_short": "at least {min_length} character",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least {min_length} values",
    "too_long": "at most {max_length} values",
}

_OTHERS = {"finite_number": "must be a finite number"}


def sentence(error: Mapping[str, Any]) -> str:
    """What one of Pydantic's errors means."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "missing":
        return "is missing; it is required"
    if kind in _LENGTHS:
        return f"must have {_LENGTHS[kind].format(**context)}, not {len(given)}"
    if kind in _KINDS:
        wanted = f"expected {_KINDS[kind]}"
    elif kind == "literal_error":
        wanted = f"expected {_either(_choice_names([error]))}"
    elif kind in _LIMITS:
        words, name = _LIMITS[kind]
        wanted = f"must be {words} {context[name]:g}"
    else:
        wanted = _OTHERS.get(kind, f"{error['msg'][:1].lower()}{error['msg'][1:]}")
    return f"{wanted}, not {shown(given)}{_hint(error)}"


def union_sentence(errors: Sequence[Mapping[str, Any]]) -> str:
    """One sentence for a value that fits none of the kinds that a field takes."""
    literals = [error for error in errors if error["type"] == "literal_error"]
    kinds = [_KINDS[error["type"]] for error in errors if error["type"] in _KINDS]
    wanted = [*_choice_names(literals), *dict.fromkeys(kinds)]
    return f"expected {_either(wanted)}, not {shown(errors[0]['input'])}{_nearest_choice(literals)}"


def unknown_field(path: Path) -> str:
    """The sentence for a field that the schema does not have, with the nearest one that it has."""
    section, name = path[:-1], str(path[-1])
    fields = _fields(section)
    elsewhere = [dotted(place) for place in _all_fields() if place[-1] == name]
    if elsewhere:
        return f"unknown field; did you mean {elsewhere[0]!r}?"
    if suggestion := did_you_mean(name, fields):
        return f"unknown field{suggestion}"
    return f"unknown field; here stand {', '.join(fields)}"


def shown(value: Any) -> str:
    """A value as it would be written in YAML, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list, tuple)):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}...{text[-1]}"


def _hint(error: Mapping[str, Any]) -> str:
    kind, given = error["type"], error["input"]
    if kind == "string_type" and isinstance(given, (int, float)):
        return "; put it in quotes"
    if kind == "literal_error":
        return _nearest_choice([error])
    return ""


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _nearest_choice(literals: Sequence[Mapping[str, Any]]) -> str:
    given = literals[0]["input"] if literals else None
    return did_you_mean(given, _choice_names(literals)) if isinstance(given, str) else ""


def _choice_names(literals: Sequence[Mapping[str, Any]]) -> list[str]:
    return [name for error in literals for name in re.findall(r"'([^']*)'", error["ctx"]["expected"])]


def _fields(section: Path) -> list[str]:
    model: type[BaseModel] | None = Scenario
    for part in section:
        field = model.model_fields.get(str(part)) if model is not None else None
        model = _model_in(field.annotation) if field is not None else None
    names = list(model.model_fields) if model is not None else []
    return [*names, "extends"] if not section else names


def _all_fields(model: type[BaseModel] = Scenario, path: Path = ()) -> Iterator[Path]:
    for name, field in model.model_fields.items():
        yield (*path, name)
        if (inner := _model_in(field.annotation)) is not None:
            yield from _all_fields(inner, (*path, name))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType):
        return next((model for member in get_args(annotation) if (model := _model_in(member))), None)
    return None
