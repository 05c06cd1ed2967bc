from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = 'summary: "A maze."\nmaze: {size: 9}\nepisode: {seconds: 250}\n'
EVEN = GOOD.replace("9", "8")
WALLED_IN = """\
summary: "No way."
maze:
  layout: |
    *******
    *P * G*
    *******
objects: {count: 1}
episode: {seconds: 5}
"""


def test_the_whole_catalogue_is_right(run: Callable) -> None:
    result = run("validate")
    assert result.code == 0
    assert result.out.endswith(" scenarios checked, no problems\n")


def test_all_problems_of_all_files_are_told(run: Callable, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "good.yaml").write_text(GOOD)
    (folder / "even.yaml").write_text(EVEN)
    (folder / "sub" / "typo.yml").write_text(GOOD.replace("size", "sise"))
    result = run("validate", ".", "classic/9x9", "classic/8x8")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        "even.yaml:2:14: maze.size: must be odd, as the sides of all generated mazes are: 7 or 9, not 8",
        "sub/typo.yml:2:8: maze.sise: unknown field; did you mean 'size'?",
        "error: there is no scenario 'classic/8x8'",
        "hint: did you mean 'classic/9x9'?",
    ]


def test_hidden_files_are_left_alone_and_empty_folders_are_told(run: Callable, folder: Path) -> None:
    (folder / ".tool").mkdir()
    (folder / ".tool" / "settings.yaml").write_text("a: 1\n")
    assert run("validate", ".") == (1, "", "error: there is no .yaml file in '.'\n")


def test_a_problem_of_a_parent_is_told_once(run: Callable, folder: Path) -> None:
    (folder / "base.yaml").write_text(EVEN)
    for name in "ab":
        (folder / f"{name}.yaml").write_text("summary: x\nextends: ./base.yaml\n")
    assert len(run("validate", ".").err.splitlines()) == 1


def test_one_scenario_is_counted_as_one(run: Callable) -> None:
    assert run("validate", "classic/9x9").out == "1 scenario checked, no problems\n"


def test_overrides_are_checked_too(run: Callable) -> None:
    told = run("validate", "classic/9x9", "-o", "objects.count=50").err
    assert told.startswith("error: objects.count: 50 objects, but")


def test_what_stands_in_no_file_looks_like_every_error(run: Callable, folder: Path) -> None:
    for arguments in (["nope.yaml"], ["classic/9x8"], ["classic/9x9", "-o", "maze.sise=9"], ["classic/9x9#a"]):
        problem = run("validate", *arguments)
        assert problem.err == run("show", *arguments).err
        assert problem.code == 1
        assert problem.sentence


def test_problems_as_json(run: Callable, folder: Path) -> None:
    (folder / "even.yaml").write_text(EVEN)
    result = run("validate", "even.yaml", "--format", "json")
    assert result.code == 1
    report = json.loads(result.out)
    assert report["checked"] == 1
    [problem] = report["problems"]
    assert (problem["file"], problem["line"], problem["column"], problem["path"]) == ("even.yaml", 2, 14, "maze.size")


def test_problems_as_annotations(run: Callable, folder: Path) -> None:
    (folder / "even, 100%.yaml").write_text(EVEN)
    result = run("validate", "even, 100%.yaml", "--format", "github")
    assert result.code == 1
    assert result.out.startswith("::error file=even%2C 100%25.yaml,line=2,col=14::maze.size: must be odd")


def test_objects_that_cannot_be_reached_are_found_without_trying(run: Callable, folder: Path) -> None:
    (folder / "x.yaml").write_text(WALLED_IN)
    result = run("validate", "x.yaml")
    assert result.code == 1
    assert result.err == (
        "x.yaml:3:11: maze.layout: no way leads from the P in row 2, column 2 to the G in row 2, column 6; "
        "open the walls between them\n"
    )


def test_a_fixed_start_is_checked_against_the_maze_of_a_fixed_seed(run: Callable, folder: Path) -> None:
    text = "summary: x\nextends: examples/same-maze\nepisode:\n  start: {cell: [1, 0]}\n"
    (folder / "x.yaml").write_text(text)
    result = run("validate", "x.yaml")
    assert result.code == 1
    assert result.err.startswith(
        "x.yaml:4:17: episode.start.cell: [1, 0] is a wall in the maze of maze.seed 7; choose a "
    )
    (folder / "x.yaml").write_text(text.replace("[1, 0]", "[3, 1]"))
    assert run("validate", "x.yaml").code == 0


def test_deep_counts_from_a_fixed_start(run: Callable, folder: Path) -> None:
    text = WALLED_IN.replace("*P * G*", "*P * GP*").replace("*******", "********")
    (folder / "x.yaml").write_text(text.replace("seconds: 5", "seconds: 5, start: {cell: [5, 0]}"))
    assert run("validate", "x.yaml", "--deep").code == 0


def test_deep_finds_mazes_without_room(run: Callable, folder: Path) -> None:
    colors = ", ".join(f"'#0000{number:02x}'" for number in range(9))
    (folder / "x.yaml").write_text(
        "summary: x\n"
        "maze: {size: 11, rooms: {max: 9}}\n"
        f"objects: {{count: 9, colors: [{colors}]}}\n"
        "episode: {seconds: 5}\n"
    )
    assert run("validate", "x.yaml").code == 0
    result = run("validate", "x.yaml", "--deep")
    assert result.code == 1
    assert result.err.startswith("x.yaml:2:7: maze: with seed 0, none of 200 mazes has a place for each of 9 objects")


