"""Which modules count for code that Python functions write: all that are imported, however that is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory_maze.compiling import sources
from memory_maze.compiling.sources import sources_digest

FILES = {
    "__init__": "",
    "named": "A = 1",
    "behind": "B = 1",
    "whole": "from made_up import behind\nC = behind.B",
    "relative": "D = 1",
    "inner/__init__": "",
    "inner/deep": "E = 1",
    "inner/renamed": "F = 1",
    "unrelated": "G = 1",
    "late": "H = 1",
    "writer": (
        "import math, made_up.whole\n"
        "import made_up.inner.deep as deep\n"
        "from made_up.named import (\n    A,\n)\n"
        "from .relative import D\n"
        "from made_up.inner import renamed as other\n"
        "def write():\n    from made_up import late\n"
    ),
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, text in FILES.items():
        file = tmp_path / "made_up" / f"{name}.py"
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path / "made_up"
    _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "made_up"]:
        del sys.modules[name]
    sources_digest.cache_clear()


def digest_of_writer() -> str:
    _forget()
    __import__("made_up.writer")
    __import__("made_up.unrelated")
    __import__("made_up.late")
    return sources_digest("made_up.writer")


@pytest.mark.parametrize("name", ["named", "behind", "whole", "relative", "inner/deep", "inner/renamed", "writer"])
def test_what_is_imported_counts(package: Path, name: str) -> None:
    before = digest_of_writer()
    (package / f"{name}.py").write_text(FILES[name] + "\nZ = 1\n")
    assert digest_of_writer() != before


@pytest.mark.parametrize("name", ["unrelated", "late"])
def test_what_is_not_imported_does_not(package: Path, name: str) -> None:
    before = digest_of_writer()
    (package / f"{name}.py").write_text(FILES[name] + "\nZ = 1\n")
    assert digest_of_writer() == before


def test_modules_without_sources_count_as_they_are(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    __import__("made_up.named")
    monkeypatch.setattr(sys.modules["made_up.named"], "__loader__", None)
    assert sources._source_of(sys.modules["made_up.named"]) == ""
