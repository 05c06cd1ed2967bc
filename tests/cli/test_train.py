"""`memory-maze train`: runs, and what is said where they cannot be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "examples" / "tiny_room.yaml"

TINY = ("--set", "mazes=4", "--set", "segment=10", "--set", "parts=2", "--set", "hidden=16", "--threads", "1")


@pytest.mark.needs("torch")
def test_a_run_is_trained_resumed_and_played(run: Callable, folder: Path) -> None:
    shutil.copy(ROOM, folder / "room.yaml")
    result = run("train", "room.yaml", "--steps", "80", "--out", "a", *TINY)
    assert (result.code, result.out) == (0, "a: 80 steps, 0 episodes\n")
    result = run("train", "room.yaml", "--steps", "4e2", "--out", "a", *TINY)
    assert result.code == 1
    assert result.sentence == "a has a run already; add --resume, or choose another folder"
    result = run("train", "room.yaml", "--steps", "4e2", "--out", "a", "--resume", "--json", *TINY)
    facts = json.loads(result.out)
    assert (facts["env_steps"], facts["episodes"]) == (400, 4)
    result = run("evaluate", "room.yaml", "--policy", "a", "--policy", "a:greedy", "--episodes", "1", "--json")
    assert [one["policy"] for one in json.loads(result.out)] == ["a", "a:greedy"]
    result = run("render", "room.yaml", "--policy", "a:greedy", "--steps", "5", "--out", "a.png")
    assert (result.code, (folder / "a.png").is_file()) == (0, True)
    result = run("dataset", "generate", "room.yaml", "--policy", "a", "--episodes", "1", "--steps", "60", "--out", "d")
    assert result.code == 0, result.err


@pytest.mark.needs("torch")
def test_a_run_goes_on_elsewhere_with_other_settings(run: Callable, folder: Path) -> None:
    shutil.copy(ROOM, folder / "room.yaml")
    run("train", "room.yaml", "--steps", "80", "--out", "a", *TINY)
    before = (folder / "a" / "checkpoint.pt").read_bytes()
    branched = ("train", "room.yaml", "--from", "a", "--steps", "160", *TINY, "--threads", "2", "--set", "entropy=0.5")
    result = run(*branched, "--out", "b")
    assert (result.code, result.out) == (0, "b: 160 steps, 0 episodes\n")
    told = json.loads((folder / "b" / "config.json").read_text())
    assert (told["settings"]["entropy"], told["begun"]) == (0.5, {"from": "a", "env_steps": 80})
    assert told["threads"] == 2
    assert (folder / "a" / "checkpoint.pt").read_bytes() == before
    assert "a run already" in run(*branched, "--out", "b").sentence
    assert run(*branched[:-1], "entropy=0.5", "--out", "b", "--resume").code == 0
    (folder / "empty").mkdir()
    assert run(*branched, "--out", "empty", "--resume").code == 0
    assert json.loads((folder / "empty" / "config.json").read_text())["begun"]["from"] == "a"
    for changed, sentence in (
        (("--set", "hidden=8"), "hidden cannot change on the way; only objective, passes"),
        (("--size", "paper"), "size cannot change on the way; only objective, passes"),
        (("--seed", "1"), "a was begun with another seed; name the same, or begin a new run"),
        (("-o", "objects.count=1"), "a was begun with other scenarios"),
        (("--from", "nowhere"), "nowhere has no config.json of a training run"),
        (("--device", "tpu"), "there is no device 'tpu'"),
    ):
        assert run(*branched, *changed, "--out", "c").sentence.startswith(sentence)
    assert not (folder / "c").exists()


@pytest.mark.needs("torch")
def test_a_gpu_that_torch_does_not_find_is_told(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    result = run("train", "classic/9x9", "--device", "cuda", "--out", "a")
    assert (result.code, result.sentence.partition(";")[0]) == (1, "torch finds no GPU here")
    assert not (folder / "a").exists()


@pytest.mark.needs("torch")
def test_what_cannot_be_trained(run: Callable, folder: Path) -> None:
    result = run("train", "classic/9x8", "--out", "a")
    assert result.sentence == "there is no scenario 'classic/9x8'; did you mean 'classic/9x9'?"
    result = run("train", "classic/9x9", "--set", "entropi=1", "--out", "a")
    assert result.sentence == "there is no setting 'entropi'; did you mean 'entropy'?"
    (folder / "set").mkdir()
    (folder / "set" / "dataset.json").write_text("{}")
    result = run("train", "classic/9x9", "--resume", "--out", "set")
    assert (result.code, result.sentence) == (1, "set holds a dataset; choose another folder")
    result = run("train", "classic/9x9", "--device", "tpu", "--out", "a")
    assert (result.code, result.sentence) == (1, "there is no device 'tpu'; give cpu or cuda")
    result = run("train", "classic/9x9", "-o", "control.actions=continuous", "--out", "a")
    assert result.sentence == "the agent chooses one of six actions; add -o control.actions=discrete"
    assert not Path("a").exists()


def test_misuse(run: Callable) -> None:
    assert run("train", "classic/9x9").code == 2
    result = run("train", "classic/9x9", "--steps", "1.5", "--out", "a")
    assert "give a whole number from 1 to" in result.err
    assert "such as 5e6, not '1.5'" in result.err
    assert "write NAME=VALUE, not 'x'" in run("train", "classic/9x9", "--set", "x", "--out", "a").err


def test_without_torch_it_says_how_to_get_it(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith("memory_maze.baselines.online")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("memory_maze.installed.is_installed", lambda package: package != "torch")
    result = run("train", "classic/9x9", "--out", "a")
    assert result.code == 1
    assert result.sentence == (
        "an agent that learns needs torch, which is not installed; run pip install 'memory-maze-scenarios[baselines]'"
    )
