"""YAML text to a marked tree, built from PyYAML's events: limits hold before anything large is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from memory_maze.scenario.documents.scalars import is_too_large, plain_scalar
from memory_maze.scenario.documents.tree import LONGEST_NAME, MAX_DEPTH, Entry, Mark, Node, Path, problem_at
from memory_maze.scenario.documents.values import shown
from memory_maze.scenario.documents.yaml_errors import syntax_problem
from memory_maze.scenario.documents.yaml_text import Prepared, unusual_line_end
from memory_maze.scenario.errors import LocatedProblem, ScenarioError

MAX_VALUES = 10_000
"""The most values in a document, counted after aliases are expanded."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, file: str | None = None) -> tuple[Node, tuple[LocatedProblem, ...]]:
    """Reads one YAML document.

    Args:
      text: the document; a byte order mark before it and the line ends of any system do no harm.
      file: its name in error messages.

    Returns:
      The tree, and problems that do not keep it from being read further, such as duplicate keys.

    Raises:
      ScenarioError: the text is no YAML, holds no document or several, or exceeds a limit.
    """
    prepared = Prepared(text, file)
    builder = _Builder(file, prepared, yaml.parse(prepared.disguised, Loader=_LOADER))
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        raise ScenarioError([*builder.problems, syntax_problem(error, prepared.text, file)]) from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise ScenarioError([problem_at(Mark(file, 1, 1), (), "is not valid YAML")]) from None
    if builder.unusual < prepared.unusual and (problem := unusual_line_end(prepared.text, file)):
        raise ScenarioError([problem])
    return node, tuple(builder.problems)


class _Builder:
    """Consumes the events of one document."""

    def __init__(self, file: str | None, prepared: Prepared, events: Iterator[Any]) -> None:
        self.problems: list[LocatedProblem] = []
        self.unusual = 0
        """How many characters that some systems end lines with are text: in quotes and blocks."""
        self._file = file
        self._prepared = prepared
        self._events = events
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: set[str] = set()
        self._values = 0

    def document(self) -> Node:
        """The tree of the one document that there is.

        Raises:
          ScenarioError: it is empty, or there are several.
        """
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            if problem := unusual_line_end(self._prepared.text, self._file):
                raise ScenarioError([problem])
            raise self._stop(start, (), "is empty; begin with `summary:`")
        node = self._node(next(self._events), ())
        next(self._events)
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise self._stop(following, (), "holds several documents; put each scenario into a file of its own")
        return node

    def _node(self, event: Any, path: Path) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        before = self._values
        self._count(event, path, 1)
        if len(path) > MAX_DEPTH:
            raise self._stop(event, path[:3], f"nested deeper than {MAX_DEPTH} levels")
        if event.tag is not None:
            message = f"the tag {_shown_tag(event.tag)} is not allowed; write the value alone, and text in quotes"
            self.problems.append(problem_at(self._mark(event), path, message))
        if event.anchor is not None:
            self._open.add(event.anchor)
        node = self._content(event, path)
        if event.anchor is not None:
            self._open.discard(event.anchor)
            self._anchors[event.anchor] = (node, self._values - before)
        return node

    def _content(self, event: Any, path: Path) -> Node:
        mark = self._mark(event)
        if isinstance(event, yaml.ScalarEvent):
            return Node(self._scalar(event, path), mark)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(path), mark)
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return Node(tuple(items), mark)

    def _scalar(self, event: Any, path: Path) -> Any:
        text = self._prepared.restore(event.value, is_escaped=event.style == '"')
        if not event.implicit[0]:
            self.unusual += self._prepared.unusual_in(event.value)
            return text
        value = plain_scalar(text)
        if is_too_large(text, value):
            number = text if len(text) <= LONGEST_NAME else f"a number of {len(text)} digits"
            self.problems.append(problem_at(self._mark(event), path, f"{number} is more than any field takes"))
        return value

    def _mapping(self, path: Path) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        inherited: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            mark = self._mark(event)
            key = self._node(event, (*path, "?")).value
            if key == "<<" and isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
                for name, entry in self._merge_key(next(self._events), path).items():
                    inherited.setdefault(name, entry)
                continue
            node = self._node(next(self._events), (*path, key if isinstance(key, str) else "?"))
            if not isinstance(key, str):
                self.problems.append(problem_at(mark, path, _key_message(key)))
            elif key in entries:
                first = entries[key].key_mark
                where = f"first given in line {first.line}" if first else "given twice"
                self.problems.append(problem_at(mark, (*path, key), f"duplicate key, {where}; keep one"))
            else:
                entries[key] = Entry(mark, node)
        return {**{name: entry for name, entry in inherited.items() if name not in entries}, **entries}

    def _merge_key(self, event: Any, path: Path) -> dict[str, Entry]:
        node = self._node(event, (*path, "<<"))
        merged: dict[str, Entry] = {}
        for source in node.value if isinstance(node.value, tuple) else (node,):
            if not isinstance(source.value, dict):
                message = "`<<` takes a mapping or a list of mappings"
                self.problems.append(problem_at(self._mark(event), path, message))
                continue
            for name, entry in source.value.items():
                merged.setdefault(name, entry)
        return merged

    def _alias(self, event: Any, path: Path) -> Node:
        if event.anchor in self._open:
            raise self._stop(event, path, f"the alias *{_shortened(event.anchor)} stands inside what it names")
        if event.anchor not in self._anchors:
            raise self._stop(event, path, f"the alias *{_shortened(event.anchor)} names no anchor; put text in quotes")
        node, values = self._anchors[event.anchor]
        self._count(event, path, values)
        return node

    def _count(self, event: Any, path: Path, values: int) -> None:
        self._values += values
        if self._values > MAX_VALUES:
            raise self._stop(event, path, f"the document has more than {MAX_VALUES} values, aliases expanded")

    def _mark(self, event: Any) -> Mark:
        return Mark(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _stop(self, event: Any, path: Path, message: str) -> ScenarioError:
        return ScenarioError([*self.problems, problem_at(self._mark(event), path, message)])


def _key_message(key: Any) -> str:
    shown_key = "a list or mapping" if isinstance(key, (tuple, dict)) else shown(key)
    return f"field names must be text, not {shown_key}; put it in quotes"


def _shown_tag(tag: str) -> str:
    return _shortened(tag.replace("tag:yaml.org,2002:", "!!") if tag.startswith("tag:") else tag)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}..."
