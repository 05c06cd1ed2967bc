"""Benchmarks tell their figures in one way: tables, JSON, and a line of the history."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages import ROOT

FOLDER = ROOT / "benchmarks"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="looks at files of a checkout")

SCRIPTS = sorted(
    file for file in FOLDER.glob("*.py") if not file.stem.endswith("_worker") and file.stem not in ("peer", "reporting")
)

KEEPS_RESULTS = ("catalogue",)
"""What has a folder of results of its own."""

SAMPLE = """
from reporting import parser_of, reporting

with reporting(parser_of("A sample.")) as (arguments, report):
    report.note("two cores")
    table = report.table({"what": "{}", "seconds": "{:.1f}", "share": "{:.0%}"})
    table.add("one", 1.25, 0.5)
"""


def sample(folder: Path, *options: str) -> str:
    program = f"import reporting; reporting.HISTORY = reporting.Path({str(folder / 'history.jsonl')!r})" + SAMPLE
    command = [sys.executable, "-c", program, *options]
    return subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_script_reports_and_is_listed(script: Path) -> None:
    assert f"`{script.name}`" in (FOLDER / "README.md").read_text()
    if script.stem not in KEEPS_RESULTS:
        text = script.read_text()
        assert "parser_of(__doc__)" in text
        assert "with reporting(parser)" in text


def test_a_report_is_a_table_for_people(tmp_path: Path) -> None:
    assert sample(tmp_path) == ("two cores\n\n| what | seconds | share |\n|---|---:|---:|\n| one | 1.2 | 50% |\n\n")
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_json_for_programs_and_a_line_of_the_history(tmp_path: Path) -> None:
    told = [json.loads(sample(tmp_path, "--json", "--keep")) for _ in range(2)]
    assert told[0]["notes"] == ["two cores"]
    assert told[0]["tables"] == [{"columns": ["what", "seconds", "share"], "rows": [["one", 1.25, 0.5]]}]
    assert {"benchmark", "options", "date", "commit", "machine", "versions"} <= set(told[0])
    kept = (tmp_path / "history.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in kept] == told
