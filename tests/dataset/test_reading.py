from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset import DatasetError, Recipe, Windows, generate, local_engine, look_at
from memory_maze.dataset.place.manifest import Line
from memory_maze.dataset.reading import dataset as reading
from memory_maze.dataset.reading.windows import Order


def taken(windows: Windows, count: int) -> list[dict[str, np.ndarray]]:
    return list(itertools.islice(windows, count))


@pytest.fixture(scope="session")
def dataset(complete: Path) -> memory_maze.dataset.Dataset:
    return memory_maze.dataset.open(complete)


def test_splits_and_trajectories_are_there_by_name_and_number(
    dataset: memory_maze.dataset.Dataset, complete: Path, recipe: Recipe
) -> None:
    assert {name: len(split) for name, split in dataset.items()} == {"train": 5, "eval": 2}
    assert dataset.recipe == recipe
    recording = dataset["eval"][1]
    assert (recording.file, recording.length) == ("eval/00000006-40.npz", 41)
    assert recording.line is not None
    with np.load(complete / recording.file) as whole:
        assert list(recording) == whole.files
        for key in whole.files:
            np.testing.assert_array_equal(recording[key], whole[key], strict=True)
            np.testing.assert_array_equal(recording.window(17, 30, [key])[key], whole[key][17:30], strict=True)


def test_opening_decodes_nothing(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "open_archive", lambda *_: pytest.fail("a file was opened"))
    assert len(memory_maze.dataset.open(copy)["train"]) == 5


def test_what_is_done_of_a_set_is_there(copy: Path, recipe: Recipe) -> None:
    (copy / recipe.file(1)).unlink()
    assert [one.line.index for one in memory_maze.dataset.open(copy)["train"] if isinstance(one.line, Line)] == [
        0,
        2,
        3,
        4,
    ]


def test_what_is_damaged_is_left_out_and_told_of_once(copy: Path, caplog: pytest.LogCaptureFixture) -> None:
    one = copy / "train/00000000-40.npz"
    one.write_bytes(one.read_bytes()[:-1])
    dataset = memory_maze.dataset.open(copy)
    assert [record.getMessage() for record in caplog.records] == [
        f"{copy}: train/00000000-40.npz cannot be used, and its trajectory is left out; `memory-maze dataset check "
        f"{copy}` tells more, and the same dataset generate again makes it anew"
    ]
    assert repr(dataset["train"]) == "Split('train', 4 of 5 trajectories)"
    assert "train: 4 of 5 trajectories, eval: 2 trajectories" in repr(dataset)
    assert repr(dataset["train"][:2]) == "Split('train', 2 trajectories)"
    (copy / "train/00000003-40.npz").unlink()
    caplog.clear()
    assert len(memory_maze.dataset.open(copy)["train"]) == 3
    [record] = caplog.records
    assert record.getMessage().startswith(f"{copy}: train/00000000-40.npz and 1 more cannot be used, and their ")


def test_a_damaged_line_of_the_manifest_is_told_of(copy: Path, caplog: pytest.LogCaptureFixture) -> None:
    manifest = copy / "manifest.jsonl"
    lines = manifest.read_text().splitlines(keepends=True)
    manifest.write_text("".join([lines[0], "{torn\n", *lines[2:]]))
    assert len(memory_maze.dataset.open(copy)["train"]) == 4
    [record] = caplog.records
    assert record.getMessage().startswith(f"{copy}: line 2 of manifest.jsonl cannot be used, and its trajectory ")


