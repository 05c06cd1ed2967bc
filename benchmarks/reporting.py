"""What every benchmark prints: tables for people, or JSON for programs, and a line of the history.

    with reporting(parser) as (arguments, report):
        table = report.table({"walkers": "{}", "microseconds": "{:.1f}"})
        table.add(8, 38.8)

`--json` prints one object instead of tables. `--keep` adds the same object as a line to results/benchmarks.jsonl: with
the commit, the machine and the versions, so that figures of one machine can be followed over the years.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

HISTORY = ROOT / "results" / "benchmarks.jsonl"
"""One line a run that was kept."""

PACKAGES = ("memory-maze-scenarios", "mujoco", "numba", "numpy")

Cell = str | float


def parser_of(about: str | None) -> argparse.ArgumentParser:
    """A parser with the options that every benchmark has; `about` is the script's docstring."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--keep", action="store_true", help="add the figures to results/benchmarks.jsonl")
    return parser


class Table:
    """Rows of figures, printed one by one."""

    def __init__(self, columns: Mapping[str, str], is_quiet: bool) -> None:
        self._columns, self._is_quiet = dict(columns), is_quiet
        self._rows: list[tuple[Cell, ...]] = []
        ruler = ("---" if form == "{}" else "---:" for form in self._columns.values())
        self._print("|".join(["", *(f" {name} " for name in self._columns), ""]))
        self._print("|".join(["", *ruler, ""]))

    def add(self, *cells: Cell) -> None:
        """Adds a row: a figure for each column."""
        self._rows.append(cells)
        shown = (form.format(cell) for form, cell in zip(self._columns.values(), cells, strict=True))
        self._print("|".join(["", *(f" {cell} " for cell in shown), ""]))

    def close(self) -> dict[str, Any]:
        """Ends the table and gives it back for JSON, its figures not rounded."""
        self._print("")
        return {"columns": list(self._columns), "rows": self._rows}

    def _print(self, line: str) -> None:
        if not self._is_quiet:
            print(line, flush=True)


class Report:
    """The tables and notes of one run."""

    def __init__(self, is_quiet: bool) -> None:
        self._is_quiet = is_quiet
        self._notes: list[str] = []
        self._closed: list[dict[str, Any]] = []
        self._open: Table | None = None

    def note(self, text: str) -> None:
        """Says something in one line."""
        self._end_table()
        self._notes.append(text)
        if not self._is_quiet:
            print(f"{text}\n", flush=True)

    def table(self, columns: Mapping[str, str]) -> Table:
        """Begins a table.

        Args:
          columns: heads, each with the form of its cells for people, such as `{:.1f}`; `{}` for words.
        """
        self._end_table()
        self._open = Table(columns, self._is_quiet)
        return self._open

    def told(self) -> dict[str, Any]:
        """Everything that was said."""
        self._end_table()
        return {"notes": self._notes, "tables": self._closed}

    def _end_table(self) -> None:
        if self._open is not None:
            self._closed.append(self._open.close())
            self._open = None


@contextmanager
def reporting(parser: argparse.ArgumentParser) -> Iterator[tuple[argparse.Namespace, Report]]:
    """Reads the command line, and at the end prints or keeps what was reported, as the options say."""
    arguments = parser.parse_args()
    report = Report(arguments.json)
    yield arguments, report
    options = {name: value for name, value in vars(arguments).items() if name not in ("json", "keep")}
    whole = {"benchmark": Path(sys.argv[0]).stem, "options": options, **circumstances(), **report.told()}
    if arguments.json:
        print(json.dumps(whole, indent=2))
    if arguments.keep:
        HISTORY.parent.mkdir(exist_ok=True)
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(whole) + "\n")


def circumstances() -> dict[str, Any]:
    """When, of what, and on which machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": {"system": platform.system(), "processor": _processor(), "cores": cores},
        "versions": {"python": platform.python_version(), **_versions()},
    }


def _commit() -> str | None:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or None


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or platform.machine()


def _versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
