"""Files that change, vanish or are many while a set is read: an error that names the file, or no error at all."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset import DatasetError, Recipe, Windows, check, generate, local_engine, make_recipe
from memory_maze.dataset.reading.dataset import Recording
from memory_maze.dataset.reading.windows import Order
from memory_maze.scenario import load

KINDS = ["ours", "numpy", pytest.param("zarr", marks=pytest.mark.skipif(not find_spec("zarr"), reason="no zarr"))]


@pytest.fixture(scope="module")
def originals(complete: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A set of ours, the same trajectories by numpy, and as Zarr archives; not to be changed."""
    folder = tmp_path_factory.mktemp("sets")
    (folder / "numpy").mkdir()
    for file in (complete / "train").iterdir():
        np.savez_compressed(folder / "numpy" / file.name, **np.load(file))
    if find_spec("zarr"):
        recipe = make_recipe(load("classic/9x9"), 3, policy="oracle", seed=11, steps=40, format="zarr")
        generate(recipe, folder / "zarr", engine=local_engine(1))
    return {"ours": complete, "numpy": folder / "numpy", "zarr": folder / "zarr"}


@pytest.fixture
def opened(originals: dict[str, Path], tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, list[Recording]]:
    """A copy, and its first split, of which a window has been read."""
    folder = Path(shutil.copytree(originals[request.param], tmp_path / "copy"))
    split = next(iter(memory_maze.dataset.open(folder).values()))
    split[0].window(0, 4)
    return folder, list(split)


def cut(file: Path) -> None:
    os.truncate(file, 2000)


def empty(file: Path) -> None:
    file.open("wb").close()


def rewrite(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.write(os.urandom(file.stat().st_size))


def replace_by_a_shorter_one(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    os.replace(other, file)


def remove(file: Path) -> None:
    file.unlink()


def put_a_folder_there(file: Path) -> None:
    file.unlink()
    file.mkdir()


HARMS = [cut, empty, rewrite, replace_by_a_shorter_one, remove, put_a_folder_there]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("opened", KINDS, indirect=True)
def test_a_file_that_changes_under_the_reader_is_named(
    opened: tuple[Path, list[Recording]], harm: Callable[[Path], None]
) -> None:
    folder, recordings = opened
    file, wanted = recordings[0].file, recordings[0]["image"][20:40]
    harm(folder / file)
    with pytest.raises(DatasetError, match=f"^{file}: ") as caught:
        recordings[0]["image"]
    assert "\n" not in str(caught.value)
    try:
        # An array without sections, as numpy writes them, has been decoded whole by the first window of it.
        np.testing.assert_array_equal(recordings[0].window(20, 40, ["image"])["image"], wanted)
    except DatasetError as error:
        assert str(error).startswith(f"{file}: ")  # noqa: PT017
    else:
        assert "/" not in file


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("opened", [KINDS[0], KINDS[2]], indirect=True)
@pytest.mark.parametrize("order", ["random", "tbtt"])
def test_windows_by_threads_tell_it_too(
    opened: tuple[Path, list[Recording]], harm: Callable[[Path], None], order: Order
) -> None:
    folder, recordings = opened
    batches = iter(Windows(recordings, 8, 4, order=order, threads=3, keys=("image",)))
    next(batches)
    for recording in recordings:
        harm(folder / recording.file)
    with pytest.raises(DatasetError, match=r"(npz|zarr\.zip): "):
        list(itertools.islice(batches, 30))


@pytest.mark.parametrize("opened", KINDS, indirect=True)
def test_a_file_that_is_replaced_by_the_same_is_read_on(opened: tuple[Path, list[Recording]]) -> None:
    folder, recordings = opened
    wanted = recordings[0]["image"]
    file = folder / recordings[0].file
    shutil.copy(file, folder / "other")
    os.replace(folder / "other", file)
    np.testing.assert_array_equal(recordings[0].window(20, 40)["image"], wanted[20:40], strict=True)


def test_a_file_that_cannot_be_read_is_one_of_a_checks_findings(
    copy: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, lost = Path.read_bytes, copy / recipe.file(3)

    def until_it_fails(file: Path) -> bytes:
        if file == lost:
            raise OSError(5, "Input/output error", str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", until_it_fails)
    assert [tuple(one) for one in check(copy).findings] == [(recipe.file(3), "cannot be read: Input/output error")]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files as Linux tells them")
@pytest.mark.parametrize("opened", KINDS, indirect=True)
def test_no_file_stays_open(opened: tuple[Path, list[Recording]]) -> None:
    _, recordings = opened
    before = len(os.listdir("/proc/self/fd"))
    for recording in recordings:
        assert recording["image"].any()
        assert recording.window(3, 9)
    batches = iter(Windows(recordings, 8, 4))
    for _ in range(5):
        next(batches)
    batches.close()
    assert len(os.listdir("/proc/self/fd")) <= before


def test_hundreds_of_files_are_read_with_few_that_may_be_open(
    complete: Path, tmp_path: Path, run_python: Callable
) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        for number in range(150):
            os.link(complete / "train" / "00000000-40.npz", tmp_path / name / f"{number:08}-40.npz")
    code = f"""
import itertools, resource
import memory_maze
from memory_maze.dataset import Windows
sets = [memory_maze.dataset.open({str(tmp_path)!r} + name)["all"] for name in ("/one", "/other")]
next(iter(Windows(sets[0], 8, 2)))
resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))
print(sum(len(recording["reward"]) for split in sets for recording in split))
batches = [iter(Windows(split, 8, 32, threads=2)) for split in sets]
print(sum(len(next(one)["image"]) for _ in range(10) for one in batches))
"""
    assert run_python(code).stdout.split() == ["12300", "640"]


def test_a_limit_that_is_too_low_even_so_says_what_to_do(
    opened_first: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DatasetError, match=r"^train/.*: cannot be read: Too many open files; raise the limit \(ulimit"):
        opened_first.window(0, 4)


@pytest.fixture
def opened_first(complete: Path) -> Recording:
    return memory_maze.dataset.open(complete)["train"][0]