def test_what_is_still_to_be_made_is_no_damage(
    recipe: Recipe, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    generate(recipe, tmp_path / "set", engine=local_engine(1), only=[0, 5])
    assert repr(memory_maze.dataset.open(tmp_path / "set")["train"]) == "Split('train', 1 of 5 trajectories)"
    assert not caplog.records


def test_a_file_without_arrays_says_so(tmp_path: Path) -> None:
    np.savez(tmp_path / "a-60.npz")
    np.savez(tmp_path / "b-60.npz", reward=np.zeros(61))
    (tmp_path / "c-60.npz").write_bytes(b"")
    empty = memory_maze.dataset.open(tmp_path)["all"][0]
    with pytest.raises(KeyError) as caught:
        empty["image"]
    assert str(caught.value) == "a-60.npz has no array 'image': it holds no arrays"
    with pytest.raises(DatasetError, match=r"^a-60\.npz has no array 'image': it holds no arrays$"):
        Windows(memory_maze.dataset.open(tmp_path)["all"], 4, 8, keys=["image"])
    [part] = look_at(tmp_path).parts
    assert (part.trajectories, part.steps, part.empty) == (1, 60, 2)


def test_files_that_numpy_wrote_are_read_unchanged(complete: Path, tmp_path: Path) -> None:
    """Named by the time, in folders by split, as the published ones are; those have tests of their own."""
    (tmp_path / "train").mkdir()
    arrays = dict(np.load(complete / "train/00000000-40.npz"))
    file = tmp_path / "train" / "20220920T210131-40.npz"
    np.savez_compressed(file, **arrays)
    before = file.read_bytes()
    published = memory_maze.dataset.open(tmp_path)
    recording = published["train"][0]
    assert (published.recipe, recording.line, recording.length) == (None, None, 41)
    window = recording.window(7, 20)
    for key, array in arrays.items():
        np.testing.assert_array_equal(window[key], array[7:20], strict=True)
    (batch,) = taken(Windows(published["train"], 10, 3, order="tbtt"), 1)
    assert batch["image"].shape == (3, 10, 64, 64, 3)
    assert file.read_bytes() == before


@pytest.mark.parametrize("order", ["random", "tbtt"])
def test_the_seed_decides_and_threads_do_not(dataset: memory_maze.dataset.Dataset, order: Order) -> None:
    split = dataset["train"]
    one = taken(Windows(split, 8, 3, order=order, seed=4, threads=1), 5)
    for other in (
        taken(Windows(split, 8, 3, order=order, seed=4, threads=4), 5),
        taken(Windows(split, 8, 3, order=order, seed=4, start=2), 3),
    ):
        for a, b in zip(one[-len(other) :], other, strict=True):
            for key in a:
                np.testing.assert_array_equal(a[key], b[key], strict=True)
    different = taken(Windows(split, 8, 3, order=order, seed=5), 5)
    assert any((a["agent_pos"] != b["agent_pos"]).any() for a, b in zip(one, different, strict=True))


def test_random_windows_are_of_one_trajectory(dataset: memory_maze.dataset.Dataset) -> None:
    rows: list[set[int]] = [set() for _ in range(2)]
    for batch in taken(Windows(dataset["train"], 8, 4, keys=("agent_pos", "image")), 20):
        assert set(batch) == {"agent_pos", "image"}
        for row in range(4):
            source, begin = next(
                (number, moment)
                for number, recording in enumerate(dataset["train"])
                for moment in range(recording.length - 7)
                if (recording["agent_pos"][moment : moment + 8] == batch["agent_pos"][row]).all()
            )
            np.testing.assert_array_equal(batch["image"][row], dataset["train"][source]["image"][begin : begin + 8])
            rows[0].add(source)
            rows[1].add(begin)
    assert rows[0] == set(range(5))
    assert len(rows[1]) > 20


def test_carried_rows_play_whole_trajectories_once_each(dataset: memory_maze.dataset.Dataset) -> None:
    split = dataset["train"]
    batches = taken(Windows(split, 7, 2, order="tbtt", seed=1), 60)
    streams = {key: np.concatenate([batch[key] for batch in batches], axis=1) for key in ("reset", "agent_pos")}
    seen: list[list[int]] = []
    for row in range(2):
        begins = np.flatnonzero(streams["reset"][row])
        assert begins[0] == 0
        assert set(np.diff(begins[1:])) == {41}
        played = [streams["agent_pos"][row, begin : begin + 41] for begin in begins[1:-1]]
        seen.append([next(i for i in range(5) if (split[i]["agent_pos"] == one).all()) for one in played])
    # The rows take turns in one shuffled order; each has left its first trajectory in the middle.
    order = [number for pair in zip(*seen, strict=False) for number in pair]
    assert sorted(order[3:8]) == sorted(order[8:13]) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"length": 42}, "a window of 42 does not fit"),
        ({"keys": ("imgae",)}, "has no array 'imgae'; it has image, action"),
        ({"batch": 0}, "must be at least 1"),
        ({"order": "sorted"}, "there is no order 'sorted'"),
        ({"batches": -1}, "batches at least 0"),
    ],
)
def test_what_cannot_be_read_is_told(dataset: memory_maze.dataset.Dataset, arguments: dict, sentence: str) -> None:
    with pytest.raises(DatasetError, match=sentence):
        Windows(dataset["train"], **arguments)


def test_windows_that_are_longer_than_trajectories_can_be_carried_on(dataset: memory_maze.dataset.Dataset) -> None:
    (batch,) = taken(Windows(dataset["train"], 100, 2, order="tbtt", keys=("reward",)), 1)
    assert batch["reward"].shape == (2, 100)


