"""How a run went: `curve.csv`, a row now and then, and TensorBoard where it is installed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memory_maze.files import write_whole
from memory_maze.installed import is_installed
from memory_maze.results.curves import CURVE, rows_of


class Curve:
    """The rows of a run so far. The file is whole at any time."""

    def __init__(self, run: Path, steps: int) -> None:
        """Goes on after what had been written when a run had come to so many steps.

        Args:
          run: its folder.
          steps: what was written later is forgotten.
        """
        self.file = run / CURVE
        self.rows = [row for row in rows_of(self.file) if _steps(row) <= steps]
        self.board: Any = None
        if is_installed("tensorboard"):
            from torch.utils.tensorboard import SummaryWriter

            self.board = SummaryWriter(str(run / "tensorboard"), purge_step=steps)

    @property
    def steps(self) -> int:
        """The steps of the last row; 0 before there is one."""
        return _steps(self.rows[-1]) if self.rows else 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Writes a row; all have the same columns, the first of which counts steps."""
        steps = _steps(row)
        self.rows.append({name: "" if value is None else str(value) for name, value in row.items()})
        text = io.StringIO()
        writer = csv.DictWriter(text, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        write_whole(self.file, text.getvalue().encode())
        if self.board is not None:
            for name, value in row.items():
                if value is not None:
                    self.board.add_scalar(name, value, steps)

    def close(self) -> None:
        """Closes what TensorBoard reads."""
        if self.board is not None:
            self.board.close()


def last_row(run: Path) -> dict[str, float]:
    """The figures of a run's last row; empty where there is none."""
    rows = rows_of(run / CURVE)
    return {name: float(text) for name, text in rows[-1].items() if text} if rows else {}


def _steps(row: Mapping[str, Any]) -> int:
    return int(next(iter(row.values())))
