from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset import DatasetError, Recipe, check, generate, local_engine, look_at, make_recipe
from memory_maze.dataset.files.entries import entries
from memory_maze.dataset.files.npz import NpzWriter
from memory_maze.dataset.inspecting import invariants
from tests.dataset.files import contents

FILE = "train/00000002-40.npz"


def cut(folder: Path) -> None:
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:-7])


def flip(folder: Path) -> None:
    data = bytearray((folder / FILE).read_bytes())
    data[len(data) // 2] ^= 4
    (folder / FILE).write_bytes(data)


def lose_line(folder: Path) -> None:
    lines = (folder / "manifest.jsonl").read_text().splitlines(keepends=True)
    (folder / "manifest.jsonl").write_text("".join(lines[:2] + lines[3:]))


def lose_all(folder: Path) -> None:
    lose_line(folder)
    (folder / FILE).unlink()


def tear_line(folder: Path) -> None:
    lines = (folder / "manifest.jsonl").read_text().splitlines(keepends=True)
    (folder / "manifest.jsonl").write_text("".join(lines[:2]) + lines[2][:50] + "\n" + "".join(lines[3:]))


def repeat_line(folder: Path) -> None:
    lines = (folder / "manifest.jsonl").read_text().splitlines(keepends=True)
    (folder / "manifest.jsonl").write_text("".join([*lines, lines[2]]))


def add_line(folder: Path) -> None:
    text = (folder / "manifest.jsonl").read_text()
    (folder / "manifest.jsonl").write_text(text + text.splitlines()[2].replace('"index": 2', '"index": 99') + "\n")


def spoil_line(folder: Path) -> None:
    text = (folder / "manifest.jsonl").read_text()
    (folder / "manifest.jsonl").write_text(text.replace('"return": ', '"return": null, "old": ', 1))


def change_line(folder: Path) -> None:
    text = (folder / "manifest.jsonl").read_text()
    (folder / "manifest.jsonl").write_text(
        text.replace('"index": 2, "file": "train/00000002', '"index": 2, "file": "t')
    )


@pytest.mark.parametrize(
    ("harm", "file", "sentence"),
    [
        (cut, FILE, "bytes, not"),
        (flip, FILE, "its SHA-256 is not the manifest's"),
        (lose_line, FILE, "has no line in the manifest"),
        (lose_all, "train", "1 of 5 trajectories are still to be made; generate again to go on"),
        (lambda folder: (folder / FILE).unlink(), FILE, "is missing; generate again"),
        (lambda folder: shutil.copy(folder / FILE, folder / "eval/9-40.npz"), "eval/9-40.npz", "does not belong"),
        (lambda folder: (folder / "other").mkdir(), "other", "is a folder that does not belong"),
        (lambda folder: (folder / "train/x").mkdir(), "train/x", "is a folder that does not belong"),
        (lambda folder: (folder / ".x.0123abcd.part").touch(), ".x.0123abcd.part", "was left behind by a run"),
        (tear_line, "manifest.jsonl", "line 3 cannot be read"),
        (repeat_line, "manifest.jsonl", "line 8 is another one for trajectory 2"),
        (add_line, "manifest.jsonl", "tells of trajectory 99, which the dataset does not have"),
        (spoil_line, "manifest.jsonl", "line 1 cannot be read"),
        (change_line, FILE, "the manifest's line is not what the dataset's recipe gives"),
    ],
)
def test_damage_is_found(copy: Path, harm: Callable[[Path], None], file: str, sentence: str) -> None:
    assert not check(copy).findings
    harm(copy)
    found = check(copy).findings
    assert [one for one in found if one.file == file and sentence in one.message], found
    quick = check(copy, quick=True).findings
    assert quick == (() if harm is flip else found)


def rewrite(folder: Path, recipe: Recipe, change: Callable[[dict[str, np.ndarray]], object]) -> None:
    """Changes a trajectory's arrays, and its line with them."""
    arrays = {name: array.copy() for name, array in np.load(folder / FILE).items()}
    change(arrays)
    specs = [entry for entry in entries(recipe.scenario) if entry.name in arrays]
    if all(arrays[entry.name].dtype == entry.dtype and len(arrays[entry.name]) == 41 for entry in specs):
        writer = NpzWriter(specs, 41)
        for name, array in arrays.items():
            writer.add(name, array)
        data = writer.finish()
    else:
        stream = io.BytesIO()
        np.savez_compressed(stream, **arrays)
        data = stream.getvalue()
    (folder / FILE).write_bytes(data)
    lines = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    lines[2] |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    (folder / "manifest.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def prompt_another(arrays: dict[str, np.ndarray]) -> None:
    """From a moment on that brings no reward, another object is the one to find."""
    moment = int(np.flatnonzero(arrays["reward"][1:] == 0.0)[-1]) + 1
    places = arrays["targets_pos"][0]
    other = next(k for k, place in enumerate(places) if (place != arrays["target_pos"][moment - 1]).any())
    arrays["target_pos"][moment:] = places[other]
    arrays["target_vec"][moment:] = arrays["targets_vec"][moment:, other]


CHANGES: dict[str, Callable[[dict[str, np.ndarray]], object]] = {
    "the array 'reward' is missing": lambda a: a.__delitem__("reward"),
    "'reward' is float32": lambda a: a.update(reward=a["reward"].astype(np.float32)),
    r"'image' is uint8\[40, 64, 64, 3\], not uint8\[41, 64, 64, 3\]": lambda a: a.update(image=a["image"][:-1]),
    "'reset' is not true at the first moment of each episode alone": lambda a: a["reset"].__setitem__(7, True),
    "'action' is not zero at first": lambda a: a["action"].__setitem__(0, 1.0),
    "'reward' is somewhere nothing that the task gives": lambda a: a["reward"].__setitem__(3, 0.5),
    "'maze_layout' or 'targets_pos' changes": lambda a: a["maze_layout"].__setitem__((3, 0, 0), 7),
    "'agent_pos' is not in a free cell": lambda a: a["agent_pos"].__setitem__(5, 9.5),
    "'targets_pos' is not in free cells": lambda a: a["targets_pos"].__iadd__(100.0),
    "'agent_dir' is not of length 1": lambda a: a["agent_dir"].__setitem__(5, 0.5),
    "'targets_vec' does not follow": lambda a: a["targets_vec"].__iadd__(1e-6),
    "'target_pos' or 'target_vec' is none of the objects'": lambda a: a["target_vec"].__iadd__(1.0),
    "the prompt changes without a reward": prompt_another,
    "border does not have the prompted colour": lambda a: a["image"].__setitem__((4, 63, 0), 255),
}


@pytest.mark.parametrize("sentence", CHANGES)
def test_contents_that_cannot_be_are_found(copy: Path, recipe: Recipe, sentence: str) -> None:
    rewrite(copy, recipe, CHANGES[sentence])
    found = check(copy).findings
    assert {one.file for one in found} == {FILE}
    assert re.search(sentence, " ".join(one.message for one in found))


def test_every_rule_is_seen_to_be_broken() -> None:
    for rule in (invariants.ENDS, *invariants._INVARIANTS):
        assert any(re.search(sentence, rule) for sentence in CHANGES), rule


def test_an_incomplete_set_is_told(copy: Path) -> None:
    lose_all(copy)
    seen = look_at(copy)
    assert seen.complete is False
    assert [(part.name, part.trajectories, part.expected, part.steps) for part in seen.parts] == [
        ("train", 4, 5, 160),
        ("eval", 2, 2, 80),
    ]


def test_a_changed_scenario_is_told(copy: Path) -> None:
    text = (copy / "scenario.yaml").read_text()
    (copy / "scenario.yaml").write_text(text.replace("radius: 0.6", "radius: 0.5"))
    with pytest.raises(DatasetError, match=r"scenario\.yaml is not the scenario that dataset\.json tells of"):
        check(copy)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"seed": 11', '"seed": "x"', r"dataset\.json: seed: expected a whole number, not 'x'"),
        ('"train": 5', '"train": 5.5', r"dataset\.json: splits\.train: expected a whole number, not 5\.5"),
        ('"format": "npz"', '"format": "hdf5"', r"dataset\.json: format: expected npz or zarr, not 'hdf5'"),
        ('"layout": 1', '"layout": 2', "has layout 2, and this version reads 1; install a newer one"),
        ('"train": 5', '"../x": 5', r"dataset\.json: a split cannot be called '\.\./x'"),
        ('"train": 5', '"train": 600000000', r"dataset\.json: 600000002 trajectories cannot be made"),
        ("{", "[" * 100_000, "cannot be read: it is damaged; put back what was there"),
    ],
)
def test_a_damaged_recipe_is_told(copy: Path, old: str, new: str, sentence: str) -> None:
    text = (copy / "dataset.json").read_text()
    (copy / "dataset.json").write_text(text.replace(old, new, 1))
    for look in (check, look_at, memory_maze.dataset.open):
        with pytest.raises(DatasetError, match=sentence):
            look(copy)


