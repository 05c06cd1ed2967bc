"""A cache that cannot be used stops nobody: what is wrong is said once, and the function is compiled."""

from __future__ import annotations

import errno
import logging
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from memory_maze.compiling import can_be_kept, entry_point, files, is_kept
from tests.compiling.conftest import Run


def double(x: float) -> float:
    """A function that compiles fast."""
    return 2.0 * x


def kept(folder: Path) -> list[Path]:
    """Its files, but for the one by which processes tell each other what they compile."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if path.name != "claims.lock"]


def hits(function: Any) -> int:
    return sum(function.stats.cache_hits.values())


def test_the_next_process_compiles_nothing(run: Run, cache: Path) -> None:
    code = (
        "from tests.compiling.test_keeping import double, entry_point, is_kept;"
        "f = entry_point(double); print(is_kept(f), f(2.0), f(2), hits(f), is_kept(f))"
    )
    root = Path(__file__).parents[2]
    assert run(code, root) == "False 4.0 4.0 0 True"
    assert len(kept(cache)) == 2
    assert run(code, root) == "True 4.0 4.0 2 True"
    assert len(kept(cache)) == 2


def test_real_kernels_are_kept(run: Run) -> None:
    code = """
import numpy as np
from memory_maze.observation.border import draw_borders
images, framed, colors = np.zeros((1, 8, 8, 3), np.uint8), np.ones(1, np.bool_), np.ones((1, 1, 3))
draw_borders(images, framed, colors, np.zeros(1, np.int64), 1)
print(hits(draw_borders))
"""
    assert [run(code), run(code)] == ["0", "1"]


@pytest.mark.parametrize("variable", ["NUMBA_OPT", "NUMBA_BOUNDSCHECK", "NUMBA_CPU_NAME"])
def test_code_for_other_settings_is_not_used(run: Run, variable: str) -> None:
    code = (
        "from tests.compiling.test_keeping import double, entry_point;f = entry_point(double); print(f(2.0), hits(f))"
    )
    root = Path(__file__).parents[2]
    value = {"NUMBA_OPT": "1", "NUMBA_BOUNDSCHECK": "1", "NUMBA_CPU_NAME": "generic"}[variable]
    assert run(code, root) == "4.0 0"
    assert run(code, root, **{variable: value}) == "4.0 0"
    assert run(code, root, **{variable: value}) == "4.0 1"
    assert run(code, root) == "4.0 1"


def test_functions_of_one_name_do_not_share_code(cache: Path) -> None:
    def made(factor: float) -> Any:
        return entry_point(lambda x: factor * x)

    assert [made(factor)(1.0) for factor in (2.0, 3.0, 2.0)] == [2.0, 3.0, 2.0]
    assert len(kept(cache)) == 2


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def grown(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def strange(path: Path) -> None:
    path.write_bytes(random.Random(0).randbytes(300))


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    path.write_bytes(content)


def of_another(path: Path) -> None:
    other = entry_point(lambda x: 3.0 * x)
    other(1.0)
    (written,) = set(kept(path.parent)) - {path}
    written.replace(path)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [empty, cut, grown, strange, flipped, of_another])
def test_a_damaged_file_is_made_anew(
    damage: Callable[[Path], None], cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    entry_point(double)(1.0)
    (path,) = kept(cache)
    whole = path.stat().st_size
    damage(path)
    assert files.damaged() == [path.name]
    assert entry_point(double)(1.0) == 2.0
    assert [record.message for record in caplog.records] == [
        f"A file of compiled code is damaged and is made anew: {path}"
    ]
    assert files.damaged() == []
    assert path.stat().st_size == pytest.approx(whole, abs=200)
    again: Any = entry_point(double)
    assert (again(1.0), hits(again)) == (2.0, 1)


def test_a_pickle_of_something_else_is_made_anew(cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    """As a program with the right checksum might leave it; its content is of no use."""
    import pickle

    entry_point(double)(1.0)
    (path,) = kept(cache)
    for content in (b"", b"nothing", pickle.dumps(None), pickle.dumps((1, 2)), pickle.dumps("x" * 1000)):
        files.write(path.stem, content)
        again: Any = entry_point(double)
        assert (again(1.0), hits(again)) == (2.0, 0)
    assert len(caplog.records) == 1


def test_what_cannot_be_replaced_is_compiled(cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    entry_point(double)(1.0)
    (path,) = kept(cache)
    a_folder(path)
    assert entry_point(double)(1.0) == 2.0
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO, errno.ENAMETOOLONG, errno.EMFILE]
)
def test_a_disk_that_takes_nothing_is_told_of_once(
    number: int, cache: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> int:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert not can_be_kept()
    for _ in range(3):
        assert entry_point(double)(1.0) == 2.0
    (record,) = caplog.records
    assert os.strerror(number) in record.message
    assert "set MEMORY_MAZE_CACHE to another folder" in record.message
    assert kept(cache) == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_file_that_cannot_be_read_is_told_of_once(
    number: int, cache: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_point(double)(1.0)

    def refuse(path: Path) -> bytes:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    for _ in range(2):
        assert entry_point(double)(1.0) == 2.0
    (record,) = caplog.records
    assert os.strerror(number) in record.message


def test_warnings_that_are_errors_stop_nobody(cache: Path, recwarn: pytest.WarningsRecorder) -> None:
    cache.parent.parent.mkdir(exist_ok=True)
    cache.parent.write_text("a file where the folder should be")
    assert entry_point(double)(1.0) == 2.0
    assert not recwarn.list


@pytest.mark.parametrize("setting", ["off", "relative/folder", "~nobody-of-that-name/x"])
def test_without_a_folder_nothing_is_kept(
    setting: str, tmp_path: Path, cache: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEMORY_MAZE_CACHE", setting)
    monkeypatch.chdir(tmp_path)
    assert files.folder() is None
    function: Any = entry_point(double)
    assert not is_kept(function)
    assert function(1.0) == 2.0
    assert list(tmp_path.iterdir()) == []
    assert len(caplog.records) == (setting != "off")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they have other folders")
def test_the_folder_is_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config: Any = numba.config
    monkeypatch.setattr(config, "CACHE_DIR", "")
    monkeypatch.delenv("MEMORY_MAZE_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert files.folder() == tmp_path / ".cache" / "memory-maze"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert files.folder() == tmp_path / ".cache" / "memory-maze"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert files.folder() == tmp_path / "xdg" / "memory-maze"
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path / "numba"))
    assert files.folder() == tmp_path / "numba" / "memory-maze"
    monkeypatch.setenv("MEMORY_MAZE_CACHE", "~/mine")
    assert files.folder() == tmp_path / "mine" / "memory-maze"


def test_what_is_old_or_too_much_goes(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    ages = {"used": 0, "forgotten": 91 * 86400, "older": 3000, "oldest": 4000}
    for name, age in ages.items():
        files.write(name, bytes(1000))
        os.utime(cache / f"{name}.code", (now - age, now - age))
    (cache / ".x.code.01234567.part").write_bytes(b"")
    os.utime(cache / ".x.code.01234567.part", (now - 7200, now - 7200))
    (cache / ".y.code.01234567.part").write_bytes(b"")
    (cache / "mine.txt").write_text("of somebody else")
    os.utime(cache / "mine.txt", (0, 0))
    monkeypatch.setattr(files, "LARGEST", 3500)
    files.write("new", bytes(1000))
    left = {path.name for path in kept(cache)}
    assert left == {"new.code", "used.code", "older.code", ".y.code.01234567.part", "mine.txt"}


def test_what_is_used_counts_as_new(cache: Path) -> None:
    files.write("used", b"content")
    os.utime(cache / "used.code", (0, 0))
    assert files.read("used") == b"content"
    assert (cache / "used.code").stat().st_mtime > time.time() - 60


def test_processes_may_write_and_read_at_once(cache: Path) -> None:
    code = """
import sys
from memory_maze.compiling import files
for turn in range(200):
    files.write("shared", bytes([turn]) * 100_000)
    content = files.read("shared")
    assert content is not None and len(set(content)) == 1, "torn"
"""
    writers = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [(b"", 0)] * 3
    assert [path.name for path in kept(cache)] == ["shared.code"]


def test_recompiling_forgets_what_is_kept(cache: Path) -> None:
    function: Any = entry_point(double)
    function(1.0)
    (path,) = kept(cache)
    written = path.stat().st_mtime_ns
    function.recompile()
    assert [path.stat().st_mtime_ns > written for path in kept(cache)] == [True]
    assert function(np.float64(1.0)) == 2.0
