"""Work in processes, and what becomes of it where processes cannot be had or do not last."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from memory_maze.dataset import DatasetError, Recipe, check, generate, local_engine
from memory_maze.dataset.errors import WorkerLostError
from memory_maze.dataset.making import jobs
from memory_maze.dataset.making.engines import Here
from memory_maze.dataset.making.jobs import Job, run_job
from memory_maze.dataset.processes import Tell, spread
from tests.dataset.files import contents


def square(item: int, tell: Tell) -> int:
    tell(item)
    return item**2


def ended(item: int, tell: Tell) -> int:
    if item == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def refused(item: int, tell: Tell) -> int:
    raise ValueError(f"{item} is refused")


class _OddError(Exception):
    """Cannot be made anew from what it was made of."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__("odd")


def odd(item: int, tell: Tell) -> int:
    raise _OddError(1, 2)


def nothing(_: int) -> None:
    pass


def test_every_item_is_done_once() -> None:
    assert sorted(spread(square, range(7), 2, nothing)) == [(number, number**2) for number in range(7)]
    assert list(spread(square, [], 2, nothing)) == []


def test_steps_are_told_where_there_are_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(SpawnProcess, "start", refuse)
    with pytest.warns(UserWarning, match="only 0 of 2 worker processes could be started: .*Resource temporarily"):
        assert dict(spread(square, [3, 4], 2, told.append)) == {0: 9, 1: 16}
    assert told == [3, 4]


def refuse(*_: object) -> None:
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def test_as_many_processes_work_as_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    start = SpawnProcess.start
    started: list[SpawnProcess] = []

    def only_one(process: SpawnProcess) -> None:
        if started:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        started.append(process)
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", only_one)
    with pytest.warns(UserWarning, match="only 1 of 3 worker processes could be started: .*Too many open files"):
        assert len(dict(spread(square, range(5), 3, nothing))) == 5


def test_errors_of_the_work_are_raised_and_say_where_they_came_from() -> None:
    with pytest.raises(ValueError, match="3 is refused") as caught:
        list(spread(refused, [3], 1, nothing))
    assert "in refused" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="_OddError: odd"):
        list(spread(odd, [3], 1, nothing))
    assert not multiprocessing.active_children()


@pytest.mark.skipif(os.name != "posix", reason="kills by a signal")
def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(WorkerLostError, match=r"ended from outside \(by signal 9\), perhaps for want of memory"):
        list(spread(ended, range(4), 2, nothing))
    assert not multiprocessing.active_children()


def test_a_script_without_its_guard_is_told(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("from tests.dataset.test_processes import *\nprint(dict(spread(square, [1, 2], 2, nothing)))\n")
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, env=path)
    assert done.returncode == 1
    assert "DatasetError: worker processes do not start here; use one worker" in done.stderr.splitlines()[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="has no semaphores to miss")
def test_no_semaphore_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where /dev/shm is missing."""

    def missing(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr("_multiprocessing.SemLock", missing)
    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", missing)
    assert dict(spread(square, [3], 2, nothing)) == {0: 9}


def test_a_set_is_made_and_checked_where_no_process_can_be_started(
    recipe: Recipe, complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SpawnProcess, "start", refuse)
    with pytest.warns(UserWarning, match="could be started"):
        generate(recipe, tmp_path / "set", engine=local_engine(4))
    assert contents(tmp_path / "set") == contents(complete)
    with pytest.warns(UserWarning, match="could be started"):
        assert not check(tmp_path / "set", workers=4).findings


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "x"),
            "trajectories are there; .* goes on when there is room",
        ),
        (OSError(errno.EDQUOT, "Disk quota exceeded", "x"), "2 of 7 trajectories are there; .* when there is room"),
        (OSError(errno.EFBIG, "File too large", "x"), r"2 of 7 .* where files may be larger \(ulimit -f\)"),
        (OSError(errno.EMFILE, "Too many open files", "x"), r"2 of 7 .* where more files may be open \(ulimit -n\)"),
        (OSError(errno.EACCES, "Permission denied", "x"), "2 of 7 .* when files may be written there"),
        (OSError(errno.EIO, "Input/output error", "x"), "2 of 7 .* when that is mended"),
        (MemoryError(), "there is not enough memory: 2 of 7 trajectories are there; .* goes on, with fewer workers"),
        (WorkerLostError("a worker is lost"), "a worker is lost: 2 of 7 .* goes on, with fewer workers if need be"),
        (KeyboardInterrupt(), "2 of 7 trajectories are there; the same command goes on"),
    ],
)
def test_what_ends_a_run_keeps_what_is_written_and_says_how_much(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, sentence: str
) -> None:
    line_of = jobs.line_of
    lines: list[object] = []

    def until_it_ends(recipe: Recipe, trajectory: object) -> object:
        if len(lines) == 2:
            raise error
        lines.append(trajectory)
        return line_of(recipe, trajectory)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "line_of", until_it_ends)
    expected = DatasetError if isinstance(error, MemoryError) else type(error)
    with pytest.raises(expected, match=sentence):
        generate(recipe, tmp_path / "set", engine=Here())
    monkeypatch.undo()
    assert generate(recipe, tmp_path / "set", engine=Here()).already == 2


def test_a_job_that_fails_leaves_the_lines_of_what_it_has_written(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from memory_maze.dataset.place.stores import Folder

    write = Folder.write

    def until_full(store: Folder, name: str, data: bytes) -> None:
        if name == recipe.file(1):
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), name)
        write(store, name, data)

    monkeypatch.setattr(Folder, "write", until_full)
    with pytest.raises(OSError, match="File too large"):
        run_job(Job(recipe, (0, 1), Folder(tmp_path)))
    assert sorted(contents(tmp_path)) == ["parts/00000000-00000000-1.jsonl", recipe.file(0)]
