"""`memory-maze results check` tells what is wrong with results."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

HUNDRED = ("--policy", "noop", "--episodes", "100", "--seed", "1000", "--json")


def test_what_evaluate_prints_is_checked(run: Callable, folder: Path) -> None:
    (folder / "mine.json").write_text(run("evaluate", "examples/t-maze", *HUNDRED).out)
    result = run("results", "check", "mine.json")
    assert (result.code, result.out) == (0, "1 result checked, no faults\n")


def test_faults_are_lines_and_an_exit_code(run: Callable, folder: Path) -> None:
    (folder / "short.json").write_text(run("evaluate", "examples/t-maze", *HUNDRED[:2], *HUNDRED[-1:]).out)
    (folder / "no.json").write_text("x")
    result = run("results", "check", "short.json", "no.json")
    assert (result.code, result.out) == (1, "")
    first, second = result.err.splitlines()
    assert first.startswith("short.json: episodes: the table is of 100 episodes")
    assert second.startswith("no.json: is no JSON")
    told = json.loads(run("results", "check", "short.json", "no.json", "--json").out)
    assert (told["results"], [fault["file"] for fault in told["faults"]]) == (1, ["short.json", "no.json"])


def test_a_file_that_is_not_there_is_an_error(run: Callable) -> None:
    assert run("results", "check", "gone.json").sentence == "gone.json: No such file or directory"
