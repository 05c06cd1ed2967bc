"""The text of a new scenario file: every field, what it means, and its default as a comment."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from memory_maze.scenario.catalogue import find
from memory_maze.scenario.schema import Maze, Rooms, Scenario
from memory_maze.scenario.writing import to_yaml

_INTRODUCTION = """\
# A Memory Maze scenario. Lines that begin with '#' show defaults; uncomment and change what you need.
# Check it with `memory-maze validate FILE`, look at it with `memory-maze show FILE --map`.
"""

_SET: Mapping[str, Mapping[str, Any]] = {
    "maze": {"size": 9},
    "objects": {"count": 3},
    "episode": {"seconds": 250},
}


def starter_text() -> str:
    """A complete scenario that sets little and explains everything."""
    lines = [_INTRODUCTION]
    lines += _described(Scenario, "summary", "")
    lines += ['summary: "A maze of my own."', ""]
    lines += _described(Scenario, "tags", "")
    lines += ["tags: []", ""]
    lines += ["# Take over what another scenario says, and change only the fields below:"]
    lines += ["# extends: classic/9x9", ""]
    for name, field in Scenario.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            lines += _section(name, field.annotation)
    return "\n".join(lines)


def extending_text(parent: str) -> str:
    """A scenario that takes everything from a parent.

    Raises:
      ScenarioError: the catalogue has no such parent.
    """
    find(parent)
    head = to_yaml({"summary": f"Like {parent}, but different.", "extends": parent})
    return f"{_INTRODUCTION}{head}# maze:\n#   wall_height: 0.4\n"


def _section(name: str, model: type[BaseModel]) -> Iterator[str]:
    given = _SET.get(name, {})
    yield f"{name}:" if given else f"# {name}:"
    for field in model.model_fields:
        if field == "rooms" and model is Maze:
            yield from _described(model, field, "  ")
            yield "  # rooms:"
            for inner in Rooms.model_fields:
                yield from _described(Rooms, inner, "  #   ")
                yield f"  #   {_line(Rooms, inner)}"
            continue
        yield from _described(model, field, "  ")
        yield f"  {field}: {given[field]}" if field in given else f"  # {_line(model, field)}"
    yield ""


def _described(model: type[BaseModel], field: str, indent: str) -> Iterator[str]:
    text = " ".join((model.model_fields[field].description or "").split())
    for line in textwrap.wrap(text, 96 - len(indent)):
        yield f"{indent}# {line}"


def _line(model: type[BaseModel], field: str) -> str:
    default = model.model_fields[field].default
    return to_yaml({field: default}).rstrip("\n")
