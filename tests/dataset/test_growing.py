"""A set grows at its end, and what is there is not touched; nothing else about it may change."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

import memory_maze
from memory_maze.dataset import DatasetError, Recipe, check, generate, local_engine
from memory_maze.dataset.making import generating
from memory_maze.dataset.place.metadata import claim
from memory_maze.dataset.place.recipe import Split
from memory_maze.dataset.place.stores import Folder
from tests.dataset.files import contents


def of(recipe: Recipe, **splits: int) -> Recipe:
    return dataclasses.replace(recipe, splits=tuple(Split(*item) for item in splits.items()))


@pytest.mark.parametrize(
    "steps",
    [
        ({"train": 2}, {"train": 5}, {"train": 5, "eval": 2}),
        ({"train": 5, "eval": 0}, {"train": 5, "eval": 1}, {"train": 5, "eval": 2}),
        ({"train": 3, "eval": 0}, {"train": 4, "eval": 0}, {"train": 5, "eval": 2}),
    ],
)
def test_a_set_that_grew_is_the_one_that_was_made_at_once(
    recipe: Recipe, complete: Path, tmp_path: Path, steps: tuple[dict[str, int], ...]
) -> None:
    folder = tmp_path / "set"
    made: dict[Path, int] = {}
    for splits in steps:
        wanted = of(recipe, **splits)
        outcome = generate(wanted, folder, engine=local_engine(1))
        assert (outcome.missing, outcome.already) == (0, len(made))
        now = {file: file.stat().st_mtime_ns for file in folder.rglob("*.npz")}
        assert made.items() <= now.items()
        made = now
        assert not check(folder).findings
        assert {name: len(split) for name, split in memory_maze.dataset.open(folder).items()} == splits
    assert contents(folder) == contents(complete)


@pytest.mark.parametrize(
    ("splits", "sentence"),
    [
        ({"train": 4, "eval": 2}, "holds a dataset with 5 trajectories in 'train', not 4; it may grow, not shrink"),
        ({"train": 5, "eval": 1}, "holds a dataset with 2 trajectories in 'eval', not 1; it may grow, not shrink"),
        ({"train": 6, "eval": 2}, "'train' cannot grow from 5 to 6 trajectories, because those of 'eval' are numbered"),
        ({"train": 7}, "with the splits train=5,eval=2, and train=7 does not begin with the same; add others after"),
        ({"eval": 2, "train": 5}, "and eval=2,train=5 does not begin with the same"),
        ({"train": 5, "test": 1, "eval": 2}, "and train=5,test=1,eval=2 does not begin with the same"),
    ],
)
def test_what_would_change_a_trajectory_is_refused_by_a_sentence(
    recipe: Recipe, copy: Path, splits: dict[str, int], sentence: str
) -> None:
    before = contents(copy)
    with pytest.raises(DatasetError, match=sentence) as caught:
        generate(of(recipe, **splits), copy, engine=local_engine(1))
    assert "{" not in str(caught.value)
    assert contents(copy) == before


class _KilledError(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("when", ["before anything is told", "when it is told", "when one is made", "at the end"])
def test_a_set_is_whole_wherever_growing_was_killed(
    recipe: Recipe, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    wanted, write = of(recipe, train=5, eval=2, test=2), Folder.write

    def killed(store: Folder, name: str, data: bytes) -> None:
        if when == "before anything is told" and name == "dataset.json":
            raise _KilledError
        if when == "at the end" and name == "manifest.jsonl":
            raise _KilledError
        write(store, name, data)
        if when == "when it is told" and name == "dataset.json":
            raise _KilledError
        if when == "when one is made" and name.startswith("test/"):
            raise _KilledError

    monkeypatch.setattr(Folder, "write", killed)
    with pytest.raises(_KilledError):
        generate(wanted, copy, engine=local_engine(1))
    monkeypatch.undo()
    opened = memory_maze.dataset.open(copy)
    assert (len(opened["train"]), len(opened["eval"])) == (5, 2)
    assert opened["eval"][1]["image"].any()
    told = {finding.message for finding in check(copy).findings}
    assert all("generate again" in message for message in told)
    generate(wanted, copy, engine=local_engine(1))
    generate(wanted, tmp_path / "at once", engine=local_engine(1))
    assert contents(copy) == contents(tmp_path / "at once")


def test_a_run_that_ends_after_the_set_has_grown_loses_no_lines(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where two machines share a folder, and only one was told of the growth."""
    small, large, complete = of(recipe, train=2), of(recipe, train=4), generating._complete

    def grown_meanwhile(recipe: Recipe, store: Folder) -> int:
        monkeypatch.undo()
        generate(large, tmp_path / "set", engine=local_engine(1), only=[3])
        return complete(recipe, store)

    monkeypatch.setattr(generating, "_complete", grown_meanwhile)
    assert generate(small, tmp_path / "set", engine=local_engine(1)).missing == 1
    assert json.loads((tmp_path / "set" / "dataset.json").read_text())["splits"] == {"train": 4}
    assert generate(large, tmp_path / "set", engine=local_engine(1)).already == 3


def test_what_a_set_says_of_itself_is_read_once(copy: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    read, names = Folder.read, list[str]()

    def noted(store: Folder, name: str) -> bytes:
        names.append(name)
        return read(store, name)

    monkeypatch.setattr(Folder, "read", noted)
    assert claim(Folder(copy), recipe).digest == recipe.digest
    assert sorted(names) == ["dataset.json", "scenario.yaml"]
