"""Pydantic's error types as sentences for people who write scenarios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from memory_maze.scenario.documents.tree import Path, dotted
from memory_maze.scenario.documents.values import shown
from memory_maze.scenario.families.words import FAMILY
from memory_maze.scenario.messages.hints import hint_for
from memory_maze.scenario.messages.wishes import meant_field, wish
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.model.words import WORDS_OF_OTHERS
from memory_maze.suggestions import did_you_mean, nearest

_KINDS = {
    "string_type": "text",
    "string_unicode": "text in Unicode",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of reasonable size",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
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
    "string_too_short": ("at least", "min_length", "character"),
    "string_too_long": ("at most", "max_length", "character"),
    "too_short": ("at least", "min_length", "value"),
    "wrong_length": ("exactly", "length", "value"),
    "too_long": ("at most", "max_length", "value"),
}

_EXAMPLES = {
    "summary": "summary: what is special about this scenario",
    "maze": "maze: {size: 9}",
    "episode": "episode: {seconds: 250}",
}
"""How to write what a document must say."""

_OTHERS = {"finite_number": "must be a finite number"}


def sentence(error: Mapping[str, Any], path: Path) -> str:
    """What one of Pydantic's errors about the field at `path` means."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "missing":
        return f"is missing; write {_EXAMPLES.get(dotted(path), 'it')}"
    if kind in _LENGTHS:
        words, limit, noun = _LENGTHS[kind]
        return f"must have {words} {counted(context[limit], noun)}, not {len(given)}"
    if kind in _KINDS or kind == "literal_error":
        wanted = _KINDS[kind] if kind in _KINDS else _either(_choice_names([error]))
        return f"expected {wanted}, not {shown(given)}{_hint(error, path)}"
    if kind in _LIMITS:
        words, name = _LIMITS[kind]
        return f"must be {words} {context[name]:.12g}, not {shown(given)}"
    wanted = _OTHERS.get(kind, f"{error['msg'][:1].lower()}{error['msg'][1:]}")
    return f"{wanted}, not {shown(given)}"


def first_fault(error: ValidationError) -> str:
    """The first thing that is wrong with a file that is no scenario, with its field."""
    detail = error.errors()[0]
    path, said = detail["loc"], sentence(detail, detail["loc"])
    return f"{dotted(path)}: {said}" if path else said


def union_sentence(errors: Sequence[Mapping[str, Any]], path: Path) -> str:
    """One sentence for a value that fits none of the kinds that the field at `path` takes."""
    given = errors[0]["input"]
    literals = [error for error in errors if error["type"] == "literal_error"]
    kinds = [_KINDS[error["type"]] for error in errors if error["type"] in _KINDS]
    wanted = [*_choice_names(literals), *dict.fromkeys(kinds)]
    return f"expected {_either(wanted)}, not {shown(given)}{_nearest_choice(literals) or hint_for(path, given)}"


def unknown_field(model: type[BaseModel], path: Path) -> str:
    """The sentence for a field that the model does not have, with what its author may have wanted."""
    section, name = path[:-1], str(path[-1])
    fields = list(_fields(model, section))
    if (sentence := wish(section, name)) is not None:
        return f"unknown field; {sentence}"
    if (near := nearest(name, fields)) is not None:
        return f"unknown field; did you mean {near!r}?"
    places = [dotted(place) for place in _all_fields(model) if place[-1] == name]
    other = meant_field(name) or (places[0] if len(places) == 1 else None)
    if other is not None and other != dotted(path):
        return f"unknown field; did you mean {other!r}?"
    listed = f"{'this section' if section else 'a document'} has {', '.join(fields)}"
    return f"unknown field; {listed}{f', and there are {_all_of(places)}' if places else ''}"


def _hint(error: Mapping[str, Any], path: Path) -> str:
    kind, given = error["type"], error["input"]
    if hint := hint_for(path, given):
        return hint
    if kind == "string_type" and isinstance(given, (int, float)):
        return "; put it in quotes"
    return _nearest_choice([error]) or _own_word(path) if kind == "literal_error" else ""


def _own_word(path: Path) -> str:
    table = WORDS_OF_OTHERS.get(dotted(path))
    return f"; a package of yours adds a word by an entry point of the group {table.group}" if table else ""


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _all_of(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _nearest_choice(literals: Sequence[Mapping[str, Any]]) -> str:
    given = literals[0]["input"] if literals else None
    return did_you_mean(given, _choice_names(literals)) if isinstance(given, str) else ""


def _choice_names(literals: Sequence[Mapping[str, Any]]) -> list[str]:
    return [name for error in literals for name in re.findall(r"'([^']*)'", error["ctx"]["expected"])]


def _fields(model: type[BaseModel], section: Path) -> dict[str, Any]:
    """The names of a section's fields, and their types; empty for what is no section."""
    inner: type[BaseModel] | None = model
    for part in section:
        field = inner.model_fields.get(str(part)) if inner is not None else None
        inner = _model_in(field.annotation) if field is not None else None
    fields = {} if inner is None else {name: field.annotation for name, field in inner.model_fields.items()}
    return fields if section else {**fields, **dict.fromkeys(("extends", *FAMILY))}


@lru_cache
def _all_fields(model: type[BaseModel]) -> tuple[Path, ...]:
    return tuple(_below(model, ()))


def _below(model: type[BaseModel], path: Path) -> Iterator[Path]:
    for name, field in model.model_fields.items():
        yield (*path, name)
        if (inner := _model_in(field.annotation)) is not None:
            yield from _below(inner, (*path, name))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType):
        return next((model for member in get_args(annotation) if (model := _model_in(member))), None)
    return None
