"""`memory-maze diff` tells how two scenarios differ."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest


def test_a_pipe_gets_one_line_a_field(run: Callable) -> None:
    result = run("diff", "classic/9x9", "classic/9x9-Top")
    assert result.code == 1
    assert result.out.splitlines()[:2] == [
        "spaces\tcamera.resolution\t64\t256",
        "picture\tcamera.view\tfirst-person\ttop",
    ]
    assert re.fullmatch(r"different tasks: digests \w{12} and \w{12}\n", result.err)


def test_equal_scenarios_say_so(run: Callable, folder: Path) -> None:
    (folder / "same.yaml").write_text("summary: Mine.\nextends: classic/9x9\n")
    result = run("diff", "classic/9x9", "MemoryMaze-9x9-v0")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("the same task: both digests are ")
    told = run("diff", "classic/9x9", "same.yaml")
    assert told.code == 0
    assert [line.split("\t")[1] for line in told.out.splitlines()] == ["summary", "tags"]
    assert told.err.startswith("the same task, told in other words: both digests are ")


def test_overrides_are_for_both_or_for_one(run: Callable) -> None:
    result = run(
        *("diff", "classic/9x9", "classic/9x9", "-o", "maze.size=11"),
        *("--left", "maze.seed={integers: [0, 9]}", "--right", "maze.seed={choice: [9, 10]}"),
    )
    assert result.out == "dynamics\tmaze.seed\t{integers: [0, 9]}\t{choice: [9, 10]}\n"
    assert result.err.splitlines()[1] == "the mazes overlap: 10 and 2 seeds of mazes, 1 in common"


def test_disjoint_mazes_are_told(run: Callable) -> None:
    left = ("diff", "classic/9x9", "classic/9x9", "--left", "maze.seed={integers: [0, 9]}")
    told = run(*left, "--right", "maze.seed={integers: [10, 12]}").err.splitlines()[1]
    assert told == "the mazes are disjoint: 10 and 3 seeds of mazes, none in common"
    told = run(*left, "--right", "maze.seed={integers: [9, 12]}", "--right", "maze.size=11").err.splitlines()[1]
    assert told == "the mazes are disjoint: 10 and 4 seeds of mazes, 1 in common, but maze.size differs"


def test_json_has_everything(run: Callable) -> None:
    result = run("diff", "classic/9x9", "classic/11x11", "--json")
    facts = json.loads(result.out)
    assert (result.code, result.err) == (1, "")
    assert facts["same_task"] is False
    assert len(set(facts["digests"])) == 2
    assert {"group": "dynamics", "field": "maze.size", "old": 9, "new": 11} in facts["changes"]
    assert facts["mazes"] is None
    drawn = ("--left", "maze.seed={integers: [0, 9]}", "--right", "maze.seed={integers: [3, 9]}")
    mazes = json.loads(run("diff", "classic/9x9", "classic/9x9", *drawn, "--json").out)["mazes"]
    assert mazes == {"shared": 7, "left": 10, "right": 7, "differing": [], "disjoint": False}


def test_a_terminal_gets_tables_with_headings(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    text = re.sub(r"\x1b\[[0-9;]*m", "", run("diff", "classic/9x9", "examples/t-maze").out)
    lines = text.splitlines()
    assert lines[0] == "dynamics: the world: maze, objects, control step, episode length, starts"
    assert lines[1].split() == ["field", "classic/9x9", "examples/t-maze"]
    assert lines[3].split() == ["maze.size", "9", "null"]
    assert [line.partition(":")[0] for line in lines if re.match(r"\w+: ", line)] == [
        "dynamics",
        "picture",
        "rule",
        "words",
    ]


def test_trouble_is_2(run: Callable) -> None:
    result = run("diff", "classic/9x9", "classic/9x8")
    assert (result.code, result.sentence) == (2, "there is no scenario 'classic/9x8'; did you mean 'classic/9x9'?")
    assert run("diff", "classic/9x9").sentence.startswith("RIGHT is missing")
