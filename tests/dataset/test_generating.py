from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import memory_maze
from memory_maze.dataset import DatasetError, Recipe, check, generate, local_engine, make_recipe
from memory_maze.dataset.making.jobs import FIRST, MOST, share
from memory_maze.dataset.place.stores import Folder, open_store
from memory_maze.scenario import load
from tests.dataset.files import contents


def stamps(folder: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


def test_workers_do_not_change_a_byte(recipe: Recipe, complete: Path, tmp_path: Path) -> None:
    generate(recipe, tmp_path / "two", engine=local_engine(2))
    assert contents(tmp_path / "two") == contents(complete)


def test_shards_and_single_trajectories_make_the_same_set(recipe: Recipe, complete: Path, tmp_path: Path) -> None:
    engine = local_engine(1)
    assert generate(recipe, tmp_path / "set", engine=engine, only=[4]).missing == 6
    assert generate(recipe, tmp_path / "set", engine=engine, shard=(1, 2)).missing == 3
    outcome = generate(recipe, tmp_path / "set", engine=engine, shard=(0, 2))
    assert (len(outcome.made), outcome.already, outcome.missing) == (3, 1, 0)
    assert contents(tmp_path / "set") == contents(complete)


def test_a_second_run_changes_nothing(recipe: Recipe, copy: Path) -> None:
    before = stamps(copy)
    outcome = generate(recipe, copy, engine=local_engine(1))
    assert (outcome.made, outcome.already, outcome.missing) == ((), 7, 0)
    assert stamps(copy) == before


@pytest.mark.parametrize("harm", ["file lost", "file cut", "line lost", "line torn", "manifest lost"])
def test_a_second_run_mends_what_is_missing(recipe: Recipe, copy: Path, complete: Path, harm: str) -> None:
    file, manifest = copy / recipe.file(2), copy / "manifest.jsonl"
    lines = manifest.read_text().splitlines(keepends=True)
    if harm == "file lost":
        file.unlink()
    elif harm == "file cut":
        file.write_bytes(file.read_bytes()[:-100])
    elif harm == "manifest lost":
        manifest.unlink()
    else:
        manifest.write_text("".join(lines[:6]) + ("" if harm == "line lost" else lines[6][:90]))
    kept = stamps(copy).items() - {(file, stamps(copy).get(file)), (manifest, stamps(copy).get(manifest))}
    generate(recipe, copy, engine=local_engine(1))
    assert contents(copy) == contents(complete)
    if harm.startswith("file"):
        assert kept <= stamps(copy).items()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seed": 12}, "holds a dataset with seed 11, not 12; choose another folder or the same options"),
        ({"policy": "random"}, "holds a dataset with policy oracle, not random"),
        ({"steps": 39}, "holds a dataset with steps 40, not 39"),
        ({"scenario": "classic/9x9-Vis"}, "holds a dataset with another scenario"),
    ],
)
def test_another_dataset_is_left_alone(copy: Path, change: dict, sentence: str) -> None:
    wanted = {"policy": "oracle", "splits": {"train": 5, "eval": 2}, "seed": 11, "steps": 40} | change
    other = make_recipe(load(wanted.pop("scenario", "classic/9x9")), **wanted)
    before = stamps(copy)
    with pytest.raises(DatasetError, match=sentence):
        generate(other, copy, engine=local_engine(1))
    assert stamps(copy) == before


