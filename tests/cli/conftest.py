from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from memory_maze_cli.app import main

GOOD = 'summary: "A maze."\nmaze: {size: 9}\nepisode: {seconds: 250}\n'


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """One error as the library says it: what is wrong; what to do."""
        lines = self.err.splitlines()
        assert lines
        assert lines[0].startswith("error: ")
        assert all(line.startswith("hint: ") for line in lines[1:])
        return "; ".join([lines[0].removeprefix("error: "), *(line.removeprefix("hint: ") for line in lines[1:])])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    for variable in ("MEMORY_MAZE_PATH", "NO_COLOR", "FORCE_COLOR", "MEMORY_MAZE_TRACEBACK"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands say the same whether or not the renderer has been compiled before, and however busy the machine is."""
    monkeypatch.setattr("memory_maze.rendering.needs_compilation", lambda: False)
    monkeypatch.setattr("memory_maze_cli.progress.INTERVAL", 3600.0)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What a shell started in its background ignores Ctrl-C, and so would all that is started from there."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in the empty folder."""
    # A command takes the library's warnings for itself; other tests want them as they are.
    library = logging.getLogger("memory_maze")
    monkeypatch.setattr(library, "handlers", [])
    monkeypatch.setattr(library, "propagate", True)

    def run_command(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as exit_:
            main(list(arguments))
        code = exit_.value.code
        out, err = capsys.readouterr()
        return Result(0 if code is None else int(code), out, err)

    return run_command
