"""The window of a game: it can be resized and fill the screen, and it listens to gamepads."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from memory_maze.envs.screen import Event, Screen
from memory_maze.play.gamepad import Gamepad


class GameWindow(Screen):
    """One window, whose size is for the person to choose."""

    def __init__(self, width: int, height: int, title: str) -> None:
        """Opens the window; see `Screen`."""
        super().__init__(width, height, title, resizable=True)
        self._before: tuple[int, int] | None = None
        self._gamepad = Gamepad()
        self._pads: dict[int, Any] = {}
        with contextlib.suppress(self._pygame.error):
            self._pygame.joystick.init()

    def toggle_full_screen(self) -> None:
        """Fills the screen, or goes back to the size before."""
        pygame = self._alive()
        if self._before is None:
            self._before = self.size
            self._surface = pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        else:
            # Some drivers leave the full screen in one call, and give the size in another.
            for _ in range(2):
                self._surface = pygame.display.set_mode(self._before, pygame.RESIZABLE)
            self._before = None

    def _told(self, event: Any) -> Iterator[Event]:
        pygame = self._pygame
        if event.type == pygame.JOYDEVICEADDED:
            pad = pygame.joystick.Joystick(event.device_index)
            self._pads[pad.get_instance_id()] = pad
        elif event.type == pygame.JOYDEVICEREMOVED:
            self._pads.pop(event.instance_id, None)
            yield Event("leave")
        elif event.type in (pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP):
            yield from self._gamepad.button(event.button, event.type == pygame.JOYBUTTONDOWN)
        elif event.type == pygame.JOYAXISMOTION:
            yield from self._gamepad.axis(event.axis, event.value)
        elif event.type == pygame.JOYHATMOTION:
            yield from self._gamepad.cross(*event.value)
        else:
            yield from super()._told(event)
