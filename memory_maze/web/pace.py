"""When a game takes its next step, and when its next picture is drawn."""

from __future__ import annotations

import time
from typing import Literal

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How fast a game may run, times real time."""

FOREVER = 3600.0
"""Seconds that a game sleeps at most while nothing is due."""

Phase = Literal["ready", "running", "paused", "over"]
"""`ready` waits for a person's first key."""


class Pace:
    """One game's clock. Control steps are due at a steady rate; whoever is late does not run after the clock."""

    def __init__(self, frequency: float, frames: float) -> None:
        """Waits for the first key.

        Args:
          frequency: control steps a second, in real time.
          frames: large pictures a second, at most.
        """
        self.phase: Phase = "ready"
        self.speed = 1.0
        self.is_large = True
        """Whether pictures are drawn large, and then also between control steps."""
        self._frequency, self._frames = frequency, frames
        self._due = self._drawn_at = 0.0
        self._is_new = True

    @property
    def step_seconds(self) -> float:
        """Seconds that a control step takes."""
        return 1.0 / (self._frequency * self.speed)

    @property
    def is_smooth(self) -> bool:
        """Whether there are pictures between the control steps now."""
        return self.phase == "running" and self.is_large and self.step_seconds > 1.0 / self._frames

    def wait(self) -> float:
        """Seconds until something is due."""
        due = [self._due] if self.phase == "running" else []
        if self._is_new or self.is_smooth:
            due.append(self._picture_due())
        return min(max(0.0, min(due, default=FOREVER + time.perf_counter()) - time.perf_counter()), FOREVER)

    def go(self, phase: Phase, *, at_once: bool = False) -> None:
        """Goes over to a phase.

        Args:
          phase: from now on.
          at_once: whether a step is due now, and not a step later.
        """
        self.phase = phase
        self._due = time.perf_counter() + (0.0 if at_once else self.step_seconds)
        self._is_new = True

    def changed(self) -> None:
        """There is something new to be drawn."""
        self._is_new = True

    def takes_step(self) -> bool:
        """Whether a step is to be taken now; the next one is due a step later."""
        now = time.perf_counter()
        if self.phase != "running" or now < self._due:
            return False
        self._due = max(self._due, now - self.step_seconds) + self.step_seconds
        return True

    def takes_picture(self) -> bool:
        """Whether a picture is to be drawn now."""
        now = time.perf_counter()
        if not (self._is_new or self.is_smooth) or now < self._picture_due():
            return False
        self._is_new, self._drawn_at = False, now
        return True

    def share(self) -> float:
        """How far this moment is on the way from the last control step's beginning to its end, 0 to 1."""
        if not self.is_smooth:
            return 1.0
        return min(1.0, max(0.0, 1.0 - (self._due - time.perf_counter()) / self.step_seconds))

    def _picture_due(self) -> float:
        return self._drawn_at + 1.0 / self._frames if self.phase == "running" else 0.0
