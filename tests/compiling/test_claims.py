"""Of processes that need the same function at once, one compiles it, and the others take what it made."""

import subprocess
import sys
import time
from typing import Any

import pytest

from memory_maze.compiling import claims
from tests.compiling.conftest import Run

pytestmark = pytest.mark.skipif(claims.fcntl is None, reason="files cannot be locked here")

OTHER = """
import sys, time
from memory_maze.compiling import claims
claims.take("a function")
print("taken", flush=True)
sys.stdin.readline()
{last}
"""


@pytest.fixture
def other(cache):
    """Starts a process that claims a function until it is told to go on."""
    started: list[Any] = []

    def start(last=""):
        process: Any = subprocess.Popen(
            [sys.executable, "-c", OTHER.format(last=last)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout.readline() == "taken\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_claim_keeps_others_away_until_it_is_left(other):
    process = other("claims.leave('a function'); print('left', flush=True); sys.stdin.readline()")
    assert claims.is_taken("a function")
    assert not claims.is_taken("another function")
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "left\n"
    assert not claims.is_taken("a function")


def test_a_claim_ends_with_its_process_however_that_ends(other):
    process = other()
    assert claims.is_taken("a function")
    process.kill()
    process.wait()
    assert claims.take("a function") is False


def test_who_waits_goes_on_when_the_other_is_ready(other):
    process = other()
    process.stdin.write("\n")
    process.stdin.flush()
    begun = time.monotonic()
    claims.take("a function")
    assert time.monotonic() - begun < claims.PATIENCE
    claims.leave("a function")


def test_nobody_waits_for_ever(other, monkeypatch):
    other()
    monkeypatch.setattr(claims, "PATIENCE", 0.1)
    assert claims.take("a function") is True


def test_where_nothing_can_be_kept_nobody_waits(monkeypatch):
    monkeypatch.setenv("MEMORY_MAZE_CACHE", "off")
    assert claims.take("a function") is False
    assert not claims.is_taken("a function")
    claims.leave("a function")


def test_where_files_cannot_be_locked_nobody_waits(other, monkeypatch):
    other()
    monkeypatch.setattr(claims, "fcntl", None)
    assert claims.take("a function") is False


SLOW = """
import time
from numba.extending import overload
from memory_maze.compiling import entry_point

def wait():
    pass

@overload(wait)
def typed():
    print("compiles", flush=True)
    time.sleep(1.0)
    return lambda: None

@entry_point
def slow(x):
    wait()
    return 2.0 * x

print(slow(1.0))
"""


def test_one_of_two_processes_compiles(run: Run, tmp_path):
    program = tmp_path / "slow.py"
    program.write_text(SLOW)
    both = [subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[0].split() for process in both]
    assert sorted(told) == [["2.0"], ["compiles", "2.0"]]
