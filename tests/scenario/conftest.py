from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = """\
summary: "A maze."
maze:
  size: 9
episode:
  seconds: 250
"""


@pytest.fixture
def good() -> str:
    """The smallest complete document."""
    return GOOD


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, so that messages name files without a path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEMORY_MAZE_PATH", raising=False)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Writes a document and gives its path, relative to the current folder."""

    def write_document(content: str | bytes, name: str = "x.yaml") -> Path:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Path(name)

    return write_document
