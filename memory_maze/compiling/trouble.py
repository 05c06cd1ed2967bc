"""What is wrong with the kept code, said once: it stops nobody, but who waits for the compiler should know why."""

from __future__ import annotations

import logging

_log = logging.getLogger("memory_maze.compiling")

_told: list[str] = []


def tell(sentence: str) -> None:
    """Logs a warning, the first time in a process. Unlike Python's own warnings, it can never become an exception."""
    if not _told:
        _told.append(sentence)
        _log.warning("%s", sentence)
