"""How returns grow while agents train: runs of `memory-maze train`, and what the paper's figures show."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from memory_maze.agents.trained import CONFIG
from memory_maze.results.files import ResultsError

CURVE = "curve.csv"
"""What the file of a run is called that has a row now and then."""


class Point(NamedTuple):
    """What was measured after so many control steps."""

    steps: float
    mean: float
    """Mean return of the latest episodes."""
    error: float | None
    """The mean's standard error; None where it is not told."""


class Curve(NamedTuple):
    """Returns of one agent over control steps of training."""

    agent: str
    scenario: str
    """What the scenario is called."""
    points: tuple[Point, ...]


READ_OFF = "read off the figures of arXiv 2210.13383, within 0.4"
"""Where `PUBLISHED_CURVES` come from."""

_STEPS = (5e6, 10e6, 25e6, 50e6, 75e6, 100e6)

PUBLISHED_CURVES: Mapping[str, Mapping[str, tuple[float | None, ...]]] = {
    "classic/9x9": {
        "published IMPALA": (7.8, 11.2, 17.1, 21.5, 22.8, 23.0),
        "published Dreamer": (16.8, 21.5, 25.6, 27.3, 27.9, 28.1),
        "published Dreamer TBTT": (17.1, 22.8, 30.4, 32.0, 32.4, 33.1),
    },
    "classic/11x11": {
        "published IMPALA": (2.0, 10.8, 17.1, 23.4, 26.1, 28.1),
        "published Dreamer TBTT": (6.9, 14.2, 23.1, 28.7, 30.2, 31.6),
    },
    "classic/13x13": {
        "published IMPALA": (0.7, 7.6, 14.5, 20.7, 24.9, 27.1),
        "published Dreamer TBTT": (3.3, 6.6, 12.1, 17.3, 19.3, 20.0),
    },
    "classic/15x15": {
        "published IMPALA": (None, 1.6, 9.4, 13.7, 16.1, 18.3),
        "published Dreamer TBTT": (1.9, 2.2, 4.6, 5.6, 5.9, 5.4),
    },
}
"""Mean returns after 5, 10, 25, 50, 75 and 100 million control steps, by scenario and agent; see `READ_OFF`."""


def published_curves(scenario: str) -> list[Curve]:
    """The paper's curves for a scenario, by its name; none where it has none."""
    return [
        Curve(agent, scenario, tuple(_read_off(means))) for agent, means in PUBLISHED_CURVES.get(scenario, {}).items()
    ]


def read_curve(run: Path) -> Curve:
    """The curve of a folder that `memory-maze train` wrote.

    Raises:
      ResultsError: it is no such folder, or no episode is over yet.
      OSError: it cannot be read.
    """
    try:
        facts = json.loads((run / CONFIG).read_text(encoding="utf-8"))
        scenario, agent = str(facts["scenario"]), f"{facts['settings']['size']}, seed {facts['seed']}"
        points = tuple(_point(row) for row in rows_of(run / CURVE) if row["return_mean"])
    except (FileNotFoundError, NotADirectoryError):
        raise ResultsError(f"{run} is no run of `memory-maze train`; it has no {CONFIG}") from None
    except (ValueError, KeyError, TypeError):
        raise ResultsError(f"{run} is no run of `memory-maze train`, or its files are damaged") from None
    if not points:
        raise ResultsError(f"no episode is over yet in {run}; train it longer")
    return Curve(agent, scenario, points)


def read_curves(runs: Sequence[Path]) -> list[Curve]:
    """Several of them, each once; those of equal size and seed are called by the ends of their folders' names.

    Raises:
      ResultsError, OSError: see `read_curve`.
    """
    runs = list({run.resolve(): run for run in runs}.values())
    curves = [read_curve(run) for run in runs]
    count = Counter(curve.agent for curve in curves)
    return [
        curve._replace(agent="/".join(run.absolute().parts[-2:])) if count[curve.agent] > 1 else curve
        for run, curve in zip(runs, curves, strict=True)
    ]


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows of a curve's file, as text by column; none where there is no file.

    Raises:
      OSError: it cannot be read.
    """
    if not file.is_file():
        return []
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _read_off(means: tuple[float | None, ...]) -> Iterator[Point]:
    for steps, mean in zip(_STEPS, means, strict=True):
        if mean is not None:
            yield Point(steps, mean, None)


def _point(row: Mapping[str, str]) -> Point:
    error = row["return_se"]
    return Point(float(row["env_steps"]), float(row["return_mean"]), float(error) if error else None)
