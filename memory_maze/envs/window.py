"""The window of Gymnasium's render mode "human"."""

from __future__ import annotations

import numpy as np
from gymnasium import logger
from numpy.typing import NDArray

from memory_maze.envs.screen import Screen, WindowUnavailable


class Window:
    """Shows frames at a steady rate. Where no window can be opened it says so once and shows nothing: a lost display
    should not end a long run."""

    def __init__(self, size: int, title: str, frames_a_second: float) -> None:
        """Opens the window.

        Args:
          size: pixels a side.
          title: of the window.
          frames_a_second: `show` waits to keep to it.
        """
        self._rate = frames_a_second
        self._screen: Screen | None = None
        try:
            self._screen = Screen(size, size, title)
        except WindowUnavailable as error:
            logger.warn(f"render_mode 'human' shows nothing: {error}")

    def show(self, frame: NDArray[np.uint8]) -> None:
        """Shows uint8 [size, size, 3], and waits until it is time for it."""
        if self._screen is not None:
            self._screen.show(frame)
            self._screen.wait(self._rate)

    def close(self) -> None:
        """Closes the window."""
        if self._screen is not None:
            self._screen.close()
            self._screen = None
