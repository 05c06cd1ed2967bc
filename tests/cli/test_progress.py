"""How far a slow command is: a bar in a terminal, lines in a log."""

from __future__ import annotations

import contextlib
import io
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from memory_maze_cli import progress
from memory_maze_cli.outputs import watched
from memory_maze_cli.progress import State, counting, paced, shown_time, waiting


class Terminal(io.StringIO):
    """A terminal that keeps what it was told."""

    def isatty(self) -> bool:
        return True


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


class Log:
    """What stderr was told so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._told = ""

    def getvalue(self) -> str:
        self._told += self._capsys.readouterr().err
        return self._told


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Log:
    monkeypatch.setattr(progress, "INTERVAL", 0.01)
    return Log(capsys)


def test_a_log_gets_lines_while_nothing_is_reported(log: Log) -> None:
    with progress.progress("sheet\x1b.png") as report:
        report(State(1, 4, "waiting for oracle's first action"))
        wait_for(lambda: log.getvalue().count("\n") > 2)
    lines = log.getvalue().splitlines()
    assert lines[-1] == "sheet\\x1b.png: 25%, waiting for oracle's first action, 0 s so far"
    told = len(lines)
    time.sleep(0.05)
    assert len(log.getvalue().splitlines()) == told


def test_a_log_gets_nothing_before_half_a_minute(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "INTERVAL", 30.0)
    begin = time.monotonic()
    with waiting("x"):
        time.sleep(0.05)
    assert log.getvalue() == ""
    assert time.monotonic() - begin < 10


def test_counts_are_reported(log: Log) -> None:
    with counting("y") as tell:
        tell(1, 2)
        wait_for(lambda: "y: 50%, 0 s so far\n" in log.getvalue())


def test_a_log_that_goes_away_does_not_stop_the_work(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with waiting("x"):
        stream.close()
        time.sleep(0.05)


def test_an_error_ends_the_lines(log: Log) -> None:
    before = threading.active_count()
    with pytest.raises(KeyError), waiting("x"):
        raise KeyError
    assert threading.active_count() == before


def test_a_terminal_gets_a_bar_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with waiting("quick"):
        pass
    assert terminal.getvalue() == ""
    monkeypatch.setattr(progress, "DELAY", 0.0)
    with progress.progress("[red]slow") as report:
        report(State(1, 2, "waiting for [b]x"))
        wait_for(lambda: "50%" in terminal.getvalue())
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.getvalue())
    assert "[red]slow" in text
    assert "waiting for [b]x" in text


def test_what_is_waited_for_is_told() -> None:
    class Moment:
        def __init__(self, step: int) -> None:
            self.steps = [step]

    def rows() -> Iterator[Moment]:
        yield from (Moment(0), Moment(1), Moment(2))

    told: list[State] = []
    watch = watched(told.append, 6, "oracle")
    for _ in range(2):
        assert len(list(watch(rows()))) == 3
    notes = [(state.done, state.note) for state in told]
    waits = "waiting for oracle's first action"
    assert notes == [(0, waits), (1, ""), (2, ""), (2, ""), (3, waits), (4, ""), (5, ""), (5, "")]


def test_every_slow_command_tells(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, list[State]] = {}

    @contextlib.contextmanager
    def noted(label: str) -> Iterator[progress.Report]:
        yield told.setdefault(label, []).append

    monkeypatch.setattr(progress, "_lines", noted)
    short = ("-o", "episode.steps=30", "-o", "episode.seconds=null")
    commands = {
        "trying mazes": ("validate", "--deep", "classic/9x9", "examples/t-maze"),
        "x.png": ("preview", "classic/9x9", "--steps", "20", "--seeds", "0", "--size", "160", "--out", "x.png"),
        "x.gif": ("render", "classic/9x9", "--steps", "20", "--size", "32", "--out", "x.gif"),
        "oracle": ("evaluate", "classic/9x9", *short, "--episodes", "1"),
        "d": ("dataset", "generate", "classic/9x9", *short, "--episodes", "1", "--workers", "1", "--out", "d"),
        "checking": ("dataset", "check", "d", "--workers", "1"),
        "d.png and d.gif": ("dataset", "preview", "d", "--rows", "1", "--steps", "3"),
        "making the maze": ("show", "examples/giant-63x63", "--map"),
    }
    for label, command in commands.items():
        result = run(*command)
        assert result.code == 0, result.err
        assert label in told
    for label in ("trying mazes", "x.png", "x.gif", "oracle", "d", "checking"):
        done = [state.done / (state.total or 1) for state in told[label]]
        assert len(done) > 0
        assert done == sorted(done)
        assert 0 <= done[0] <= done[-1] <= 1


def test_steps_have_a_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the second report on: the first one waited for compilers, and a run that goes on did not begin at 0."""
    clock = iter([0.0, 50.0, 52.0])
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    told: list[State] = []
    tell = paced(told.append, 100)
    tell(20, "")
    tell(30, "loss 2")
    assert told == [State(20, 100), State(30, 100, "loss 2, 5 steps/s, 14 s left")]


def test_times_are_for_people() -> None:
    assert [shown_time(seconds) for seconds in (0.2, 59.7, 150)] == ["0 s", "1 min 0 s", "2 min 30 s"]
