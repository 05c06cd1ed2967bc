"""A window that shows frames at a steady rate and tells which keys go down and up, by pygame (extra `gui`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray


class WindowUnavailable(RuntimeError):
    """No window can be opened; the message says why and what to do."""


class Event(NamedTuple):
    """Something that a person did."""

    kind: Literal["press", "release", "close"]
    key: str = ""
    """Its name in lower case, such as `up` or `w`."""


class Screen:
    """One window. It is as large as the frames that it is opened for."""

    def __init__(self, width: int, height: int, title: str) -> None:
        """Opens the window.

        Args:
          width: pixels.
          height: pixels.
          title: of the window.

        Raises:
          WindowUnavailable: pygame is not installed, or there is no display.
        """
        try:
            import pygame
        except ImportError:
            raise WindowUnavailable("a window needs pygame; run pip install 'memory-maze-scenarios[gui]'") from None
        self._pygame: Any = pygame
        try:
            pygame.display.init()
            self._surface = pygame.display.set_mode((width, height))
            pygame.display.set_caption(title)
        except pygame.error as error:
            pygame.display.quit()
            raise WindowUnavailable(f"no window can be opened: {error}") from None
        self._clock = pygame.time.Clock()

    def show(self, frame: NDArray[np.uint8], frames_a_second: float) -> None:
        """Shows uint8 [height, width, 3], and waits until it is time for the next one."""
        pygame = self._pygame
        pygame.event.pump()
        self._surface.blit(pygame.surfarray.make_surface(frame.swapaxes(0, 1)), (0, 0))
        pygame.display.flip()
        self._clock.tick(frames_a_second)

    def events(self) -> Iterator[Event]:
        """What has happened since it was asked last."""
        pygame = self._pygame
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                yield Event("close")
            elif event.type in (pygame.KEYDOWN, pygame.KEYUP):
                kind: Literal["press", "release"] = "press" if event.type == pygame.KEYDOWN else "release"
                yield Event(kind, pygame.key.name(event.key).lower())

    def close(self) -> None:
        """Closes the window. May be called twice."""
        self._pygame.display.quit()
