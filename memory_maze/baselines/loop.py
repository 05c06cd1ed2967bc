"""The loop of a training run: it learns, tells how it goes, and loses a minute at most to a kill."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from memory_maze.baselines.curve import Curve

CHECKPOINT_SECONDS = 60.0
"""Between two checkpoints of a run: what a kill loses at most."""


class Tally(Protocol):
    """How far a run is."""

    steps: int

    def row(self) -> dict[str, Any]:
        """A row of the curve; begins the next one."""


TallyT = TypeVar("TallyT", bound=Tally)


class Trainer(Protocol[TallyT]):
    """What learns."""

    tally: TallyT

    def save(self, run: Path) -> None:
        """Writes a checkpoint into a run's folder."""


def learn_until(
    steps: int,
    trainer: Trainer[TallyT],
    run: Path,
    *,
    advances: Iterable[object],
    is_row_due: Callable[[int], bool],
    report: Callable[[TallyT], None],
) -> None:
    """Learns, and keeps what comes of it, until a run has come to so many steps.

    Args:
      steps: from the beginning of the run.
      trainer: what learns.
      run: the folder of the run.
      advances: learns a little further each time that it is asked for more, and ends when it has come so far.
      is_row_due: whether the curve is to have a row, by the steps of its last one.
      report: is told after each advance.
    """
    tally = trainer.tally
    curve, saved = Curve(run, tally.steps), time.monotonic()
    try:
        for _ in advances:
            is_last = tally.steps >= steps
            if is_last or is_row_due(curve.steps):
                curve.add(tally.row())
            if is_last or time.monotonic() - saved >= CHECKPOINT_SECONDS:
                trainer.save(run)
                saved = time.monotonic()
            report(tally)
    finally:
        curve.close()
