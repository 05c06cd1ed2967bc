"""`memory-maze probe`: figures, and what is said where there can be none."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

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
    assert lines[-1].count("±") == 6


def test_what_cannot_be_measured(run: Callable, folder: Path) -> None:
    result = run("probe", "evaluate", "constant", "--data", "nowhere")
    assert (result.code, "nowhere" in result.sentence) == (1, True)
    made.dataset(folder / "data", moments=5)
    assert (
        "none that is called 'test'"
        in run("probe", "evaluate", "constant", "--data", "data", "--eval", "test").sentence
    )
    assert (
        "there is no model 'x'; use constant, pose, a run's folder"
        in run("probe", "evaluate", "x", "--data", "data").sentence
    )
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
    assert (told["model"], told["probes"]["steps"], told["probes"]["width"]) == ("mine.py:Model", 2, 1024)


TINY = [
    *("--set", "deter=8", "--set", "latent=3", "--set", "depth=2", "--set", "probe_width=8", "--set", "length=5"),
    *("--threads", "1"),
]


@pytest.mark.needs("torch")
def test_a_row_is_trained_resumed_and_evaluated(run: Callable, folder: Path) -> None:
    made.dataset(folder / "data", moments=11, side=8)
    result = run("probe", "train", "oracle", "--data", "data", "--steps", "2", "--out", "a", *TINY)
    assert (result.code, result.out[:11]) == (0, "a: 2 steps,"), result.err
    again = ("probe", "train", "oracle", "--data", "data", "--steps", "3", "--out", "a", *TINY)
    assert run(*again).sentence == "a has a run already; add --resume, or choose another folder"
    assert json.loads(run(*again, "--resume", "--json").out)["steps"] == 3
    told = json.loads(run("probe", "evaluate", "a", "--data", "data", "--json").out)
    assert (told["model"], told["trained"]["steps"], told["trained"]["trajectories"]) == ("oracle", 3, 6)


@pytest.mark.needs("torch")
def test_data_are_made_when_somebody_says_so(run: Callable) -> None:
    result = run("probe", "train", "vae", "--data", "nowhere", "--out", "a")
    assert result.code == 2
    assert result.err.startswith("nowhere is not there; 2064 trajectories of classic/9x9 take 9.3 GB and about ")
    assert "add --yes, or make it with memory-maze dataset generate" in result.err


def test_what_is_believed_is_filmed(run: Callable, folder: Path) -> None:
    made.dataset(folder / "data", moments=9)
    result = run("probe", "film", "constant", "--data", "data", "--length", "3", "--out", "film.gif")
    assert (result.code, result.out) == (0, "wrote film.gif: 4 moments\n"), result.err
    with Image.open(folder / "film.gif") as film:
        assert film.n_frames == 4
    result = run("probe", "film", "constant", "--data", "data", "--episode", "4", "--out", "film.gif")
    assert "eval has trajectories 0 to 3" in result.err
