"""A window for people to look at frames, by pygame."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import logger
from numpy.typing import NDArray


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
        self._pygame: Any = None
        try:
            import pygame

            pygame.display.init()
            self._screen = pygame.display.set_mode((size, size))
            pygame.display.set_caption(title)
            self._clock = pygame.time.Clock()
            self._pygame = pygame
        except ImportError:
            logger.warn("render_mode 'human' needs pygame; run pip install 'memory-maze-scenarios[gui]'")
        except pygame.error as error:
            logger.warn(f"no window can be opened ({error}); use render_mode 'rgb_array'")

    def show(self, frame: NDArray[np.uint8]) -> None:
        """Shows uint8 [size, size, 3], and waits until it is time for it."""
        if self._pygame is None:
            return
        self._pygame.event.pump()
        self._screen.blit(self._pygame.surfarray.make_surface(frame.swapaxes(0, 1)), (0, 0))
        self._pygame.display.flip()
        self._clock.tick(self._rate)

    def close(self) -> None:
        """Closes the window."""
        if self._pygame is not None:
            self._pygame.display.quit()
            self._pygame = None
