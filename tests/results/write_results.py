"""Writes docs/results.md's tables from results/: `python -m tests.results.write_results`.

In results/, published.json has what the paper reports; catalogue/ what benchmarks/catalogue.py measures of scripted
policies; online/ what `memory-maze train` made, and agents/ what was handed in, all as `memory-maze evaluate --json`
prints it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.catalogue import BENCHMARK, measured, scores
from memory_maze.agents.means import with_error
from memory_maze.results.files import beside, read_results
from memory_maze.scenario import digest, load
from memory_maze.tables import POLICIES
from tests.pages import ROOT

PAGE = ROOT / "docs" / "results.md"

RESULTS = ROOT / "results"

UNTOLD = "0.1.0"
"""The version of results that were made before they named it."""

_TABLE = re.compile(r"(<!-- results: (\w+) -->\n).*?(<!-- end of results -->)", re.DOTALL)


class Row(NamedTuple):
    """What one agent did in one scenario."""

    scenario: str
    agent: str
    mean: float
    error: float | None
    version: str
    """Of this package; empty where the paper reports it."""
    source: str = ""
    """Where the scenario is found, if not by its name."""


def rewritten(text: str) -> str:
    """The page with the tables of today; what people wrote stays."""
    tables = {"benchmark": benchmark, "scenarios": scenarios}
    return _TABLE.sub(lambda found: found[1] + "".join(f"{line}\n" for line in tables[found[2]]()) + found[3], text)


def benchmark() -> Iterator[str]:
    """A row an agent, a column a size; published ones first, each group by its scores."""
    yield f"| agent | {' | '.join(name.partition('/')[2] for name in BENCHMARK)} | source |"
    yield "|---|" + "---:|" * len(BENCHMARK) + "---|"
    for rows, source in ((list(published()), "paper"), (list(ours()), "")):
        by_agent: dict[str, dict[str, Row]] = {}
        for row in rows:
            if row.scenario in BENCHMARK:
                by_agent.setdefault(row.agent, {})[row.scenario] = row
        for agent, known in by_agent.items():
            cells = [_cell(known.get(name)) for name in BENCHMARK]
            made = source or f"here, {max(row.version for row in known.values())}"
            yield f"| {agent} | {' | '.join(cells)} | {made} |"


def scenarios() -> Iterator[str]:
    """A row a scenario and agent, the best first."""
    yield "| scenario | agent | mean return | version | digest |"
    yield "|---|---|---:|---|---|"
    rows = list(ours())
    for name in dict.fromkeys([*measured(), *(row.scenario for row in rows)]):
        for row in sorted((row for row in rows if row.scenario == name), key=lambda row: (-row.mean, row.agent)):
            exact = digest(load(row.source or name))[:12]
            yield f"| `{name}` | {row.agent} | {_cell(row)} | {row.version} | `{exact}` |"


def published() -> Iterator[Row]:
    """What the paper reports."""
    for agent in _told("published.json")["agents"]:
        yield from (Row(name, agent["name"], mean, error, "") for name, (mean, error) in agent["returns"].items())


def ours() -> Iterator[Row]:
    """What was measured here."""
    yield from scripted()
    yield from evaluated()


def scripted() -> Iterator[Row]:
    for name in measured():
        for policy, told in scores(name).items():
            version = told.get("version", UNTOLD)
            yield Row(name, f"`{policy}`", told["mean"], told["standard_error"], version)


def evaluated() -> Iterator[Row]:
    """Trained agents, ours and those that were handed in."""
    for file in files_of_results():
        for result in read_results(file):
            name = f"`{result.policy}`" if result.policy in POLICIES.words() else result.name
            found = beside(result.scenario, file)
            yield Row(result.scenario, name, result.mean, result.standard_error, result.version or "", source=found)


def files_of_results() -> list[Path]:
    """What `evaluate --json` printed."""
    return [*sorted(RESULTS.glob("online/**/eval.json")), *sorted(RESULTS.glob("agents/*.json"))]


def _told(name: str) -> Any:
    return json.loads((RESULTS / name).read_text(encoding="utf-8"))


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    if row.version:
        return with_error(row.mean, row.error)
    return f"{row.mean:.1f}" if row.error is None else f"{row.mean:.1f} ± {row.error:.1f}"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
