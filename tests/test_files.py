"""The one way that files are written: whole or not at all, under their own name."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from memory_maze.files import ATTEMPTS, is_leftover, replacing, write_once, write_whole


def names(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def test_a_file_replaces_the_one_that_was_there_and_is_readable_by_all_who_may(tmp_path: Path) -> None:
    file, plain = tmp_path / "a" / "b" / "x", tmp_path / "plain"
    plain.touch()
    for data in (b"old", b"new"):
        write_whole(file, data)
        assert file.read_bytes() == data
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert names(tmp_path / "a") == ["b", "b/x"]


def test_only_one_of_several_makes_a_file(tmp_path: Path) -> None:
    write_once(tmp_path / "x", b"first")
    with pytest.raises(FileExistsError):
        write_once(tmp_path / "x", b"second")
    assert ((tmp_path / "x").read_bytes(), names(tmp_path)) == (b"first", ["x"])


@pytest.mark.parametrize("write", [write_whole, write_once])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_fails_names_the_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object, code: int
) -> None:
    def fail(file: Path, data: bytes) -> None:
        file.touch()
        raise OSError(code, os.strerror(code), str(file))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match=f"cannot be written: {os.strerror(code)}") as caught:
        write(tmp_path / "new" / "x", b"data")  # type: ignore[operator]
    assert (caught.value.errno, caught.value.filename) == (code, str(tmp_path / "new" / "x"))
    assert names(tmp_path) == []


def test_a_file_that_is_cleared_away_in_the_making_is_tried_again_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def clear(temporary: Path, file: Path) -> None:
        tried.append(temporary)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(temporary))

    monkeypatch.setattr(os, "replace", clear)
    with pytest.raises(FileNotFoundError, match="cannot be written"):
        write_whole(tmp_path / "x", b"data")
    assert len(tried) == ATTEMPTS


@pytest.mark.parametrize("number", [errno.EPERM, errno.EINVAL])
def test_a_file_system_without_second_names_still_takes_new_files(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    write_once(tmp_path / "x", b"first")
    with pytest.raises(FileExistsError):
        write_once(tmp_path / "x", b"second")
    assert (tmp_path / "x").read_bytes() == b"first"


def test_the_longest_name_that_a_file_may_have_can_be_written(tmp_path: Path) -> None:
    for name in ("x" * 255, "é" * 127):
        write_whole(tmp_path / name, b"data")
        with replacing(tmp_path / name) as temporary:
            temporary.write_bytes(b"new")
        assert (tmp_path / name).read_bytes() == b"new"


def test_what_a_killed_process_leaves_behind_is_known_by_its_name(tmp_path: Path) -> None:
    with replacing(tmp_path / "film.mp4") as temporary:
        assert is_leftover(temporary.parent.name)
    assert [is_leftover(name) for name in ("film.mp4", ".notes.part", "x.0123abcd.part")] == [False] * 3
