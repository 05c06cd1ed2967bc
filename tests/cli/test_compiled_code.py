"""What `doctor` says of compiled code, and how a warning looks on the command line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from memory_maze_cli.health import compiled_code

from memory_maze.compiling import files


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEMORY_MAZE_CACHE", str(tmp_path))
    return tmp_path / "memory-maze"


def finding() -> tuple[str, str]:
    (fact,) = compiled_code()
    return fact.state, fact.finding


def test_the_folder_and_what_is_in_it(cache: Path) -> None:
    files.write("one", bytes(500_000))
    assert finding() == ("ok", f"1 files in {cache}, 0.5 MB")


def test_a_folder_that_cannot_be_made(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEMORY_MAZE_CACHE", str(tmp_path / "file"))
    state, text = finding()
    assert state == "wrong"
    assert f"{tmp_path / 'file'} is a file, not a folder; set MEMORY_MAZE_CACHE to another folder" in text


def test_damage(cache: Path) -> None:
    files.write("one", b"1")
    files.write("two", b"2")
    (cache / "two.code").write_bytes(b"")
    state, text = finding()
    assert (state, text.partition(" in ")[0], text.rpartition(": ")[2]) == ("wrong", "1 of 2 files", "two.code")


def test_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMORY_MAZE_CACHE", "off")
    assert finding() == ("absent", "not kept: MEMORY_MAZE_CACHE is off")


def test_a_warning_is_one_plain_line(run: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    run("schema")
    run("schema")
    logging.getLogger("memory_maze.compiling").warning("Compiled code is %s.", "damaged")
    assert capsys.readouterr() == ("", "warning: Compiled code is damaged.\n")
