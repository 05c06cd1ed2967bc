"""A window that shows frames at a steady rate and tells which keys go down and up, by pygame (extra `gui`)."""

from __future__ import annotations

import contextlib
import os
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
    """The key's name in lower case, such as `up` or `w`."""


UNSEEN = ("dummy", "offscreen")
"""Drivers that show nothing. Where there is no display SDL takes one of them without a word."""

_DRIVER = "SDL_VIDEODRIVER"
"""SDL's variable for what it draws with."""


def desktop_size() -> tuple[int, int]:
    """Width and height of the first screen, pixels.

    Raises:
      WindowUnavailable: pygame is not installed, or there is no display.
    """
    width, height = _started().display.get_desktop_sizes()[0]
    return int(width), int(height)


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
        self._shape = (height, width, 3)
        pygame = self._pygame = _started()
        try:
            self._surface = pygame.display.set_mode((width, height))
            pygame.display.set_caption(title)
        except pygame.error as error:
            pygame.display.quit()
            raise WindowUnavailable(f"no window can be opened: {error}") from None
        self._clock = pygame.time.Clock()

    def blank(self) -> NDArray[np.uint8]:
        """A grey frame of the window's size, uint8 [height, width, 3]."""
        return np.full(self._shape, 128, np.uint8)

    def show(self, frame: NDArray[np.uint8]) -> None:
        """Shows uint8 [height, width, 3].

        Raises:
          WindowUnavailable: another part of the program has ended pygame.
        """
        pygame = self._alive()
        pygame.event.pump()
        self._surface.blit(pygame.surfarray.make_surface(frame.swapaxes(0, 1)), (0, 0))
        pygame.display.flip()

    def wait(self, times_a_second: float) -> None:
        """Waits so long that this happens so often."""
        self._clock.tick(times_a_second)

    def events(self) -> Iterator[Event]:
        """What has happened since it was asked last.

        Raises:
          WindowUnavailable: another part of the program has ended pygame.
        """
        pygame = self._alive()
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                yield Event("close")
            elif event.type in (pygame.KEYDOWN, pygame.KEYUP):
                kind: Literal["press", "release"] = "press" if event.type == pygame.KEYDOWN else "release"
                yield Event(kind, pygame.key.name(event.key).lower())

    def close(self) -> None:
        """Closes the window. May be called twice."""
        self._pygame.display.quit()

    def _alive(self) -> Any:
        """pygame, as long as it can be used."""
        if not self._pygame.display.get_init():
            raise WindowUnavailable("the window is gone: another part of this program has ended pygame")
        return self._pygame


def _started() -> Any:
    """pygame, once it has found a display."""
    try:
        import pygame
    except ImportError:
        raise WindowUnavailable("a window needs pygame; run pip install 'memory-maze-scenarios[gui]'") from None
    try:
        with _silence():
            pygame.display.init()
        driver = pygame.display.get_driver()
    except pygame.error as error:
        raise WindowUnavailable(f"no window can be opened: {error}") from None
    if driver in UNSEEN and os.environ.get(_DRIVER) != driver:
        pygame.display.quit()
        raise WindowUnavailable("no window can be opened: there is no display; on a server, use memory-maze render")
    return pygame


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Lets nothing through to the process's stderr: what SDL's libraries write there says less than its exception."""
    try:
        kept = os.dup(2)
    except OSError:
        # There is no stderr.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
