"""What an error looks like from outside: `error:` and what is wrong, `hint:` and the way out, and an exit code.

The library says both in one sentence: what is wrong, a semicolon, what to do.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

from .printing import clean, clean_block, styled

INPUT_IS_WRONG = 1
MISUSED = 2
INTERNAL = 70

TRACEBACK = "MEMORY_MAZE_TRACEBACK"
"""Environment variable: shows where an error comes from."""

OF_PRINTING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Errors of a write."""

_PRINTERS = ("typer", "click", "rich", f"{__package__}.printing", f"{__package__}.app")
"""Modules that write to the standard output; commands write files by name."""


def fail(message: str, way_out: str = "") -> None:
    """Prints an error on stderr.

    Args:
      message: what is wrong; without `way_out` what follows its last semicolon is the way out.
      way_out: what to do about it.
    """
    _print(*((message, way_out) if way_out else parted(message)))


def fail_at(place: str, sentence: str) -> None:
    """Prints an error on stderr.

    Args:
      place: what the sentence is about, with what parts it from the sentence; kept as it is, semicolons too.
      sentence: what is wrong, and behind its last semicolon the way out.
    """
    _print(*_behind(place, sentence))


def tell(error: Exception) -> int:
    """Prints an error as people should see it; returns the exit code."""
    if os.environ.get(TRACEBACK):
        sys.stderr.write(clean_block("".join(traceback.format_exception(error))))
    if isinstance(error, MemoryError):
        fail("there is not enough memory; ask for less at once")
        return INPUT_IS_WRONG
    if not _is_expected(error):
        package, way = _of_extension(error)
        if package:
            sys.stderr.write(clean_block(way))
            fail_at("", f"{package}, a package that adds words to memory-maze, failed: {_named(error)}")
            return INPUT_IS_WRONG
        fail(
            f"this is a fault of memory-maze: {_named(error)}",
            f"{TRACEBACK}=1 memory-maze ... shows where it comes from; please report that",
        )
        return INTERNAL
    sys.stderr.write(clean_block(getattr(error, "trace", "")))
    for message, way_out in _sentences(error):
        _print(message, way_out)
    return INPUT_IS_WRONG


def parted(sentence: str) -> tuple[str, str]:
    """What is wrong and what to do, from one sentence: what follows its last semicolon outside quotes and brackets."""
    quote, depth, found = "", 0, -1
    for place, sign in enumerate(sentence):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"`" and not sentence[place - 1 : place].isalnum():
            quote = sign
        elif sign == "(" and ")" in sentence[place:]:
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif not depth and sentence.startswith("; ", place):
            found = place
    return (sentence, "") if found < 0 else (sentence[:found], sentence[found + 2 :])


def _print(message: str, way_out: str) -> None:
    lines = [f"{styled('error:', 'error', sys.stderr)} {clean(message)}\n"]
    if way_out:
        lines.append(f"{styled('hint:', 'hint', sys.stderr)} {clean(way_out)}\n")
    sys.stderr.write("".join(lines))


def _is_expected(error: Exception) -> bool:
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] == "memory_maze"


def _of_extension(error: Exception) -> tuple[str, str]:
    """The package that added words to our tables and in whose code the error came up, and the way from there to it."""
    from memory_maze.tables import packages_of_others

    theirs = packages_of_others()
    for frame in _frames(error.__traceback__):
        package = _module(frame).partition(".")[0]
        if package in theirs:
            return package, "".join(traceback.format_exception(type(error), error, frame))
    return "", ""


def _sentences(error: Exception) -> list[tuple[str, str]]:
    """What is wrong and what to do, of each thing that is wrong. Files keep the semicolons of their names."""
    if problems := getattr(error, "problems", None):
        return [_behind(problem.place, problem.message) for problem in problems]
    if isinstance(error, OSError) and error.strerror:
        name = error.filename
        if name is None and error.errno in OF_PRINTING and _is_of_printing(error.__traceback__):
            name = "standard output"
        return [_behind("" if name is None else f"{name}: ", error.strerror)]
    if getattr(error, "trace", ""):
        # Whoever raised it first does not know how our sentences are made.
        return [(str(error), "")]
    return [parted(str(error) or _named(error))]


def _behind(place: str, sentence: str) -> tuple[str, str]:
    message, way_out = parted(sentence)
    return f"{place}{message}", way_out


def _named(error: Exception) -> str:
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _is_of_printing(trace: TracebackType | None) -> bool:
    *_, module = ("", *(_module(frame) for frame in _frames(trace)))
    return any(module == printer or module.startswith(f"{printer}.") for printer in _PRINTERS)


def _frames(trace: TracebackType | None) -> Iterator[TracebackType]:
    """Outermost first."""
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _module(frame: TracebackType) -> str:
    return str(frame.tb_frame.f_globals.get("__name__", ""))