def test_deep_accepts_what_is_shipped(run: Callable) -> None:
    assert run("validate", "--deep", "examples/t-maze", "examples/four-rooms", "classic/9x9").code == 0


def test_an_argument_that_names_nothing_is_one_more_problem(run: Callable, folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "even.yaml").write_text(EVEN)
    named = ["error: an empty argument names no scenario", "hint: write . for the current folder"]
    lines = run("validate", "even.yaml", "empty", "").err.splitlines()
    assert lines[:3] == ["error: there is no .yaml file in 'empty'", *named]
    assert lines[3].startswith("even.yaml:2:14: maze.size: ")
    report = json.loads(run("validate", "", "even.yaml", "--format", "json").out)
    assert report["checked"] == 1
    assert [problem["file"] for problem in report["problems"]] == [None, "even.yaml"]
    annotations = run("validate", "empty", "even.yaml", "--format", "github").out.splitlines()
    assert annotations[0] == "::error::there is no .yaml file in 'empty'"
    assert len(annotations) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_pipes_and_folders_that_look_like_scenarios_do_not_hold_it_up(run: Callable, folder: Path) -> None:
    (folder / "x.yaml").mkdir()
    (folder / "x.yaml" / "good.yaml").write_text(GOOD)
    assert run("validate", ".").code == 0
    os.mkfifo(folder / "pipe.yaml")
    assert run("validate", ".").sentence == "'pipe.yaml' is a pipe, socket or device; name a regular .yaml file"


def test_the_standard_input_is_checked(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "base.yaml").write_text(GOOD)
    child = "summary: x\nextends: ./base.yaml\nmaze: {sise: 9}\n"

    def typed(text: str, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return run("validate", *arguments)

    assert typed(GOOD, "-") == (0, "1 scenario checked, no problems\n", "")
    assert typed(GOOD, "-", "classic/9x9").out == "2 scenarios checked, no problems\n"
    assert typed(EVEN, "-").err.startswith("<stdin>:2:14: maze.size: must be odd")
    assert typed(child, "-").err.startswith("<stdin>:2:10: extends: ")
    named = typed(child, "-", "--stdin-filename", "sub/mine.yaml")
    assert named == (1, "", "sub/mine.yaml:3:8: maze.sise: unknown field; did you mean 'size'?\n")
    assert typed(EVEN, "-", "-o", "maze.size=7").code == 0
    assert typed("", "-").err.startswith("<stdin>:1:1: is empty")
    assert typed("a: \x00", "-").err.startswith("<stdin>:1:1: is a binary file")
    assert typed(WALLED_IN, "-", "--deep").err.startswith("<stdin>:")
    [problem] = json.loads(typed(EVEN, "-", "--format", "json").out)["problems"]
    assert (problem["file"], problem["line"]) == ("<stdin>", 2)
    assert typed(EVEN, "-", "--format", "github").out.startswith("::error file=<stdin>,line=2")


def test_a_terminal_gets_colours_and_a_sum(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "even.yaml").write_text(EVEN)
    plain = run("validate", "even.yaml").err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    first, last = run("validate", "even.yaml").err.splitlines()
    assert first.startswith("\x1b[1meven.yaml:2:14:\x1b[0m \x1b[1;36mmaze.size:\x1b[0m must be odd")
    assert last == "\x1b[1;31merror:\x1b[0m 1 problem in 1 scenario"
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("validate", "even.yaml").err == f"{plain}error: 1 problem in 1 scenario\n"


def test_curricula_are_checked(run: Callable, tmp_path: Path) -> None:
    file, stages = tmp_path / "plan.yaml", "- {scenario: classic/9x9, until: {%s: 5}}\n- {scenario: classic/11x11}\n"
    file.write_text(f"summary: x\ncurriculum:\n{stages % 'steps'}")
    assert run("validate", str(file)).code == 0
    file.write_text(f"summary: x\ncurriculum:\n{stages % 'step'}")
    result = run("validate", str(file))
    assert result.code == 1
    assert "did you mean 'steps'?" in result.out + result.err


def test_objects_in_a_wall_of_a_seeds_maze_are_told(run: Callable, folder: Path) -> None:
    (folder / "wall.yaml").write_text(
        "summary: s\nextends: classic/9x9\nmaze: {seed: 7}\nobjects: {places: [[8, 8]]}\n"
    )
    result = run("validate", "wall.yaml")
    assert result.code == 1
    assert result.err.startswith("wall.yaml:4:20: objects.places[0]: [8, 8] is a wall in the maze of maze.seed 7")


def test_a_curriculum_is_right_and_no_single_scenario(run: Callable, folder: Path) -> None:
    (folder / "plan.yaml").write_text("summary: s\ncurriculum:\n- scenario: classic/9x9\n")
    assert run("validate", "plan.yaml").code == 0
    result = run("render", "plan.yaml")
    assert (result.code, result.err.splitlines()[0]) == (
        1,
        "error: plan.yaml:2:1: curriculum: a curriculum is no single scenario",
    )
