"""Where a problem of several fields stands: at the value that was written last, with a note on the others."""

from __future__ import annotations

from memory_maze.scenario.catalogue import path_in_catalogue
from memory_maze.scenario.documents.tree import Mark, Node, Path, dotted, mark_of, node_at, problem_at
from memory_maze.scenario.documents.values import shown
from memory_maze.scenario.errors import LocatedProblem, Problem
from memory_maze.scenario.model.sections import Content

_DEFAULT_LAYER = 1 << 30
"""The layer of defaults: older than every document."""


def place(root: Node, scenario: Content, problem: Problem) -> LocatedProblem:
    """Puts a problem at the author's own value.

    Args:
      root: the merged document.
      scenario: what it says, for the values of fields that nobody wrote.
      problem: what is wrong, and with which fields.

    Returns:
      The problem at whichever of its fields was written last: by an override, else in the document, else in its
      nearest parent; of several, at the one that it is about. A note says where the most important other one comes
      from, unless it is written beside it.
    """
    paths = (problem.path, *problem.involved)
    at = min(paths, key=lambda path: _layer(root, path))
    notes = (_note(root, scenario, problem, at, path) for path in paths if path != at)
    note = next((f" ({note})" for note in notes if note), "")
    return problem_at(_mark_of(root, at, problem), at, f"{problem.message}{note}")


def _mark_of(root: Node, at: Path, problem: Problem) -> Mark | None:
    node, mark = node_at(root, at), mark_of(root, at)
    if mark is None or node is None or not node.has_lines or at != problem.path:
        return mark
    return mark._replace(line=mark.line + problem.line - 1)


def _layer(root: Node, path: Path) -> int:
    node = node_at(root, path)
    return _DEFAULT_LAYER if node is None else node.layer


def _note(root: Node, scenario: Content, problem: Problem, at: Path, path: Path) -> str:
    """Where a value comes from that was not written beside the one at fault; of defaults, only the one at issue."""
    node = node_at(root, path)
    if node is None:
        is_subject = path == problem.path
        return f"{_value(_default(scenario, path), path)} by default; set {dotted(path)}" if is_subject else ""
    if node.layer == _layer(root, at):
        return ""
    value = _value(node.value, path) if path == problem.path else _named(node.value, path)
    if node.mark is None or node.mark.file is None:
        return f"{value} from the scenario that is changed"
    return f"{value} from {path_in_catalogue(node.mark.file)}:{node.mark.line}"


def _value(value: object, path: Path) -> str:
    """A number alone, since the message tells it; of anything else the field's name."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return shown(value) if is_number else dotted(path)


def _named(value: object, path: Path) -> str:
    name, text = dotted(path), _value(value, path)
    return name if text == name else f"{name}: {text}"


def _default(scenario: Content, path: Path) -> object:
    value: object = scenario
    for part in path:
        if not isinstance(part, str) or not hasattr(value, part):
            return None
        value = getattr(value, part)
    return value
