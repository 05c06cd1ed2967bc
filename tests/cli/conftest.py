from __future__ import annotations

from collections.abc import Callable
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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEMORY_MAZE_PATH", raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def _compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands say the same whether or not the renderer has been compiled before."""
    monkeypatch.setattr("memory_maze.rendering.needs_compilation", lambda: False)


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Runs a command in the empty folder."""

    def run_command(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as exit_:
            main(list(arguments))
        code = exit_.value.code
        out, err = capsys.readouterr()
        return Result(0 if code is None else int(code), out, err)

    return run_command
