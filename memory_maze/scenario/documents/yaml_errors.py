"""What PyYAML's errors mean to whoever wrote the document."""

from __future__ import annotations

import re

import yaml

from memory_maze.scenario.documents.tree import Mark, problem_at
from memory_maze.scenario.documents.yaml_text import unusual_line_end
from memory_maze.scenario.errors import LocatedProblem


def syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str | None) -> LocatedProblem:
    """The problem that an error of PyYAML's tells of.

    Args:
      error: as raised.
      text: the document, lines ended by `\\n`.
      file: its name in messages.
    """
    if unusual := unusual_line_end(text, file):
        return unusual
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
        what = _sentence(error, rest[:1])
    return problem_at(Mark(file, mark.line + 1, mark.column + 1), (), f"not valid YAML: {what}")


def _sentence(error: yaml.MarkedYAMLError, character: str) -> str:
    what = error.problem or "it cannot be read"
    if "directive" in f"{what} {error.context}":
        return _DIRECTIVE
    if character == "\t":
        return "a tab; indent with spaces"
    known = (sentence for words, sentence in _SENTENCES if any(word in what for word in words))
    return next(known, f"{what} {error.context or ''}".rstrip()).replace("{character}", repr(character))


_DIRECTIVE = "a line that begins with '%' may only be '%YAML 1.2', once; remove it"

_SENTENCES = (
    (("incompatible YAML",), _DIRECTIVE),
    (
        ("invalid Unicode character escape", "escape sequence"),
        r"the escape is no character; \u takes a pair such as \ud83e\udde0, or write the character itself",
    ),
    (("cannot start any token",), "a value cannot begin with {character}; put it in quotes"),
    (
        ("mapping values are not allowed",),
        "a second ':' in one value, or a line indented too far; put text in quotes",
    ),
    (
        ("expected key", "<document start>", "expected <block end>"),
        "the indentation does not fit, or something follows a closing quote or bracket",
    ),
)
"""Words of PyYAML's messages, and what to say instead."""


def _comment_hint(text: str) -> str:
    return "; '#' begins a comment, so put colours in quotes" if re.search(r"[\[, ]#[0-9a-fA-F]", text) else ""
