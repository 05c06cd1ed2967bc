"""The text of a new scenario file: every field, what it means, and what it is as a comment."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from memory_maze.scenario.documents.reading import is_file_reference
from memory_maze.scenario.documents.writing import to_yaml
from memory_maze.scenario.loading import load
from memory_maze.scenario.schema import Rooms, Scenario

_INTRODUCTION = """\
# A Memory Maze scenario. Lines that begin with '#' show {what}; uncomment and change what you need.
# Check it with `memory-maze validate FILE`, look at it with `memory-maze show FILE --map`.
"""

_SET: Mapping[str, Mapping[str, Any]] = {
    "maze": {"size": 9},
    "objects": {"count": 3},
    "episode": {"seconds": 250},
}
"""What a new scenario sets; all else is a comment."""


def starter_text() -> str:
    """A complete scenario that sets little and explains everything."""
    lines = [_INTRODUCTION.format(what="defaults")]
    lines += _described(Scenario, "summary", "")
    lines += ['summary: "A maze of my own."', ""]
    lines += _described(Scenario, "tags", "")
    lines += ["tags: []", ""]
    lines += ["# Take over what another scenario says, and change only the fields below:"]
    lines += ["# extends: classic/9x9", ""]
    for name, model in _sections():
        lines += _section(name, model, _defaults(model), _SET.get(name, {}))
    return "\n".join(lines)


def extending_text(parent: str, folder: Path = Path()) -> str:
    """A scenario that takes everything from a parent, and shows every field with the parent's value as a comment.

    Args:
      parent: a name in the catalogue, or a file counted from the current folder.
      folder: where the new file will be; the parent's file is named from there.

    Raises:
      ScenarioError: there is no such parent, or it is wrong.
    """
    content = load(parent).model_dump(mode="json")
    named = _from(folder, parent) if is_file_reference(parent) or os.path.isfile(parent) else parent
    head = to_yaml({"summary": f"Like {parent}, but different.", "extends": named})
    lines = [_INTRODUCTION.format(what=f"what {parent} says") + head]
    for name, model in _sections():
        lines += _section(name, model, content[name], {})
    return "\n".join(lines)


def _from(folder: Path, file: str) -> str:
    """A file's path from a folder, in the form that `extends` takes for a file."""
    path = Path(file).absolute()
    if not os.path.isabs(file):
        path = Path(os.path.relpath(path, folder.absolute()))
    text = path.as_posix()
    return text if text.startswith(("../", "/")) or os.path.isabs(text) else f"./{text}"


def _sections() -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in Scenario.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield name, field.annotation


def _defaults(model: type[BaseModel]) -> dict[str, Any]:
    plain = {name: field.default for name, field in model.model_fields.items()}
    return plain | model.model_construct().model_dump(include={"options"})


def _section(name: str, model: type[BaseModel], values: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[str]:
    yield f"{name}:" if given else f"# {name}:"
    for field in model.model_fields:
        yield from _described(model, field, "  ")
        if field in given:
            yield f"  {field}: {given[field]}"
        elif model.model_fields[field].annotation is Rooms:
            yield "  # rooms:"
            yield from _rooms(values[field])
        else:
            yield from (f"  # {line}" for line in _lines(field, values[field]))
    yield ""


def _rooms(values: Rooms | Mapping[str, Any]) -> Iterator[str]:
    plain = values.model_dump() if isinstance(values, Rooms) else values
    for field in Rooms.model_fields:
        yield from _described(Rooms, field, "  #   ")
        yield from (f"  #   {line}" for line in _lines(field, plain[field]))


def _described(model: type[BaseModel], field: str, indent: str) -> Iterator[str]:
    text = " ".join((model.model_fields[field].description or "").split())
    for line in textwrap.wrap(text, 96 - len(indent)):
        yield f"{indent}# {line}"


def _lines(field: str, value: Any) -> list[str]:
    return to_yaml({field: value}).rstrip("\n").split("\n")
