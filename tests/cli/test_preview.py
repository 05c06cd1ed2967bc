from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

SHORT = ("--steps", "4", "--size", "160")


def test_a_sheet_goes_to_out_unless_told_otherwise(run: Callable, folder: Path) -> None:
    result = run("preview", "classic/9x9", *SHORT)
    assert result.code == 0
    assert result.err == ""
    with Image.open(folder / "out" / "classic-9x9.png") as sheet:
        assert result.out == f"wrote out/classic-9x9.png: 3 seeds, {sheet.width} x {sheet.height} pixels\n"


@pytest.mark.parametrize(("seeds", "rows"), [("7", 1), ("0,1", 2), (" 3 , 5-6", 3), ("4294967295", 1)])
def test_seeds_are_a_list_with_ranges(run: Callable, seeds: str, rows: int) -> None:
    result = run("preview", "classic/9x9", *SHORT, "--seeds", seeds, "--out", "deep/x.png")
    assert f"{rows} seed" in result.out


def test_seeds_may_be_given_in_parts(run: Callable) -> None:
    given = ("--seeds", "7", "--seeds", "0,1")
    assert "wrote x.png: 3 seeds" in run("preview", "classic/9x9", *SHORT, *given, "--out", "x.png").out


@pytest.mark.parametrize("seeds", ["", "a", "1,", "-1", "2-1", "1.5", "0-99", "4294967296"])
def test_other_seeds_are_misuse(run: Callable, folder: Path, seeds: str) -> None:
    result = run("preview", "classic/9x9", f"--seeds={seeds}")
    assert result.code == 2
    assert "--seeds" in result.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--out", "x.jpg"], 2, "name a file that ends in .png"),
        (["--size", "100"], 2, "--size"),
        (["--policy", "orakle"], 1, "did you mean 'oracle'?"),
        (["--out", "file/x.png"], 1, "file: is a file, not a folder"),
        (["-o", "maze.size=8"], 1, "must be odd"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    run: Callable, folder: Path, arguments: list[str], code: int, sentence: str
) -> None:
    (folder / "file").touch()
    result = run("preview", "classic/9x9", *SHORT, *arguments)
    assert result.code == code
    assert sentence in result.sentence
    assert [path.name for path in folder.iterdir()] == ["file"]
