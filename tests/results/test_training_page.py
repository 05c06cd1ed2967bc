"""docs/training.md has what is in results/online."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from memory_maze.agents.means import with_error
from tests.pages import ROOT

RESULTS = ROOT / "results" / "online"

PAGE = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(not RESULTS.exists(), reason="looks at files of a checkout")


def cells(begin: str) -> list[str]:
    """The row of a table that begins so, without its first cell."""
    [row] = [line for line in PAGE.splitlines() if line.startswith(f"| {begin} |")]
    return [cell.strip() for cell in row.split("|")[2:-1]]


def evaluated(run: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((RESULTS / run / "eval.json").read_text())
    return told


@pytest.mark.parametrize(
    ("task", "folder"),
    [("T-maze", "short-t-maze"), ("delayed recall", "short-delayed-recall"), ("one shot", "short-one-shot")],
)
@pytest.mark.parametrize(
    ("agent", "run"),
    [("GRU", "gru"), ("no memory", "none"), ("no memory, map and way in the picture", "none-with-map")],
)
def test_memory_isolated_is_as_measured(task: str, folder: str, agent: str, run: str) -> None:
    with (RESULTS / folder / run / "curve.csv").open(newline="") as lines:
        last = list(csv.DictReader(lines))[-1]
    drawn = evaluated(f"{folder}/{run}")[0]
    assert (drawn["seed"], drawn["episodes"]) == (1000, 100)
    assert cells(f"{task} | {agent}")[2:] == [
        f"{int(last['env_steps']):,}",
        f"{float(last['cpu_s']) / 60:.1f}",
        with_error(drawn["mean"], drawn["standard_error"]),
    ]


@pytest.mark.parametrize(
    "run",
    [
        "9x9-small-lower-rate/seed-0",
        "9x9-small-less-entropy/seed-1",
        "9x9-small-four-passes/seed-2",
        "9x9-small-farther-credit-least-entropy/seed-4",
        "11x11-small-lower-falling-rate/seed-0",
    ],
)
def test_what_it_reaches_is_as_evaluated(run: str) -> None:
    for result in evaluated(run):
        assert with_error(result["mean"], result["standard_error"]) in PAGE