@pytest.mark.parametrize("order", ["random", "tbtt"])
def test_batches_end_when_they_are_told_to(dataset: memory_maze.dataset.Dataset, order: Order) -> None:
    arguments: dict[str, Any] = {"order": order, "seed": 3, "keys": ("agent_pos",)}
    endless = taken(Windows(dataset["train"], 8, 2, **arguments), 7)
    windows = Windows(dataset["train"], 8, 2, start=2, batches=5, **arguments)
    for _ in range(2):
        for one, other in zip(windows, endless[2:], strict=True):
            np.testing.assert_array_equal(one["agent_pos"], other["agent_pos"], strict=True)
    if order == "random":
        counts = [len(list(windows.share(number, 3))) for number in range(3)]
        assert counts == [2, 2, 1]
    assert not list(Windows(dataset["train"], 8, 2, batches=0, **arguments))


def test_windows_are_filled_where_no_thread_can_be_started(
    dataset: memory_maze.dataset.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    wanted = taken(Windows(dataset["train"], 8, 3), 2)
    monkeypatch.setattr("threading.Thread.start", refuse)
    for one, other in zip(taken(Windows(dataset["train"], 8, 3), 2), wanted, strict=True):
        np.testing.assert_array_equal(one["image"], other["image"], strict=True)


def test_what_is_not_there_is_named_with_what_there_is(dataset: memory_maze.dataset.Dataset, complete: Path) -> None:
    with pytest.raises(KeyError) as caught:
        dataset["test"]
    assert str(caught.value) == f"{complete} has no split 'test'; it has train, eval"
    assert isinstance(caught.value, DatasetError)
    assert dataset.get("test") is None
    assert "test" not in dataset
    recording = dataset["train"][0]
    with pytest.raises(KeyError) as caught:
        recording["imgae"]
    assert str(caught.value).startswith("train/00000000-40.npz has no array 'imgae'; it has image, action, ")
    assert recording.get("imgae") is None
    with pytest.raises(IndexError, match=r"^Split\('train', 5 trajectories\) has no trajectory 5$"):
        dataset["train"][5]


def test_everything_says_what_it_is(dataset: memory_maze.dataset.Dataset, complete: Path, recipe: Recipe) -> None:
    assert (
        repr(dataset) == f"Dataset('{complete}', train: 5 trajectories, eval: 2 trajectories, by oracle, 40 steps each)"
    )
    assert repr(dataset["train"]) == "Split('train', 5 trajectories)"
    assert repr(dataset["train"][:1]) == "Split('train', 1 trajectory)"
    assert repr(dataset["train"][0]).startswith("Recording('train/00000000-40.npz', 41 moments, return ")
    plain = memory_maze.dataset.open(complete / "train")
    assert repr(plain) == f"Dataset('{complete / 'train'}', all: 5 trajectories)"
    assert repr(plain["all"][0]) == "Recording('00000000-40.npz')"
    assert repr(Windows(dataset["train"], 8, 3, keys=("image",), batches=4)) == (
        "Windows(4 batches of 3 windows of 8 moments, random: image [64, 64, 3])"
    )
    assert repr(memory_maze.dataset.Trajectory(3, b"x" * 1000, 2.0)) == "Trajectory(index=3, total=2.0)"


def test_no_more_files_stay_open_than_that(complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_KEPT", 2)
    files = memory_maze.dataset.open(complete)["train"][0]._files
    for recording in memory_maze.dataset.open(complete)["train"]:
        assert files.archive(recording.file).names
    assert len(files._kept) == 2


def test_tensors_are_the_same_batches_whatever_the_workers(dataset: memory_maze.dataset.Dataset) -> None:
    torch = pytest.importorskip("torch")
    from memory_maze.dataset.reading.torch import TorchWindows

    windows = Windows(dataset["train"], 8, 3, seed=2)
    for workers in (0, 2):
        loader = torch.utils.data.DataLoader(TorchWindows(windows), batch_size=None, num_workers=workers)
        for tensors, arrays in zip(itertools.islice(loader, 4), windows, strict=False):
            assert set(tensors) == set(arrays)
            for key, array in arrays.items():
                np.testing.assert_array_equal(tensors[key].numpy(), array, strict=True)


def test_carried_states_stay_in_one_process(dataset: memory_maze.dataset.Dataset) -> None:
    with pytest.raises(DatasetError, match="read it in one process"):
        Windows(dataset["train"], 8, 3, order="tbtt").share(0, 2)


def test_trajectories_that_do_not_fit_together_are_told(tmp_path: Path) -> None:
    for number, side in enumerate((64, 1)):
        np.savez(tmp_path / f"{number}-9.npz", image=np.zeros((10, side, side, 3), np.uint8), reward=np.zeros(10))
    windows = Windows(memory_maze.dataset.open(tmp_path)["all"], 4, 8)
    with pytest.raises(DatasetError, match=r"1-9\.npz: 'image' is of shape \[1, 1, 3\] a moment, not \[64, 64, 3\]"):
        taken(windows, 3)
