"""Changes to a scenario: `a.b=value` texts, dotted fields, and nested mappings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from memory_maze.scenario.documents.dotted import nested, parts_of
from memory_maze.scenario.documents.layout_files import with_layout
from memory_maze.scenario.documents.tree import OVERRIDE, Node, from_plain, lay_over
from memory_maze.scenario.documents.yaml_nodes import parse
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.families.words import FAMILY

Overrides = Sequence[str] | Mapping[str, Any]
"""What changes a scenario: `["maze.size=11"]`, `{"maze.size": 11}` or `{"maze": {"size": 11}}`."""

Changes = Overrides | Node
"""The same, or a tree of changes that a document makes and that know their places."""


def apply(root: Node, overrides: Changes, folder: Path = Path()) -> Node:
    """The tree with the overrides laid over it, one after the other.

    Args:
      root: the tree.
      overrides: what is laid over it.
      folder: where a layout file is counted from; by default the current folder.

    Raises:
      ScenarioError: the overrides are of neither form, one is no `field=value`, its value is no YAML, or the layout
        file that it names cannot be read.
    """
    for said in _changes(overrides):
        change, problems = with_layout(said, folder)
        if problems:
            raise ScenarioError(problems)
        root = lay_over(root, change, OVERRIDE)
    return root


def _changes(overrides: Changes) -> Iterator[Node]:
    if isinstance(overrides, Node):
        yield overrides
        return
    if isinstance(overrides, Mapping):
        for field, value in overrides.items():
            if not isinstance(field, str):
                raise ScenarioError(f"a field is named by text such as 'maze.size', not by {field!r}")
            yield _nested(field, from_plain(value))
        return
    for text in _texts(overrides):
        field, equals, value = text.partition("=")
        if not equals:
            raise ScenarioError(f"the override {text!r} has no '='; write it as maze.size=11")
        yield _nested(field.strip(), value_of(value, field.strip()))


def _texts(overrides: object) -> Iterator[str]:
    if isinstance(overrides, str):
        yield overrides
        return
    if not isinstance(overrides, Iterable):
        raise ScenarioError(_neither(overrides))
    for text in overrides:
        if not isinstance(text, str):
            raise ScenarioError(_neither(text))
        yield text


def _neither(given: object) -> str:
    return (
        "overrides are a list of texts such as ['maze.size=11'] or a mapping such as {'maze.size': 11}, "
        f"not {type(given).__name__}"
    )


def value_of(text: str, field: str) -> Node:
    """The value that a text gives a field, read as YAML; null if there is none.

    Raises:
      ScenarioError: it is no YAML.
    """
    if not text.strip():
        return Node(None)
    try:
        node, problems = parse(text)
    except ScenarioError as error:
        problems = error.problems
        node = Node(None)
    if problems:
        raise ScenarioError(LocatedProblem(problem.message, field) for problem in problems)
    return node


def _nested(field: str, node: Node) -> Node:
    parts = parts_of(field)
    if parts is None:
        raise ScenarioError(f"{field!r} is no field; write it as maze.size")
    if parts[0] == "extends":
        raise ScenarioError("extends: a parent cannot be overridden; write a scenario that extends it")
    if parts[0] in FAMILY:
        raise ScenarioError(f"{parts[0]}: no override makes a family; write a document, or --sweep maze.size=9,13")
    return nested(parts, node)
