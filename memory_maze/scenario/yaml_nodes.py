"""YAML text to a marked tree, built from PyYAML's events: limits hold before anything large is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.reader import Reader

from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.scalars import plain_scalar
from memory_maze.scenario.tree import MAX_DEPTH, Entry, Mark, Node, Path, problem_at

MAX_VALUES = 10_000
"""The most values in a document, counted after aliases are expanded."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, file: str | None = None) -> tuple[Node, tuple[LocatedProblem, ...]]:
    """Reads one YAML document.

    Args:
      text: the document.
      file: its name in error messages.

    Returns:
      The tree, and problems that do not keep it from being read further, such as duplicate keys.

    Raises:
      ScenarioError: the text is no YAML, holds no document or several, or exceeds a limit.
    """
    _require_printable(text, file)
    builder = _Builder(file, yaml.parse(text, Loader=_LOADER))
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        raise ScenarioError([*builder.problems, _syntax_problem(error, text, file)]) from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise ScenarioError([problem_at(Mark(file, 1, 1), (), "is not valid YAML")]) from None
    return node, tuple(builder.problems)


class _Builder:
    """Consumes the events of one document."""

    def __init__(self, file: str | None, events: Iterator[Any]) -> None:
        self.problems: list[LocatedProblem] = []
        self._file = file
        self._events = events
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: set[str] = set()
        self._values = 0

    def document(self) -> Node:
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
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
            return Node(plain_scalar(event.value) if event.implicit[0] else event.value, mark)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(path), mark)
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return Node(tuple(items), mark)

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
            raise self._stop(event, path, f"the alias *{event.anchor} stands inside what it names")
        if event.anchor not in self._anchors:
            raise self._stop(event, path, f"the alias *{event.anchor} names no anchor; put text in quotes")
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


def _require_printable(text: str, file: str | None) -> None:
    if "\0" in text:
        raise ScenarioError([problem_at(_mark_at(text, text.index("\0"), file), (), "is a binary file, not YAML")])
    if strange := Reader.NON_PRINTABLE.search(text):
        message = f"the character U+{ord(strange[0]):04X} is not allowed in YAML; remove it"
        raise ScenarioError([problem_at(_mark_at(text, strange.start(), file), (), message)])


def _mark_at(text: str, index: int, file: str | None) -> Mark:
    return Mark(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str | None) -> LocatedProblem:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return problem_at(Mark(file, 1, 1), (), "is not valid YAML")
    lines = text.split("\n")[mark.line :] or [""]
    rest = "\n".join([lines[0][mark.column :], *lines[1:]])
    context = error.context or ""
    if not rest.strip() and ("quoted" in context or "flow" in context):
        opened = error.context_mark
        what = "a list, mapping or quote is never closed"
        if opened is not None and (opened.line, opened.column) < (mark.line, mark.column):
            mark, what = opened, "what begins here is never closed"
        what += _comment_hint(text)
    elif "could not find expected ':'" in (error.problem or ""):
        mark, what = error.context_mark or mark, "a line without ':'; write `field: value`"
    else:
        what = _syntax_sentence(error, rest[:1])
    return problem_at(Mark(file, mark.line + 1, mark.column + 1), (), f"not valid YAML: {what}")


def _syntax_sentence(error: yaml.MarkedYAMLError, character: str) -> str:
    what = error.problem or "it cannot be read"
    if "incompatible YAML" in what or "directive" in f"{what} {error.context}":
        return "a line that begins with '%' may only be '%YAML 1.2', once; remove it"
    if character == "\t":
        return "a tab; indent with spaces"
    if "cannot start any token" in what:
        return f"a value cannot begin with {character!r}; put it in quotes"
    if "mapping values are not allowed" in what:
        return "a second ':' in one value, or a line indented too far; put text in quotes"
    if "expected key" in what or "<document start>" in what or "expected <block end>" in what:
        return "the indentation does not fit, or something follows a closing quote or bracket"
    return f"{what} {error.context or ''}".rstrip()


def _comment_hint(text: str) -> str:
    return "; '#' begins a comment, so put colours in quotes" if re.search(r"[\[, ]#[0-9a-fA-F]", text) else ""


def _key_message(key: Any) -> str:
    shown = "a list or mapping" if isinstance(key, (tuple, dict)) else f"{key!r}"
    return f"field names must be text, not {shown}; put it in quotes"


def _shown_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!") if tag.startswith("tag:") else tag
