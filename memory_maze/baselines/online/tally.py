"""What a run has come to: steps, episodes, their returns, and where the time went."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.agents.means import standard_error
from memory_maze.baselines.online.learning import Losses

LATEST = 100
"""Episodes that the mean return is taken over."""

KINDS = ("mazes", "acting", "learning")
"""What processor time goes to."""


@dataclass
class Tally:
    """Counts on; all of it goes into a checkpoint."""

    running: NDArray[np.float64]
    """float64 [N]: what each maze's episode has returned so far."""
    steps: int = 0
    """Control steps of all mazes together."""
    segments: int = 0
    stage: int | None = None
    """The stage of a curriculum that new episodes belong to, counted from 0; None of other tasks."""
    episodes: int = 0
    """Those that were played from beginning to end."""
    returns: deque[float] = field(default_factory=lambda: deque(maxlen=LATEST))
    clock: float = 0.0
    """Seconds of the clock."""
    cpu: dict[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 0.0))
    """Seconds of processor time, of all threads, by kind of work."""
    losses: list[Losses] = field(default_factory=list)
    """What steps of the optimiser saw since the last row of the curve."""

    def add(self, rewards: NDArray[np.float64], ended: NDArray[np.bool_]) -> None:
        """Takes a control step of all mazes into account; float64 and bool [N]."""
        self.steps += len(rewards)
        self.running += rewards
        self.episodes += int(np.count_nonzero(ended))
        self.returns.extend(self.running[ended].tolist())
        self.running[ended] = 0.0

    @contextmanager
    def timed(self, kind: str) -> Iterator[None]:
        """Counts the processor time of what is done inside."""
        before = time.process_time()
        yield
        self.cpu[kind] += time.process_time() - before

    @property
    def mean_return(self) -> float | None:
        """Of the latest episodes; None before the first one is over."""
        return fmean(self.returns) if self.returns else None

    def row(self) -> dict[str, Any]:
        """A row of the curve; the losses are since the last one."""
        losses = {name: fmean(getattr(one, name) for one in self.losses) for name in Losses._fields if self.losses}
        self.losses.clear()
        return {
            "env_steps": self.steps,
            "clock_s": round(self.clock, 1),
            "cpu_s": round(sum(self.cpu.values()), 1),
            "episodes": self.episodes,
            "return_mean": _shown(self.mean_return),
            "return_se": _shown(standard_error(self.returns)),
            **{name: _shown(value) for name, value in losses.items()},
            **{f"{kind}_cpu_s": round(self.cpu[kind], 1) for kind in KINDS},
            **({} if self.stage is None else {"stage": self.stage}),
        }


def _shown(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
