"""The first minute: other processes compile ahead, leave what they made on disk, and end with the one they are for."""

import json
import subprocess
import sys

import pytest

from memory_maze import warmup
from memory_maze.compiling import files, is_kept
from memory_maze.physics.exact.run import make_run
from memory_maze.rendering.software.warmup import shared_kernels


@pytest.fixture(autouse=True)
def _anew(monkeypatch, tmp_path):
    monkeypatch.setenv("MEMORY_MAZE_CACHE", str(tmp_path))
    warmup.compile_ahead.cache_clear()


@pytest.fixture
def started(monkeypatch):
    """The lanes of processes that would be started, whatever this one has compiled for other tests."""
    found: list[int] = []
    monkeypatch.setattr(warmup, "_start", found.append)
    monkeypatch.setattr(warmup.atexit, "register", lambda *arguments: None)
    monkeypatch.setattr(warmup, "is_kept", lambda kernel: False)
    return found


@pytest.mark.parametrize(("cores", "processes"), [(1, 0), (2, 1), (3, 2), (64, warmup.MOST)])
def test_there_are_as_many_processes_as_cores_are_left(started, monkeypatch, cores, processes):
    monkeypatch.setattr(warmup, "cores", lambda: cores)
    monkeypatch.setattr(warmup, "needs_compilation", lambda: True)
    warmup.compile_ahead(8)
    warmup.compile_ahead(8)
    assert started == [8] * processes


@pytest.mark.parametrize("reason", ["needs_compilation", "can_be_kept"])
def test_there_are_none_where_they_are_of_no_use(started, monkeypatch, reason):
    monkeypatch.setattr(warmup, "cores", lambda: 2)
    monkeypatch.setattr(warmup, "needs_compilation", lambda: True)
    monkeypatch.setattr(warmup, reason, lambda: False)
    warmup.compile_ahead(8)
    assert not started


@pytest.mark.slow
def test_another_process_leaves_everything_on_disk():
    kernels = [make_run(1), *(kernel for kernel, _ in shared_kernels())]
    assert not any(kernel._cache.is_there() for kernel in kernels)
    assert warmup._start(1).wait(300) == 0
    assert all(is_kept(kernel) for kernel in kernels)
    # A process that draws and steps finds them: they were compiled for the types that it has.
    code = "import memory_maze; env = memory_maze.make('classic/9x9'); env.reset(seed=0); env.step(1)"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert [len(list(files._files(kernel._cache._stem))) for kernel in kernels] == [1] * len(kernels)


def test_they_end_with_the_process_that_they_are_for():
    code = """
import json, os
from memory_maze import warmup
warmup.cores, warmup.needs_compilation = lambda: 2, lambda: True
started, start = [], warmup._start
warmup._start = lambda lanes: started.append(start(lanes)) or started[-1]
warmup.compile_ahead(1)
print(json.dumps([process.pid for process in started]))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    (pid,) = json.loads(done.stdout)
    assert not done.stderr
    assert (
        "compile_all"
        not in subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    )
