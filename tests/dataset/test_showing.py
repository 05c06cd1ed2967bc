from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset import DatasetError, generate, local_engine, make_recipe
from memory_maze.dataset.inspecting.preview import HIGH, SIDE, WIDE, chosen, mosaic
from memory_maze.dataset.inspecting.sheet import sheet
from memory_maze.pictures.drawing.shapes import Disc, Page, Picture, Text
from memory_maze.scenario import load


def test_a_sheet_has_a_row_a_trajectory(complete: Path) -> None:
    dataset = memory_maze.dataset.open(complete)
    shown = chosen(dataset, 4)
    assert [recording.file[:14] for recording in shown] == [
        "train/00000000", "train/00000001", "train/00000003", "eval/00000005-",
    ]  # fmt: skip
    assert len(chosen(dataset, 99)) == 7
    four, one = sheet(dataset, "mine", shown), sheet(dataset, "mine", shown[:1])
    assert [_pictures(page) for page in (four, one)] == [20, 5]
    assert four.width == one.width
    assert four.height > one.height + 3 * SIDE


def _texts(page: Page) -> list[str]:
    return [shape.text for shape in page.shapes if isinstance(shape, Text)]


def _pictures(page: Page) -> int:
    return sum(isinstance(shape, Picture) for shape in page.shapes)


def test_a_sheet_says_what_is_on_it(complete: Path) -> None:
    dataset = memory_maze.dataset.open(complete)
    [recording] = chosen(dataset, 1)
    told = _texts(sheet(dataset, "data/mine", [recording]))
    assert told[0] == "dataset mine"
    assert recording.scenario is not None
    assert told[1] == recording.scenario.summary
    assert told[2].startswith("7 trajectories   |   policy ")
    assert recording.file in told
    total = f"return {float(recording['reward'].sum()):g}"
    assert any(total in text and "seed" in text and "40 steps" in text for text in told)
    captions = [text for text in told if "   step " in text]
    assert [text.split("   ")[:2] for text in captions] == [[f"{k + 1}", f"step {10 * k}"] for k in range(5)]
    assert told.count("now:") == 5
    assert "where picture 1 was seen, and its heading" in told


def test_a_map_shows_the_first_of_several_episodes(tmp_path: Path) -> None:
    recipe = make_recipe(load("examples/one-shot"), policy="oracle", splits={"train": 1}, seed=0, steps=120)
    generate(recipe, tmp_path / "set", engine=local_engine(1))
    dataset = memory_maze.dataset.open(tmp_path / "set")
    [recording] = chosen(dataset, 1)
    page = sheet(dataset, "set", [recording])
    episodes = int(recording["reset"].sum())
    assert any(f"{episodes} episodes, the map shows the first" in text for text in _texts(page))
    assert sum(isinstance(shape, Text) and shape.text in "12345" for shape in page.shapes) < 6


def test_a_plain_folder_has_no_maps(complete: Path) -> None:
    plain = memory_maze.dataset.open(complete / "train")
    ours = memory_maze.dataset.open(complete)
    narrow, wide = sheet(plain, "x", chosen(plain, 1)), sheet(ours, "x", chosen(ours, 1))
    assert wide.width - narrow.width > SIDE
    assert _pictures(narrow) == _pictures(wide)
    assert not any(isinstance(shape, Disc) and shape.radius > 7 for shape in narrow.shapes)


