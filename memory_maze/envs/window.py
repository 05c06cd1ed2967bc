"""The window of render mode "human": a small process of its own, by `window_process`.

So it answers its owner while an agent thinks, needs no main thread, and nothing that the program does with pygame, or
another environment with its window, can end it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress

import numpy as np
from gymnasium import logger
from numpy.typing import NDArray

PROCESS = "memory_maze.envs.window_process"

READY = "ready"
"""What the process says once its window is open. Anything else is why none can be."""

PATIENCE = 5.0
"""Seconds for the process to end by itself."""


class Window:
    """Shows frames at a steady rate. Where no window can be opened, or it is closed, it says so once and shows nothing:
    a lost display should not end a long run."""

    def __init__(self, size: tuple[int, int], title: str, frames_a_second: float) -> None:
        """Opens the window.

        Args:
          size: width and height, pixels.
          title: of the window.
          frames_a_second: `show` waits to keep to it.
        """
        self._seconds = 1.0 / frames_a_second
        self._due = 0.0
        self._process, lacks = _opened(size, title)
        if lacks:
            self.close()
            logger.warn(f"render_mode 'human' shows nothing: {lacks}")

    def show(self, frame: NDArray[np.uint8]) -> None:
        """Shows uint8 [height, width, 3] of the window's size, and waits until it is time for it."""
        if self._process is None or self._process.stdin is None:
            return
        try:
            self._process.stdin.write(frame.tobytes())
            self._process.stdin.flush()
        except OSError:
            self.close()
            logger.warn("the window was closed; the environment goes on without it")
            return
        now = time.perf_counter()
        time.sleep(max(0.0, self._due - now))
        self._due = max(self._due, now) + self._seconds

    def close(self) -> None:
        """Closes the window. May be called twice."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    # What was not written yet cannot be any more when the process has ended.
                    pipe.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _opened(size: tuple[int, int], title: str) -> tuple[subprocess.Popen[bytes] | None, str]:
    """The process, and why it has no window, if it has none."""
    surroundings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
    }
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", PROCESS, *map(str, size), title],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
        )
    except OSError as error:
        return None, f"its process cannot be started: {error}"
    assert process.stdout is not None
    answer = process.stdout.readline().decode().strip()
    return process, "" if answer == READY else answer or "its process ended at once"
