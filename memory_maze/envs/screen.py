"""A window that shows frames at a steady rate and tells which keys go down and up, by pygame (extra `gui`)."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray


class WindowUnavailable(RuntimeError):
    """No window can be opened; the message says why and what to do."""


class Event(NamedTuple):
    """Something that a person did."""

    kind: Literal["press", "release", "leave", "close"]
    """`leave`: the window is no longer the one that keys are meant for, and hears of no release."""
    key: str = ""
    """The key's name in lower case, such as `up` or `w`; for some signs the sign itself, see `SIGNS`."""


SIGNS = "[]?+-"
"""Signs that are told as such when they are typed: keyboards have them on different keys."""


UNSEEN = ("dummy", "offscreen")
"""Drivers that show nothing. Where there is no display SDL takes one of them without a word."""

_DRIVER = "SDL_VIDEODRIVER"
"""SDL's variable for what it draws with."""

_SHARPNESS = ("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
"""SDL's variable that keeps Windows from enlarging a window's pixels on a fine screen."""


def desktop_size() -> tuple[int, int]:
    """Width and height of the first screen, pixels.

    Raises:
      WindowUnavailable: pygame is not installed, or there is no display.
    """
    width, height = _started().display.get_desktop_sizes()[0]
    return int(width), int(height)


class Screen:
    """One window. It is as large as the frames that it is opened for, unless a person may resize it."""

    def __init__(self, width: int, height: int, title: str, *, resizable: bool = False) -> None:
        """Opens the window.

        Args:
          width: pixels.
          height: pixels.
          title: of the window.
          resizable: whether a person may change its size; frames follow `size` then.

        Raises:
          WindowUnavailable: pygame is not installed, or there is no display.
        """
        pygame = self._pygame = _started()
        try:
            self._surface = pygame.display.set_mode((width, height), pygame.RESIZABLE if resizable else 0)
            pygame.display.set_caption(title)
        except pygame.error as error:
            pygame.display.quit()
            raise WindowUnavailable(f"no window can be opened: {error}") from None
        self._clock = pygame.time.Clock()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        width, height = self._surface.get_size()
        return int(width), int(height)

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
        for event in self._alive().event.get():
            yield from self._told(event)

    def close(self) -> None:
        """Closes the window. May be called twice."""
        self._pygame.display.quit()

    def _told(self, event: Any) -> Iterator[Event]:
        """What one of pygame's events means."""
        pygame = self._pygame
        if event.type == pygame.QUIT:
            yield Event("close")
        elif event.type == pygame.WINDOWFOCUSLOST:
            yield Event("leave")
        elif event.type == pygame.VIDEORESIZE:
            self._surface = pygame.display.get_surface()
        elif event.type in (pygame.KEYDOWN, pygame.KEYUP):
            typed = getattr(event, "unicode", "")
            sign = typed if typed and typed in SIGNS else ""
            kind: Literal["press", "release"] = "press" if event.type == pygame.KEYDOWN else "release"
            yield Event(kind, sign or pygame.key.name(event.key).lower())

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
    if sys.platform == "win32":
        os.environ.setdefault(*_SHARPNESS)
    try:
        with silence():
            pygame.display.init()
        driver = pygame.display.get_driver()
    except pygame.error as error:
        raise WindowUnavailable(f"no window can be opened: {error}") from None
    if driver in UNSEEN and os.environ.get(_DRIVER) != driver:
        pygame.display.quit()
        raise WindowUnavailable("no window can be opened: there is no display; on a server, use memory-maze render")
    return pygame


@contextlib.contextmanager
def silence() -> Iterator[None]:
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