def test_a_scenario_that_is_no_text_or_missing_is_told(copy: Path) -> None:
    (copy / "scenario.yaml").write_bytes(b"summary: \xff")
    with pytest.raises(DatasetError, match=r"scenario\.yaml is no text in UTF-8"):
        check(copy)
    (copy / "scenario.yaml").unlink()
    with pytest.raises(DatasetError, match=r"scenario\.yaml is missing"):
        check(copy)


@pytest.mark.parametrize("harm", [repeat_line, add_line, spoil_line, change_line, tear_line, lose_line])
def test_lines_are_mended(copy: Path, recipe: Recipe, complete: Path, harm: Callable[[Path], None]) -> None:
    harm(copy)
    generate(recipe, copy, engine=local_engine(1))
    assert contents(copy) == contents(complete)


def test_a_line_of_another_split_counts_for_nothing(copy: Path, recipe: Recipe, complete: Path) -> None:
    text = (copy / "manifest.jsonl").read_text()
    (copy / "manifest.jsonl").write_text(text.replace('"split": "eval"', '"split": "train"', 1))
    assert [part.trajectories for part in look_at(copy).parts] == [5, 1]
    generate(recipe, copy, engine=local_engine(1))
    assert contents(copy) == contents(complete)


def test_a_scenario_of_anothers_is_not_gone_on_with(copy: Path, recipe: Recipe) -> None:
    (copy / "scenario.yaml").write_text("mine")
    with pytest.raises(DatasetError, match=r"scenario\.yaml is not the scenario that .* tells of; remove it"):
        generate(recipe, copy, engine=local_engine(1))
    assert (copy / "scenario.yaml").read_text() == "mine"


def test_what_is_no_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is no dataset"):
        check(tmp_path)
    with pytest.raises(DatasetError, match="holds neither a dataset nor NPZ or Zarr files"):
        look_at(tmp_path)


def test_a_plain_folder_of_trajectories_is_looked_at(copy: Path) -> None:
    seen = look_at(copy / "train")
    assert (seen.parts[0].trajectories, seen.parts[0].steps, seen.about) == (5, 200, None)


def test_processes_find_the_same(copy: Path) -> None:
    flip(copy)
    assert check(copy, workers=2) == check(copy)


def test_returns_of_small_rewards_are_added_up_in_any_order(tmp_path: Path) -> None:
    """Two hundred times -0.01 is not the same number one by one and in pairs."""
    scenario = memory_maze.load("classic/9x9", {"task.step_reward": -0.01})
    generate(make_recipe(scenario, 1, policy="noop", steps=200), tmp_path / "set", engine=local_engine(1))
    assert check(tmp_path / "set").findings == ()
