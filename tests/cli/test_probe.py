"""`memory-maze probe`: figures, and what is said where there can be none."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.baselines.probing import made


def test_constant_is_measured(run: Callable, folder: Path) -> None:
    made.dataset(folder / "data", moments=41)
    result = run("probe", "evaluate", "constant", "--data", "data", "--out", "told.json")
    assert result.code == 0, result.err
    cells = result.out.rstrip("\n").split("\t")
    assert (cells[:2], len(cells)) == (["constant", "4"], 10)
    told = json.loads((folder / "told.json").read_text())
    assert f"{told['second_half']['walls']['mean']:.2f}" == cells[2]
    again = run("probe", "evaluate", "constant", "--data", "data", "--episodes", "2", "--json")
    assert json.loads(again.out)["evaluated"] == 2


def test_in_a_terminal_there_is_a_table(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.dataset(folder / "data", moments=41)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    lines = run("probe", "evaluate", "constant", "--data", "data").out.splitlines()
    assert lines[0] == "data: 4 trajectories, mean ± standard error"
    assert lines[-1].startswith("constant")
    assert lines[-1].count("±") == 4


def test_what_cannot_be_measured(run: Callable, folder: Path) -> None:
    result = run("probe", "evaluate", "constant", "--data", "nowhere")
    assert (result.code, "nowhere" in result.sentence) == (1, True)
    made.dataset(folder / "data", moments=5)
    assert (
        "none that is called 'test'"
        in run("probe", "evaluate", "constant", "--data", "data", "--eval", "test").sentence
    )
    assert "there is no model 'x'; use constant" in run("probe", "evaluate", "x", "--data", "data").sentence
    assert run("probe", "evaluate", "constant").code == 2
    (folder / "taken").mkdir()
    assert "is a folder" in run("probe", "evaluate", "constant", "--data", "data", "--out", "taken").sentence


def test_probes_need_torch(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.dataset(folder / "data", moments=5)
    monkeypatch.setattr("memory_maze.installed.is_installed", lambda package: package != "torch")
    result = run("probe", "evaluate", "tests.baselines.probing.made:Counting", "--data", "data")
    assert result.sentence == (
        "a probe that learns needs torch, which is not installed; run pip install 'memory-maze-scenarios[baselines]'"
    )


@pytest.mark.needs("torch")
def test_a_model_of_ones_own_is_measured(run: Callable, folder: Path) -> None:
    made.dataset(folder / "data", moments=11)
    (folder / "mine.py").write_text("from tests.baselines.probing.made import Counting as Model\n")
    result = run("probe", "evaluate", "mine.py:Model", "--data", "data", "--steps", "2", "--json")
    assert result.code == 0, result.err
    told = json.loads(result.out)
    assert (told["model"], told["probes"]) == ("mine.py:Model", {"steps": 2, "seed": 0})
