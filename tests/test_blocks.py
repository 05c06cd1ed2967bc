"""Every block of the README and of docs/ runs as printed, in page order.

A comment before a block says what is special about it: `file: NAME` (it is written there), `slow: why` (run by
`pytest -m slow`), `needs: packages` (slow, and run where they are installed, beside the files of its page), `not run:
why`, and in the README `first command` and `test command`, which .ci/run runs.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import imported_at_once, lacks
from tests.pages import PAGES, ROOT, Block, blocks

RUNNABLE = ("python", "bash", "yaml", "console")

PLAIN = ("", "text", "toml")
"""Languages of blocks that only show something."""

MARKS = ("", "file", "slow", "needs", "not run", "first command", "test command")

QUICK = ("", "file")


def runnable(page: Path, marks: Iterable[str]) -> list[Block]:
    return [block for block in blocks(page) if does_something(block) and block.mark in marks]


def does_something(block: Block) -> bool:
    return block.language in RUNNABLE or block.mark == "file"


def lacking(block: Block) -> list[str]:
    """Packages that a program of a page imports and that not every Python has, where they are missing."""
    return lacks(imported_at_once(block.text)) if block.language == "python" else []


def play(folder: Path, session: list[Block]) -> None:
    """Runs blocks in a folder of their own, in a fresh process."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    done = subprocess.run(
        [sys.executable, "-m", "tests.block_session"],
        input=json.dumps([block._asdict() | {"line": str(block.line)} for block in session]),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MINARI_DATASETS_PATH": str(folder / "minari")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


@pytest.mark.parametrize("page", [page for page in PAGES if runnable(page, QUICK)], ids=lambda page: page.name)
def test_blocks_run_in_page_order(page: Path, tmp_path: Path) -> None:
    play(tmp_path, [block for block in runnable(page, QUICK) if not lacking(block)])


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if runnable(page, ["slow"])], ids=lambda page: page.name)
def test_long_blocks_run_in_page_order(page: Path, tmp_path: Path) -> None:
    play(tmp_path, runnable(page, [*QUICK, "slow"]))


@pytest.mark.slow
@pytest.mark.parametrize(
    "block",
    [block for page in PAGES for block in runnable(page, ["needs"])],
    ids=lambda block: f"{block.page}:{block.line}",
)
def test_blocks_that_need_packages_run_where_those_are(block: Block, tmp_path: Path) -> None:
    for package in block.reason.split(", "):
        if importlib.util.find_spec(package.partition(".")[0]) is None:
            pytest.skip(f"{package} is not installed")
    [page] = [page for page in PAGES if page.name == block.page]
    play(tmp_path, [*runnable(page, ["file"]), block])


def test_every_block_is_known_and_every_exception_has_a_reason() -> None:
    for page in PAGES:
        for block in blocks(page):
            where = f"{block.page}:{block.line}"
            assert block.language in (*RUNNABLE, *PLAIN), where
            assert block.mark in MARKS, where
            assert block.reason or block.mark in ("", "first command", "test command"), where
