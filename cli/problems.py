"""How what is wrong with scenarios is printed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .failures import fail, fail_at
from .parsing import counted
from .printing import clean, print_json, print_line, styled

if TYPE_CHECKING:
    from memory_maze.scenario import LocatedProblem


def print_problems(
    problems: Sequence[LocatedProblem], checked: int, output_format: Literal["text", "json", "github"]
) -> None:
    """Prints what a check has found.

    Args:
      problems: what is wrong.
      checked: how many scenarios were looked at.
      output_format: for people, for programs, or for annotations beside the lines on GitHub.
    """
    if output_format == "json":
        from dataclasses import asdict

        print_json({"checked": checked, "problems": [asdict(problem) for problem in problems]})
    elif output_format == "github":
        for problem in problems:
            print_line(_annotation(problem))
    elif problems:
        for problem in problems:
            if problem.file is None:
                fail_at(problem.place, problem.message)
            else:
                sys.stderr.write(f"{_line(problem)}\n")
        if sys.stderr.isatty():
            fail(f"{counted(len(problems), 'problem')} in {counted(checked, 'scenario')}")
    else:
        print_line(f"{counted(checked, 'scenario')} checked, no problems")


def _line(problem: LocatedProblem) -> str:
    """FILE:LINE:COLUMN: FIELD: MESSAGE, as editors read it, of a problem in a file."""
    field = f"{problem.path}:" if problem.path else ""
    parts = ((f"{problem.file}:{problem.line}:{problem.column}:", "strong"), (field, "hint"))
    told = [styled(clean(text), style, sys.stderr) for text, style in parts if text]
    return " ".join([*told, clean(problem.message)])


def _annotation(problem: LocatedProblem) -> str:
    place = ""
    if problem.file is not None:
        file = _escaped(problem.file).replace(",", "%2C").replace(":", "%3A")
        place = f" file={file},line={problem.line},col={problem.column}"
    message = f"{problem.path}: {problem.message}" if problem.path else problem.message
    return f"::error{place}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
