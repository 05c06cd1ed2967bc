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


def a_run(folder: Path, scenario: str = "classic/9x9") -> str:
    folder.mkdir()
    facts = {"agent": "online", "scenario": scenario, "seed": 0, "settings": {"size": "small"}}
    (folder / "config.json").write_text(json.dumps(facts))
    (folder / "curve.csv").write_text("env_steps,return_mean,return_se\n50000,0.5,0.1\n100000,1.5,0.2\n")
    return folder.name


def test_curves_of_runs_are_drawn(run: Callable, folder: Path) -> None:
    first, second = a_run(folder / "a"), a_run(folder / "b")
    result = run("results", "plot", first, second, "--until", "5e6", "--out", "returns.svg")
    assert (result.code, result.out) == (0, "wrote returns.svg: 2 runs of classic/9x9\n")
    assert "published IMPALA" in (folder / "returns.svg").read_text()


def test_what_cannot_be_plotted_is_told_and_nothing_written(run: Callable, folder: Path) -> None:
    first, other = a_run(folder / "a"), a_run(folder / "b", "mine.yaml")
    assert "these runs are of classic/9x9, mine.yaml" in run("results", "plot", first, other).err
    assert run("results", "plot", "gone").sentence.startswith("gone is no run of `memory-maze train`")
    assert "name a file that ends in .png" in run("results", "plot", first, "--out", "a.txt").err
    assert not (folder / "out").exists()
