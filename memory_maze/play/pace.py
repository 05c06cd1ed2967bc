"""When the next control step is taken: at a steady rate, faster or slower, or for each key press."""

from __future__ import annotations

import time
from typing import Literal

SPEEDS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""How fast a game may run, times its rate."""

HURRY = 4.0
"""How many times as fast it runs while a key is held for it."""

Phase = Literal["ready", "running", "paused", "over"]
"""`ready` waits for a person's first key."""


class Pace:
    """The clock of a game. Who is late does not run after it."""

    def __init__(self, rate: float, stepwise: bool) -> None:
        """Waits for the first key.

        Args:
          rate: control steps a second.
          stepwise: whether a step is taken for each `press`, and none else.
        """
        self.phase: Phase = "ready"
        self.stepwise = stepwise
        self.hurries = False
        """Whether a key is held that makes it fast."""
        self._rate, self._speed = rate, SPEEDS.index(1.0)
        self._due = 0.0
        self._pressed = 0

    @property
    def speed(self) -> float:
        """How fast it runs, times its rate."""
        return SPEEDS[self._speed] * (HURRY if self.hurries else 1.0)

    @property
    def step_seconds(self) -> float:
        """Seconds that a control step takes."""
        return 1.0 / (self._rate * self.speed)

    def change_speed(self, by: int) -> None:
        """Goes so many places up or down in `SPEEDS`."""
        self._speed = min(max(self._speed + by, 0), len(SPEEDS) - 1)

    def run_at(self, speed: float) -> None:
        """Goes over to one of `SPEEDS`."""
        self._speed = SPEEDS.index(speed)

    def toggle_stepwise(self) -> None:
        """Goes over to steps one by one, or back to the clock."""
        self.stepwise = not self.stepwise

    def go(self, phase: Phase, *, at_once: bool = False) -> None:
        """Goes over to a phase.

        Args:
          phase: from now on.
          at_once: whether a step is due now, and not a step later.
        """
        self.phase = phase
        self._pressed = 0
        self._due = time.perf_counter() + (0.0 if at_once else self.step_seconds)

    def press(self) -> None:
        """A key asks for a step, which counts where steps are taken one by one."""
        self._pressed += self.stepwise

    @property
    def is_late(self) -> bool:
        """Whether the next step is due already."""
        return self.phase == "running" and not self.stepwise and time.perf_counter() >= self._due

    def takes_step(self) -> bool:
        """Whether a step is to be taken now; if so, the next one is due a step later."""
        if self.phase != "running":
            return False
        if self.stepwise:
            taken = self._pressed > 0
            self._pressed -= taken
            return taken
        now = time.perf_counter()
        if now < self._due:
            return False
        self._due = max(self._due, now - self.step_seconds) + self.step_seconds
        return True

    def share(self) -> float:
        """How much of the last control step's time is over, 0 to 1; 1 where no time passes."""
        if self.phase != "running" or self.stepwise:
            return 1.0
        return min(1.0, max(0.0, 1.0 - (self._due - time.perf_counter()) / self.step_seconds))
