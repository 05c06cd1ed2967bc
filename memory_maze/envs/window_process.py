"""A window as a process: opens it, shows the frames that arrive on the standard input, ends when they do.

Run as `python -m memory_maze.envs.window_process WIDTH HEIGHT TITLE`. Its first line says `ready`, or why it cannot be.
"""

from __future__ import annotations

import signal
import sys
from queue import Empty, SimpleQueue
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from memory_maze.envs.screen import Screen, WindowUnavailable
from memory_maze.envs.window import READY

LOOKS = 50.0
"""A second, at which events are answered and frames looked for."""

Frames = SimpleQueue[NDArray[np.uint8] | None]
"""uint8 [height, width, 3]; None at the end."""


def main(width: int, height: int, title: str) -> None:
    """Shows frames until there are no more, or the window is closed."""
    # Ctrl-C at a terminal reaches this process too; the environment decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        screen = Screen(width, height, title)
    except WindowUnavailable as error:
        _say(str(error))
        return
    _say(READY)
    frames: Frames = SimpleQueue()
    Thread(target=_read, args=(frames, (height, width, 3)), daemon=True).start()
    while not any(event.kind == "close" for event in screen.events()):
        try:
            frame = frames.get_nowait()
        except Empty:
            screen.wait(LOOKS)
            continue
        if frame is None:
            break
        screen.show(frame)
    screen.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _read(frames: Frames, shape: tuple[int, int, int]) -> None:
    # Unbuffered: a buffer would be locked by this thread when the process ends.
    with open(0, "rb", buffering=0, closefd=False) as source:
        while True:
            frame = np.empty(shape, np.uint8)
            left = memoryview(frame.data).cast("B")
            while left:
                count = source.readinto(left)
                if not count:
                    frames.put(None)
                    return
                left = left[count:]
            frames.put(frame)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
