"""The bytes of files that documents name: regular files alone, no further than they may reach."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from pathlib import Path

from memory_maze.scenario.documents.decoding import MAX_BYTES
from memory_maze.scenario.errors import ScenarioError

ADDRESS = "^[a-zA-Z][a-zA-Z0-9+.-]+:/"
"""How addresses in the net begin, as a regular expression."""

_ALLOWED: ContextVar[tuple[Path, ...] | None] = ContextVar("folders that may be read", default=None)


class NoSuchFile(ScenarioError):
    """There is nothing of that name."""


def shown_path(file: Path) -> str:
    """A file as it is named in messages: from the current folder if it is in there, else in full."""
    try:
        return str(file.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(file)


@contextlib.contextmanager
def reading_only(folders: Iterable[Path]) -> Iterator[None]:
    """Lets documents reach no file outside some folders, in this thread or task, whatever they and their parents name.

    Args:
      folders: with all that is below them; links that lead out of them are not followed.
    """
    token = _ALLOWED.set(tuple(folder.resolve() for folder in folders))
    try:
        yield
    finally:
        _ALLOWED.reset(token)


def is_address(name: str) -> bool:
    """Whether a name is one in the net, of which nothing is fetched."""
    return re.match(ADDRESS, name) is not None


def hint_on_name(file: Path) -> str:
    """The end of a sentence about a file that is not there because of how its name is written; else nothing."""
    if "\\" in file.name:
        return "; write folders with /"
    return "; ~ is not replaced here, so write the folder in full" if file.parts[:1] == ("~",) else ""


def read_bytes(file: Path, kind: str) -> bytes:
    """The first bytes of a file, at most one more than `MAX_BYTES`.

    Args:
      file: is read if it is a regular one.
      kind: of the files that may be named instead, such as ".yaml".

    Raises:
      NoSuchFile: there is none.
      ScenarioError: it is a folder, a pipe, a socket or a device, cannot be read, or may not be, see `reading_only`.
    """
    shown = shown_path(file)
    if not _may_be_read(file):
        raise ScenarioError(f"{shown!r} is outside the folders that may be read here; name one inside them")
    try:
        # Opening a pipe that nobody writes to would wait for ever.
        mode = os.stat(file).st_mode
        if stat.S_ISDIR(mode):
            raise ScenarioError(f"{shown!r} is a folder; name a {kind} file in it")
        if not stat.S_ISREG(mode):
            raise ScenarioError(f"{shown!r} is a pipe, socket or device; name a regular {kind} file")
        with open(file, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NoSuchFile(f"there is no file {shown!r}") from None
    except ScenarioError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ScenarioError(f"cannot read {shown!r}: {reason}") from None


def _may_be_read(file: Path) -> bool:
    allowed = _ALLOWED.get()
    if allowed is None:
        return True
    try:
        return any(file.resolve().is_relative_to(folder) for folder in allowed)
    except (OSError, ValueError, RuntimeError):
        return False
