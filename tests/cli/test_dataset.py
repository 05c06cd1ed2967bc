from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from memory_maze_cli.app import app
from memory_maze_cli.dataset import dataset
from typer.testing import CliRunner

SMALL = ("classic/9x9", "--steps", "5", "--workers", "1")
VERBS = [str(command.name) for command in dataset.registered_commands]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_examples(verb: str) -> None:
    result = CliRunner().invoke(app, ["dataset", verb, "--help"])
    assert result.exit_code == 0
    assert f"memory-maze dataset {verb}" in result.output.partition("Examples:")[2]


def test_a_set_is_made_completed_and_looked_at(run: Callable, folder: Path) -> None:
    first = run("dataset", "generate", *SMALL, "--split", "train=2,eval=1", "--out", "d", "--only", "0,2")
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("d: 2 trajectories made, ")
    assert first.out.endswith(", 1 still to be made\n")
    assert run("dataset", "info", "d").out.splitlines()[-1] == "the dataset is not complete: generate again to go on"
    second = run("dataset", "generate", *SMALL, "--split", "train=2,eval=1", "--out", "d", "--json")
    made = json.loads(second.out)
    assert (made["made"], made["already"], made["missing"]) == (1, 2, 0)
    assert run("dataset", "check", "d", "--workers", "1") == (0, "3 trajectories checked, no problems\n", "")
    info = run("dataset", "info", "d")
    assert info.out.splitlines()[1] == "policy wanderer, seed 0, 5 steps a trajectory"
    assert [line.split()[:3] for line in info.out.splitlines()[2:]] == [["train", "2/2", "10"], ["eval", "1/1", "5"]]
    assert json.loads(run("dataset", "info", "d", "--json").out)["complete"] is True


def test_files_that_hold_nothing_are_told_of(run: Callable, folder: Path) -> None:
    (folder / "d").mkdir()
    np.savez(folder / "d" / "a-60.npz")
    np.savez(folder / "d" / "b-60.npz", reward=np.zeros(61))
    told = run("dataset", "info", "d").out.splitlines()
    assert told[0].split("\t")[:3] == [".", "1", "60"]
    assert told[1:] == [".: 1 file without arrays, counted as no trajectory"]


def test_a_command_warns_of_what_is_left_out(run: Callable, folder: Path) -> None:
    run("dataset", "generate", *SMALL, "--episodes", "2", "--out", "d")
    (folder / "d" / "train" / "00000001-5.npz").unlink()
    told = run("dataset", "preview", "d", "--out", "x.png", "--clip", "x.gif").err
    assert told.startswith("warning: d: train/00000001-5.npz cannot be used, and its trajectory is left out; ")


def test_lists_that_are_given_in_parts_count_as_one(run: Callable, folder: Path) -> None:
    parts = ("--split", "train=2", "--split", "eval=1", "--only", "0", "--only", "2")
    run("dataset", "generate", *SMALL, *parts, "--out", "d")
    info = run("dataset", "info", "d").out.splitlines()
    assert [line.split()[:2] for line in info[2:4]] == [["train", "1/2"], ["eval", "1/1"]]
    twice = run("dataset", "generate", *SMALL, "--split", "train=2", "--split", "train=1", "--out", "e")
    assert (twice.code, twice.sentence.partition(";")[0]) == (2, "--split: 'train=2,train=1' is no list of splits")


def test_a_check_that_finds_something_fails(run: Callable, folder: Path) -> None:
    run("dataset", "generate", *SMALL, "--episodes", "1", "--out", "d")
    file = folder / "d" / "train" / "00000000-5.npz"
    file.write_bytes(file.read_bytes()[:-1])
    found = run("dataset", "check", "d", "--workers", "1")
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("train/00000000-5.npz: has ")
    told = json.loads(run("dataset", "check", "d", "--workers", "1", "--json").out)
    assert told["problems"][0]["file"] == "train/00000000-5.npz"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["generate", "classic/9x8", "--episodes", "1", "--out", "d"], "there is no scenario 'classic/9x8'"),
        (["generate", *SMALL, "--episodes", "1", "--out", "taken"], "taken: "),
        (["generate", *SMALL, "--episodes", "1", "--out", "d", "--only", "1"], "there is no trajectory 1"),
        (["check", "nowhere"], "nowhere is no dataset: it has no dataset.json"),
        (["info", "nowhere"], "nowhere holds neither a dataset nor NPZ or Zarr files"),
    ],
)
def test_wrong_input_is_1_and_one_sentence(run: Callable, folder: Path, arguments: list[str], sentence: str) -> None:
    (folder / "taken").write_text("a file")
    result = run("dataset", *arguments)
    assert (result.code, result.out) == (1, "")
    assert sentence in result.sentence


@pytest.mark.parametrize(
    ("option", "value"),
    [("--split", "train"), ("--split", "a=1,a=2"), ("--shard", "2/2"), ("--shard", "x"), ("--only", "3-1")],
)
def test_misuse_is_2_with_a_hint(run: Callable, option: str, value: str) -> None:
    result = run("dataset", "generate", "classic/9x9", "--episodes", "3", "--out", "d", option, value)
    assert (result.code, result.out) == (2, "")
    assert option in result.sentence


