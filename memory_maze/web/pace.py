"""When a game in the browser takes its next step, and when its next picture is drawn."""

from __future__ import annotations

import time

from memory_maze.play.pace import Pace as Steps
from memory_maze.play.pace import Phase

FOREVER = 3600.0
"""Seconds that a game sleeps at most while nothing is due."""


class Pace(Steps):
    """One game's clock. Control steps are due at a steady rate, pictures as often as there is something new to see."""

    def __init__(self, frequency: float, frames: float) -> None:
        """Waits for the first key.

        Args:
          frequency: control steps a second, in real time.
          frames: pictures a second, at most.
        """
        super().__init__(frequency, stepwise=False)
        self.is_large = True
        """Whether pictures are drawn large, and then also between control steps."""
        self._frames = frames
        self._drawn_at = 0.0
        self._is_new = True

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
        """Goes over to a phase, which there is a picture of.

        Args:
          phase: from now on.
          at_once: whether a step is due now, and not a step later.
        """
        super().go(phase, at_once=at_once)
        self._is_new = True

    def changed(self) -> None:
        """There is something new to be drawn."""
        self._is_new = True

    def takes_picture(self) -> bool:
        """Whether a picture is to be drawn now."""
        now = time.perf_counter()
        if not (self._is_new or self.is_smooth) or now < self._picture_due():
            return False
        self._is_new, self._drawn_at = False, now
        return True

    def share(self) -> float:
        """How far a picture is on the way from the last control step's beginning to its end, 0 to 1."""
        return super().share() if self.is_smooth else 1.0

    def _picture_due(self) -> float:
        return self._drawn_at + 1.0 / self._frames if self.phase == "running" else 0.0
