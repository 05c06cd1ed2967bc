"""Who compiles what just now: of processes that need the same function at once, one compiles it and the others wait.

A claim is a lock on one byte of a file beside the compiled code, so that it ends with its process, however that ends.
Where files cannot be locked, nobody waits, and each process compiles for itself.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from memory_maze.compiling import files

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

PATIENCE = 120.0
"""Seconds to wait for another process; what it has not made by then is compiled here as well."""

_GLANCE = 0.02
"""Seconds between two looks at whether the other process is ready."""

_NAME = "claims.lock"

_opened: dict[tuple[int, Path], int] = {}
"""Descriptors of the files with claims, by process and folder. They are never closed: closing any descriptor of a
file would end all claims that the process has in it."""


def take(stem: str) -> bool:
    """Claims a function; waits while another process has it.

    Args:
      stem: what the names of the function's files begin with.

    Returns:
      Whether there was somebody to wait for, who may have left what is wanted.
    """
    waited = False
    deadline = time.monotonic() + PATIENCE
    while not _try_to_lock(stem) and time.monotonic() < deadline:
        waited = True
        time.sleep(_GLANCE)
    return waited


def is_taken(stem: str) -> bool:
    """Whether another process compiles a function."""
    if not _try_to_lock(stem):
        return True
    leave(stem)
    return False


def leave(stem: str) -> None:
    """Ends a claim; without one, does nothing."""
    descriptor = _descriptor()
    if fcntl is not None and descriptor is not None:
        with suppress(OSError):
            fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, _byte(stem))


def _try_to_lock(stem: str) -> bool:
    """Whether the claim is this process's now. Where nothing can be locked, it always is."""
    descriptor = _descriptor()
    if fcntl is None or descriptor is None:
        return True
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _byte(stem))
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _descriptor() -> int | None:
    place = files.folder()
    if place is None:
        return None
    key = os.getpid(), place
    if key not in _opened:
        try:
            place.mkdir(parents=True, exist_ok=True)
            _opened[key] = os.open(place / _NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError:
            return None
    return _opened[key]


def _byte(stem: str) -> int:
    return int(files.short_hash(stem)[:7], 16)