def test_a_folder_with_other_things_is_left_alone(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(DatasetError, match="is neither empty nor a dataset"):
        generate(recipe, tmp_path, engine=local_engine(1))
    assert contents(tmp_path) == {"thesis.tex": b"x"}


def test_what_a_killed_process_leaves_behind_is_cleared_away(recipe: Recipe, copy: Path, complete: Path) -> None:
    (copy / recipe.file(3)).unlink()
    for folder in ("", "train", "parts"):
        (copy / folder).mkdir(exist_ok=True)
        (copy / folder / ".00000003-40.npz.0123abcd.part").write_bytes(b"half")
    (copy / "train" / "mine.part").write_bytes(b"a user's")
    assert [one.message for one in check(copy).findings] == [
        "does not belong to the dataset",
        "is missing; generate again to make it anew",
    ]
    generate(recipe, copy, engine=local_engine(1))
    (copy / "train" / "mine.part").unlink()
    assert contents(copy) == contents(complete)
    (copy / "parts").mkdir()
    assert [one.file for one in check(copy).findings] == ["parts"]
    generate(recipe, copy, engine=local_engine(1))
    assert not (copy / "parts").exists()


def test_a_users_own_files_are_no_leftovers(recipe: Recipe, tmp_path: Path) -> None:
    for number, name in enumerate(("scenario.yaml", "thesis.part", ".notes.part")):
        target = tmp_path / str(number)
        target.mkdir()
        (target / name).write_text("mine")
        with pytest.raises(DatasetError, match="is neither empty nor a dataset"):
            generate(recipe, target, engine=local_engine(1))
        assert contents(target) == {name: b"mine"}


def test_a_place_belongs_to_whoever_comes_first(recipe: Recipe, tmp_path: Path) -> None:
    store = Folder(tmp_path / "set")
    assert store.create("dataset.json", b"first")
    assert not store.create("dataset.json", b"second")
    assert contents(tmp_path / "set") == {"dataset.json": b"first"}


def test_a_file_that_is_cleared_away_in_the_making_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another run does that has just completed the same set."""
    replace, attempts = os.replace, []

    def cleared_once(temporary: Path, file: Path) -> None:
        attempts.append(temporary)
        if len(attempts) == 1:
            temporary.unlink()
        replace(temporary, file)

    monkeypatch.setattr(os, "replace", cleared_once)
    Folder(tmp_path).write("a", b"data")
    assert (contents(tmp_path), len(attempts)) == ({"a": b"data"}, 2)


def test_a_full_disk_is_told_and_nothing_is_half_there(
    recipe: Recipe, complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, room = Path.write_bytes, [5]

    def until_full(file: Path, data: bytes) -> int:
        room[0] -= 1
        if room[0] < 0:
            write(file, data[:100])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        return write(file, data)

    monkeypatch.setattr(Path, "write_bytes", until_full)
    with pytest.raises(OSError, match="cannot be written: No space left on device") as caught:
        generate(recipe, tmp_path / "set", engine=local_engine(1))
    assert caught.value.filename == str(tmp_path / "set" / recipe.file(2))
    assert {file.name for file in (tmp_path / "set").rglob("*.npz")} == {"00000000-40.npz", "00000001-40.npz"}
    assert not list((tmp_path / "set").rglob(".*"))
    monkeypatch.undo()
    generate(recipe, tmp_path / "set", engine=local_engine(1))
    assert contents(tmp_path / "set") == contents(complete)


def test_a_read_only_target_is_told_before_anything_is_played(
    recipe: Recipe, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / recipe.file(2)).unlink()

    def refuse(file: Path, data: bytes) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(file))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr("memory_maze.dataset.making.jobs.record", lambda *_: pytest.fail("it played"))
    with pytest.raises(OSError, match="cannot be written: Read-only file system") as caught:
        generate(recipe, copy, engine=local_engine(1))
    assert caught.value.filename == str(copy)


def test_a_url_of_fsspec_is_a_target(recipe: Recipe, complete: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    target = f"file://{tmp_path}/set"
    generate(recipe, target, engine=local_engine(1), only=[0, 5])
    assert generate(recipe, target, engine=local_engine(1)).already == 2
    assert contents(tmp_path / "set") == contents(complete)
    assert not check(target).findings
    seen = memory_maze.dataset.open(target)["eval"][0]
    assert (seen["image"] == memory_maze.dataset.open(complete)["eval"][0]["image"]).all()
    with pytest.raises(DatasetError, match="nonsense://x: Protocol not known: nonsense"):
        open_store("nonsense://x")


def test_an_error_of_a_worker_is_the_runs(recipe: Recipe, tmp_path: Path) -> None:
    generate(recipe, tmp_path / "set", engine=local_engine(1), only=[0])
    (tmp_path / "set" / recipe.file(6)).mkdir(parents=True)
    with pytest.raises(IsADirectoryError, match="cannot be written: Is a directory") as caught:
        generate(recipe, tmp_path / "set", engine=local_engine(2))
    assert caught.value.filename == str(tmp_path / "set" / recipe.file(6))


@pytest.mark.parametrize(
    ("count", "workers", "rounds"),
    [
        (1, 2, [[1]]),
        (7, 2, [[3, 4]]),
        (26, 2, [[7, 7], [6, 6]]),
        (128, 2, [[12, 12], [52, 52]]),
        (100, 1, [[12], [44], [44]]),
        (3000, 16, [[12] * 16, [56] * 16, [56] * 16, [32] * 16, [31, 32] * 8]),
    ],
)
def test_jobs_begin_small_and_are_equal_in_each_round(
    recipe: Recipe, count: int, workers: int, rounds: list[list[int]]
) -> None:
    store = open_store("anywhere")
    assert isinstance(store, Folder)
    jobs = share(recipe, range(count), store, workers)
    assert [index for job in jobs for index in job.indexes] == list(range(count))
    sizes = [len(job.indexes) for job in jobs]
    assert [sizes[at : at + workers] for at in range(0, len(sizes), workers)] == rounds
    assert sizes[0] <= FIRST
    assert max(sizes) <= MOST


def test_nothing_to_do_is_no_job(recipe: Recipe) -> None:
    assert share(recipe, [], open_store("anywhere"), 2) == []


_RUN = """
import sys
from memory_maze.dataset import generate, local_engine, make_recipe
from memory_maze.scenario import load
if __name__ == "__main__":
    splits = {"train": 5, "eval": 2}
    recipe = make_recipe(load("classic/9x9"), policy="oracle", splits=splits, seed=11, steps=40)
    workers = int(sys.argv[2])
    print("ready", flush=True)
    for index in range(7) if workers == 1 else [None]:
        generate(recipe, sys.argv[1], engine=local_engine(workers), only=None if index is None else [index])
"""


def _kill_at_random(script: Path, target: Path, workers: int, longest: float) -> None:
    """Starts a run and kills it without warning, or lets it end."""
    child = subprocess.Popen([sys.executable, str(script), str(target), str(workers)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(random.uniform(0, longest))
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


@pytest.mark.parametrize(
    ("kills", "workers"),
    [(2, 1), pytest.param(20, 1, marks=pytest.mark.slow), pytest.param(20, 2, marks=pytest.mark.slow)],
)
def test_a_killed_run_is_completed_by_the_next(
    recipe: Recipe, complete: Path, tmp_path: Path, kills: int, workers: int
) -> None:
    script, target = tmp_path / "run.py", tmp_path / "set"
    script.write_text(_RUN)
    for _ in range(kills):
        there = {file: file.read_bytes() for file in target.rglob("*.npz")} if target.exists() else {}
        _kill_at_random(script, target, workers, 3.0 if workers == 1 else 8.0)
        assert all(file.read_bytes() == data for file, data in there.items())
    generate(recipe, target, engine=local_engine(1))
    assert contents(target) == contents(complete)
    assert not check(target).findings
