"""A gamepad as keys: its stick and its cross drive, its buttons do what keys do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from memory_maze.envs.screen import Event

BUTTONS: Mapping[int, str] = {0: "space", 1: "r", 2: "m", 3: "v", 4: "tab", 5: "tab", 6: "h", 7: "return"}
"""The key that a button stands for: A, B, X, Y, the two shoulders, back and start of the usual pads."""

THRESHOLD = 0.5
"""How far a stick is pushed when it counts."""

_AXES = (("left", "right"), ("up", "down"))
"""Keys of the first stick: across, and along."""


class Gamepad:
    """Remembers which directions are held, and tells what changes."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, int], str] = {}

    def button(self, number: int, down: bool) -> Iterator[Event]:
        """A button goes down or comes up."""
        if number in BUTTONS:
            yield Event("press" if down else "release", BUTTONS[number])

    def axis(self, number: int, value: float) -> Iterator[Event]:
        """A stick is moved: axis 0 across, 1 along, each in [-1, 1]."""
        if number < len(_AXES):
            yield from self._turn("axis", number, (value > THRESHOLD) - (value < -THRESHOLD))

    def cross(self, across: int, along: int) -> Iterator[Event]:
        """The cross is pressed: -1, 0 or 1 across, and along, where 1 is up."""
        yield from self._turn("cross", 0, across)
        yield from self._turn("cross", 1, -along)

    def _turn(self, what: str, number: int, side: int) -> Iterator[Event]:
        key = "" if side == 0 else _AXES[number][side > 0]
        before = self._held.get((what, number), "")
        if key == before:
            return
        self._held[what, number] = key
        if before:
            yield Event("release", before)
        if key:
            yield Event("press", key)