def test_a_mosaic_shows_all_side_by_side(complete: Path) -> None:
    shown = chosen(memory_maze.dataset.open(complete), 3)
    frames = list(mosaic(shown, 5))
    assert len(frames) == 6
    assert frames[0].shape == (2 * HIGH, 2 * WIDE, 3)
    large = shown[1]["image"][4].repeat(SIDE // 64, axis=0).repeat(SIDE // 64, axis=1)
    np.testing.assert_array_equal(frames[4][2 : 2 + SIDE, WIDE + 2 : WIDE + 2 + SIDE], large)
    assert (frames[4][SIDE + 2 : HIGH] != frames[5][SIDE + 2 : HIGH]).any()


def test_minari_gets_everything_unchanged(complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minari = pytest.importorskip("minari")
    monkeypatch.setenv("MINARI_DATASETS_PATH", str(tmp_path))
    from memory_maze.dataset.minari import export

    dataset, told = memory_maze.dataset.open(complete), []
    names = export(dataset, "mine", lambda done, total: told.append((done, total)))
    assert names == ["memory-maze/mine/train-v0", "memory-maze/mine/eval-v0"]
    assert told == [(5, 7), (7, 7)]
    exported = minari.load_dataset(names[0])
    for episode, recording in zip(exported.iterate_episodes(), dataset["train"], strict=True):
        for key, values in episode.observations.items():
            np.testing.assert_array_equal(values, recording[key], strict=True)
        np.testing.assert_array_equal(np.eye(6)[episode.actions], recording["action"][1:])
        np.testing.assert_array_equal(episode.rewards, recording["reward"][1:])
        assert (episode.truncations.sum(), episode.truncations[-1], episode.terminations.any()) == (1, True, False)
    env = exported.recover_environment()
    line = dataset["train"][0].line
    assert line is not None
    seen, _ = env.reset(seed=line.seed)
    np.testing.assert_array_equal(seen["image"], dataset["train"][0]["image"][0])
    with pytest.raises(DatasetError, match="has a dataset 'memory-maze/mine/train-v0' already"):
        export(dataset, "mine")
    with pytest.raises(DatasetError, match="does not say what they were made from"):
        export(memory_maze.dataset.open(complete / "train"), "other")


def test_minari_gets_each_episode_of_a_task_that_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minari = pytest.importorskip("minari")
    monkeypatch.setenv("MINARI_DATASETS_PATH", str(tmp_path / "minari"))
    (tmp_path / "minari").mkdir()
    from memory_maze.dataset.minari import export

    recipe = make_recipe(load("examples/one-shot"), policy="oracle", splits={"train": 2}, seed=0, steps=120)
    generate(recipe, tmp_path / "set", engine=local_engine(1))
    dataset, told = memory_maze.dataset.open(tmp_path / "set"), []
    [name] = export(dataset, "ends", lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]
    episodes = list(minari.load_dataset(name).iterate_episodes())
    ends = [int(recording["terminal"].sum()) for recording in dataset["train"]]
    assert sum(bool(episode.terminations[-1]) for episode in episodes) == sum(ends) > 2
    assert all(episode.terminations[-1] != episode.truncations[-1] for episode in episodes)


@pytest.mark.parametrize(
    ("name", "harm", "sentence"),
    [
        ("../up", "none", "cannot be called '../up'; give it a name of letters"),
        ("mine", "lost", "6 of the dataset's 7 trajectories are there; generate again"),
        ("mine", "spoilt", "eval/00000006-40.npz"),
        ("mine", "full", "has room for 0 MB and not for"),
    ],
)
def test_what_cannot_be_exported_leaves_nothing_behind(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, harm: str, sentence: str
) -> None:
    pytest.importorskip("minari")
    from memory_maze.dataset import minari as exporting

    (tmp_path / "minari").mkdir()
    monkeypatch.setenv("MINARI_DATASETS_PATH", str(tmp_path / "minari" / "sets"))
    last = copy / "eval/00000006-40.npz"
    if harm == "lost":
        last.unlink()
    elif harm == "spoilt":
        data = bytearray(last.read_bytes())
        data[len(data) // 2] ^= 1
        last.write_bytes(data)
    elif harm == "full":
        monkeypatch.setattr(exporting.shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    with pytest.raises(DatasetError, match=sentence):
        exporting.export(memory_maze.dataset.open(copy), name)
    assert [file for file in (tmp_path / "minari").rglob("*") if file.name != "sets"] == []


def test_a_set_without_trajectories_cannot_be_shown(copy: Path) -> None:
    (copy / "manifest.jsonl").unlink()
    with pytest.raises(DatasetError, match="has no trajectories yet"):
        chosen(memory_maze.dataset.open(copy), 3)


def test_an_export_clears_away_what_killed_ones_left(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("minari")
    from memory_maze.dataset import minari as exporting

    monkeypatch.setenv("MINARI_DATASETS_PATH", str(tmp_path / "sets"))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for process in (ended.pid, os.getppid()):
        (tmp_path / f"sets.export-{platform.node()}-{process}").mkdir()
    exporting.export(memory_maze.dataset.open(complete), "mine")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["sets", f"sets.export-{platform.node()}-{os.getppid()}"]


@pytest.mark.parametrize(
    "arrays",
    [
        {"something": np.zeros(4)},
        {"image": np.zeros((4, 8, 8), np.uint8), "reward": np.zeros(4)},
        {"image": np.zeros((4, 8, 8, 3), np.float32), "reward": np.zeros(4)},
        {"image": np.zeros((4, 8, 8, 3), np.uint8), "reward": np.array(["a"] * 4)},
        {"image": np.zeros((0, 8, 8, 3), np.uint8), "reward": np.zeros(0)},
    ],
)
def test_other_npz_files_cannot_be_shown(tmp_path: Path, arrays: dict[str, Any]) -> None:
    np.savez(tmp_path / "x-3.npz", **arrays)
    with pytest.raises(DatasetError, match=r"x-3\.npz is no trajectory"):
        chosen(memory_maze.dataset.open(tmp_path), 3)
