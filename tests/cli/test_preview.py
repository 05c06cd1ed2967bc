from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from memory_maze.pictures.pages import GAP, LINE, MARGIN

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
        (["--out", "x.jpg"], 2, "name a file that ends in .png, .svg or .pdf"),
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


@pytest.mark.parametrize(("name", "begin"), [("x.svg", b"<svg"), ("x.pdf", b"%PDF")])
def test_a_sheet_may_be_of_shapes(run: Callable, folder: Path, name: str, begin: bytes) -> None:
    assert run("preview", "classic/9x9", *SHORT, "--seeds", "0", "--out", name).code == 0
    assert (folder / name).read_bytes().startswith(begin)


def test_the_agents_own_pixels_may_be_shown(run: Callable, folder: Path) -> None:
    result = run(
        "preview", "classic/9x9", "--steps", "4", "--size", "192", "--seeds", "0", "--pixels", "--out", "x.png"
    )
    assert result.code == 0
    with Image.open(folder / "x.png") as sheet:
        left, top = MARGIN + 192 + 2 * GAP, MARGIN + 90 + LINE
        pixel = sheet.crop((left + 63, top + 63, left + 66, top + 66)).getcolors()
        assert pixel is not None
        assert len(pixel) == 1


PLAN = """
summary: Small, then large.
curriculum:
- scenario: classic/9x9
  until: {steps: 500}
- scenario: classic/11x11
  until: {return: 3, episodes: 5}
- scenario: classic/9x9
  overrides: {camera.field_of_view: 60}
"""


def test_a_curriculum_has_a_row_for_each_stage(run: Callable, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN)
    result = run("preview", "plan.yaml", *SHORT, "--out", "x.svg")
    assert "wrote x.svg: 3 stages, 1 seed" in result.out
    text = (folder / "x.svg").read_text()
    named = ("stage 1, for 500 steps", "stage 2, until a mean return of 3 over 5 episodes", "stage 3   seed 0")
    assert all(words in text for words in named)


def test_a_curriculum_takes_no_overrides(run: Callable, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN)
    result = run("preview", "plan.yaml", "-o", "maze.size=9")
    assert result.code == 2
    assert "a curriculum's stages have overrides of their own; change the document" in result.sentence


WALL = "summary: x\nextends: classic/9x9\nmaze: {seed: 3}\nepisode:\n  start: {cell: [3, 1]}\n"


@pytest.mark.parametrize(
    "command", [("preview",), ("render",), ("show", "--map"), ("evaluate",), ("describe",), ("dataset", "generate")]
)
def test_a_start_in_a_wall_is_told_at_its_place(run: Callable, folder: Path, command: tuple[str, ...]) -> None:
    (folder / "wall.yaml").write_text(WALL)
    more = ("--out", "d", "--episodes", "1") if command[0] == "dataset" else ()
    result = run(*command, "wall.yaml", *more)
    assert result.code == 1
    assert "wall.yaml:5:17: episode.start.cell: [3, 1] is a wall in the maze of maze.seed 3" in result.sentence
    assert "show SCENARIO --map -o episode.start.cell=null" in result.sentence
    assert [path.name for path in folder.iterdir()] == ["wall.yaml"]