def test_a_set_of_unknown_size_is_misuse(run: Callable) -> None:
    result = run("dataset", "generate", "classic/9x9", "--out", "d")
    assert (result.code, result.out) == (2, "")
    assert result.sentence.startswith("say how many trajectories to make: --episodes N, or --split train=N,eval=M")


def test_a_number_of_trajectories_is_asked_for_with_the_options_that_say_it(run: Callable) -> None:
    result = run("dataset", "generate", "classic/9x9", "--out", "d")
    assert (result.code, result.out) == (2, "")
    assert "--episodes N, or --split train=N" in " ".join(result.err.split())


def test_what_is_wrong_with_many_files_is_one_line(run: Callable, folder: Path) -> None:
    run("dataset", "generate", *SMALL, "--split", "train=7,eval=1", "--only", "0-6", "--out", "d")
    assert run("dataset", "check", "d", "--workers", "1").err == (
        "eval: 1 of 1 trajectory is still to be made; generate again to go on\n"
    )
    for part in (folder / "d" / "parts").iterdir():
        part.unlink()
    has_no_line = "has no line in the manifest; generate again to make it anew"
    found = run("dataset", "check", "d", "--workers", "1").err.splitlines()
    assert found[1:] == [f"train/00000000-5.npz and 6 more like it: {has_no_line}"]
    told = json.loads(run("dataset", "check", "d", "--workers", "1", "--json").out)["problems"]
    assert [one["message"] for one in told].count(has_no_line) == 7


def test_a_preview_is_a_sheet_and_a_clip(run: Callable, folder: Path) -> None:
    run("dataset", "generate", *SMALL, "--episodes", "2", "--out", "d")
    result = run("dataset", "preview", "d", "--rows", "2", "--steps", "3")
    assert result == (0, "wrote out/d.png and out/d.gif: 2 trajectories\n", "")
    assert (folder / "out" / "d.png").stat().st_size > 0
    assert (folder / "out" / "d.gif").stat().st_size > 0


def test_an_export_says_where_it_is_and_how_to_load_it(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("minari")
    # The command sets it for its own process, which is this one.
    monkeypatch.setenv("MINARI_DATASETS_PATH", "elsewhere")
    run("dataset", "generate", *SMALL, "--split", "train=2,test=0,eval=1", "--out", "d")
    result = run("dataset", "export", "d", "--to", "minari", "--out", "exported")
    root = folder / "exported"
    names = {"memory-maze/d/train-v0": "2 trajectories", "memory-maze/d/eval-v0": "1 trajectory"}
    assert result.out.splitlines() == [
        f'wrote {root / name}: {count}; minari.load_dataset("{name}") loads it, with MINARI_DATASETS_PATH={root}'
        for name, count in names.items()
    ]


@pytest.mark.skipif(os.name != "posix", reason="limits a process's files")
def test_an_export_that_does_not_fit_is_one_sentence(run: Callable, folder: Path) -> None:
    pytest.importorskip("minari")
    run("dataset", "generate", *SMALL, "--episodes", "1", "--out", "d")
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9999, 9999));from memory_maze_cli.app import main;"
    )
    command = ["dataset", "export", "d", "--to", "minari", "--out", "exported"]
    done = subprocess.run(
        [sys.executable, "-c", f"{code} main({command})"], capture_output=True, text=True, check=False
    )
    sentence = f"error: {folder / 'exported'}: cannot be written: File too large\n"
    # A slow machine tells how long it has taken so far.
    assert (done.returncode, done.stdout, done.stderr.splitlines(keepends=True)[-1]) == (1, "", sentence)
    assert not (folder / "exported").exists()


def test_an_address_is_a_rays(run: Callable) -> None:
    result = run("dataset", "generate", *SMALL, "--episodes", "1", "--out", "d", "--address", "auto")
    assert (result.code, result.out) == (2, "")
    assert "--engine ray" in result.sentence


@pytest.mark.parametrize(
    ("extra", "ours"), [("ray", "memory_maze.dataset.making.ray"), ("minari", "memory_maze.dataset.minari")]
)
def test_a_missing_package_is_told(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch, extra: str, ours: str
) -> None:
    monkeypatch.setitem(sys.modules, extra, None)
    assert find_spec(ours)
    # Another test may have imported it.
    monkeypatch.delitem(sys.modules, ours, raising=False)
    run("dataset", "generate", *SMALL, "--episodes", "1", "--out", "d")
    verb = ["export", "d", "--to", "minari"] if extra == "minari" else ["generate", *SMALL, "--episodes", "1"]
    result = run("dataset", *verb, *([] if extra == "minari" else ["--out", "e", "--engine", "ray"]))
    assert (result.code, result.out) == (1, "")
    assert f"pip install 'memory-maze-scenarios[{extra}]'" in result.sentence
