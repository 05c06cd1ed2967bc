"""Mazes drawn in files of their own: what `maze.layout_file` names becomes the text of `maze.layout`.

So nothing that is made from a scenario needs the file again: it is the same task on another machine, and in years.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path as File

from memory_maze.scenario.documents.contents import NoSuchFile, hint_on_name, is_address, read_bytes, shown_path
from memory_maze.scenario.documents.decoding import decode
from memory_maze.scenario.documents.tree import Entry, Mark, Node, Path, mark_of, node_at, problem_at, without
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.suggestions import nearest

_FILE, _TEXT = ("maze", "layout_file"), ("maze", "layout")


def with_layout(root: Node, folder: File) -> tuple[Node, tuple[LocatedProblem, ...]]:
    """The tree with the text of its layout file, and what is wrong with that file.

    Args:
      root: one document, or a piece of one; whatever is wrong in it beside the file is left as it is.
      folder: where the file's name is counted from.

    Returns:
      The tree, unchanged where no file is named or it cannot be read, and at most one problem, at the file's name.
    """
    maze, name, drawn = (node_at(root, path) for path in (_FILE[:1], _FILE, _TEXT))
    is_named = name is not None and isinstance(name.value, str) and name.value
    if maze is None or name is None or not is_named or (drawn is not None and drawn.value is not None):
        return root, ()
    try:
        text = _read(name.value, folder)
    except ScenarioError as error:
        mark = mark_of(root, _FILE)
        return root, tuple(problem_at(mark, _FILE, problem.message) for problem in error.problems)
    mark = Mark(shown_path(folder / name.value), _first_line(text), 1)
    layout = Node(text, mark, name.layer, has_lines=True)
    others = without(maze, (_FILE[-1], _TEXT[-1])).value
    key_mark = maze.value[_FILE[-1]].key_mark
    maze = replace(maze, value={**others, _TEXT[-1]: Entry(key_mark, layout)})
    return replace(root, value={**root.value, _FILE[0]: Entry(root.value[_FILE[0]].key_mark, maze)}), ()


def said_at(root: Node, path: Path) -> Node | None:
    """The value at `path` of a tree whose layout file was read: for the file's name, the text that stands for it."""
    node = node_at(root, path)
    return node_at(root, _TEXT) if node is None and path == _FILE else node


def _read(name: str, folder: File) -> str:
    if is_address(name):
        raise ScenarioError(f"{name!r} is an address, and nothing is fetched; save the file and name it as ./maze.txt")
    file = folder / name
    try:
        content = read_bytes(file, "text")
    except NoSuchFile as error:
        raise ScenarioError(f"{error}{hint_on_name(file) or _other_file(file)}") from None
    try:
        return decode(content, None, "text")
    except ScenarioError as error:
        raise ScenarioError(f"{shown_path(file)!r} {error}") from None


def _other_file(file: File) -> str:
    try:
        near = nearest(file.name, os.listdir(file.parent))
    except OSError:
        near = None
    return f"; did you mean {shown_path(file.parent / near)!r}?" if near is not None else ""


def _first_line(text: str) -> int:
    """The line, counted from 1, that the first row stands in: blank lines before it do not count as rows."""
    blank = text[: len(text) - len(text.lstrip("\r\n"))]
    return blank.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
