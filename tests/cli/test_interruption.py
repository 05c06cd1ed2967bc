"""Ctrl-C and its like, in real processes: one word of ours, nothing half done, nobody left behind."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import memory_maze
from memory_maze.dataset import check, generate, local_engine, look_at, make_recipe
from memory_maze.dataset.place.manifest import Line
from memory_maze.files import is_leftover
from memory_maze.scenario import load

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="sends signals to groups of processes"),
    pytest.mark.usefixtures("interruptible"),
]

PATIENCE = 300
"""Seconds until something has to have happened, on a machine that does much else."""

_COMMAND = "import sys; from memory_maze_cli.app import main; main(sys.argv[1:])"


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the command in the empty folder, in a group of its own; nothing of it outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def start_command(*arguments: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(child)
        return child

    yield start_command
    for child in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_gone(group: int) -> bool:
    """Whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def to_the_group(child: subprocess.Popen[str]) -> None:
    os.killpg(child.pid, signal.SIGINT)


def to_the_group_to_end(child: subprocess.Popen[str]) -> None:
    os.killpg(child.pid, signal.SIGTERM)


def to_the_parent(child: subprocess.Popen[str]) -> None:
    child.send_signal(signal.SIGTERM)


def to_a_worker(child: subprocess.Popen[str]) -> None:
    children = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()
    workers = [one for one in children if "spawn_main" in Path(f"/proc/{one}/cmdline").read_text()]
    os.kill(int(workers[0]), signal.SIGKILL)


INTERRUPTED = r"^interrupted: (\d+) of 3000 trajectories are there; the same command goes on\n$"
LOST = (
    r"^error: a worker process was ended from outside \(by signal 9\), perhaps for want of memory: (\d+) of 3000 "
    r"trajectories are there\nhint: the same command goes on, with fewer workers if need be\n$"
)


@pytest.mark.parametrize(
    ("stop", "code", "sentence"),
    [
        (to_the_group, 130, INTERRUPTED),
        pytest.param(to_the_group_to_end, 143, INTERRUPTED, marks=pytest.mark.slow),
        pytest.param(to_the_parent, 143, INTERRUPTED, marks=pytest.mark.slow),
        (to_a_worker, 1, LOST),
    ],
)
def test_what_is_complete_is_kept_and_told(
    start: Callable, folder: Path, stop: Callable[[subprocess.Popen[str]], None], code: int, sentence: str
) -> None:
    if stop is to_a_worker and not Path("/proc/self/task").exists():
        pytest.skip("finds workers as Linux tells them")
    command = ("classic/9x9", "--episodes", "3000", "--steps", "20", "--policy", "random", "--workers", "2")
    child = start("dataset", "generate", *command, "--out", "set")
    wait_for(lambda: child.poll() is not None or any((folder / "set" / "parts").glob("*.jsonl")))
    stop(child)
    out, err = child.communicate(timeout=PATIENCE)
    assert (child.returncode, out) == (code, ""), err
    told = re.search(sentence, err, re.MULTILINE)
    assert told, err
    there = look_at(folder / "set").parts[0].trajectories
    assert int(told[1]) == there > 0
    wait_for(lambda: is_gone(child.pid))
    if stop is not to_a_worker:
        assert not [file for file in folder.rglob("*") if is_leftover(file.name)]
    assert all("generate again" in one.message for one in check(folder / "set").findings)
    # What is there is what a whole run would have made.
    recipe = make_recipe(load("classic/9x9"), 3000, policy="random", steps=20)
    one = memory_maze.dataset.open(folder / "set")["train"][-1]
    assert isinstance(one.line, Line)
    generate(recipe, folder / "again", engine=local_engine(1), only=[one.line.index])
    assert (folder / "again" / one.file).read_bytes() == (folder / "set" / one.file).read_bytes()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_film_in_the_making_goes_with_its_encoder(start: Callable, folder: Path, number: int, code: int) -> None:
    pytest.importorskip("imageio_ffmpeg")
    (folder / "x.mp4").write_bytes(b"old")
    child = start("render", "classic/9x9", "--policy", "noop", "--steps", "1000", "--out", "x.mp4")
    wait_for(lambda: child.poll() is not None or any(folder.glob(".x.mp4.*/x.mp4")))
    os.killpg(child.pid, number)
    assert child.communicate(timeout=PATIENCE) == ("", "interrupted\n")
    assert child.returncode == code
    assert [file.name for file in folder.iterdir()] == ["x.mp4"]
    assert (folder / "x.mp4").read_bytes() == b"old"


_SWALLOWED = """
import os, signal, threading, time
from memory_maze_cli.interruption import Ended, signals_raised

class Thing:
    def __del__(self):
        time.sleep(0.6)

def swallow():
    try:
        time.sleep(30)
    except BaseException:
        pass

for lose in (swallow, Thing):
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        with signals_raised():
            lose()
            time.sleep(30)
    except Ended as ended:
        print(ended.number)
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    with signals_raised():
        try:
            time.sleep(30)
        finally:
            time.sleep(1.2)
            print("cleaned up")
except KeyboardInterrupt:
    print("interrupted")
"""


def test_a_signal_that_was_swallowed_is_sent_again_and_one_that_is_answered_is_not(run_python: Callable) -> None:
    done = run_python(_SWALLOWED)
    assert (done.stdout.split("\n"), done.stderr) == (["15", "15", "cleaned up", "interrupted", ""], "")


def test_what_is_to_be_ignored_stays_ignored(run_python: Callable) -> None:
    """As `nohup` has it."""
    code = """
import os, signal
from memory_maze_cli.interruption import signals_raised
signal.signal(signal.SIGHUP, signal.SIG_IGN)
with signals_raised():
    os.kill(os.getpid(), signal.SIGHUP)
print(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)
"""
    assert run_python(code).stdout == "True True\n"


_SLOW_TO_IMPORT = """
import os, runpy, signal, sys

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            try:
                os.kill(os.getpid(), signal.SIGINT)
                import time; time.sleep(30)
            except BaseException:
                pass

sys.meta_path.insert(0, Slow())
sys.argv = ["memory-maze", "list"]
runpy.run_module("{module}", run_name="__main__")
"""


@pytest.mark.parametrize("module", ["memory_maze", "memory_maze_cli"])
def test_an_interruption_of_an_import_is_quiet_even_where_it_would_be_swallowed(module: str) -> None:
    code = _SLOW_TO_IMPORT.format(module=module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


_BEFORE_THE_COMMAND = """
import os, signal, sys
import memory_maze_cli.__main__, memory_maze_cli.app
{where} = lambda *_: os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["memory-maze", "list"]
memory_maze_cli.__main__.main()
"""


@pytest.mark.parametrize(
    ("where", "said"),
    [("memory_maze_cli.app._prepare_output", ""), ("memory_maze_cli.app.typer.main.get_command", "interrupted\n")],
)
def test_an_interruption_before_the_command_begins_is_quiet(where: str, said: str) -> None:
    code = _BEFORE_THE_COMMAND.format(where=where)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", said)


def test_the_installed_program_looks_out_at_once() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"memory-maze": "memory_maze_cli.__main__:main"}
    code = "import sys, memory_maze_cli.__main__; assert not {'typer', 'click', 'memory_maze'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
