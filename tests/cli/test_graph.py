"""`memory-maze graph` shows who extends whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def mine(folder: Path) -> Path:
    file = folder / "mine.yaml"
    file.write_text('summary: "Mine."\nextends: examples/t-maze\n')
    return file


def test_a_pipe_gets_one_line_a_scenario(run: Callable, mine: Path) -> None:
    assert run("graph", "mine.yaml").out.splitlines() == [
        "examples/t-maze\t\tA T-maze: a cue at the start, a choice at the end, and a wrong choice is the last.",
        "mine.yaml\texamples/t-maze\tMine.",
    ]
    assert len(run("graph").out.splitlines()) == len(run("list").out.splitlines())


@pytest.mark.usefixtures("mine")
def test_a_terminal_gets_a_tree(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert run("graph", "t-maze", "./mine.yaml", "classic/9x9-vis").out.splitlines() == [
        "classic/9x9",
        "└── classic/9x9-Vis",
        "    └── examples/depth-and-segmentation",
        "examples/t-maze",
        "└── mine.yaml",
        "examples/t-maze-recall",
    ]
    lines = run("graph", "classic/9x9*").out.splitlines()
    assert lines[0] == "classic/9x9"
    assert "├── classic/9x9-Vis" in lines
    assert "│   └── examples/depth-and-segmentation" in lines


def test_a_terminal_is_told_what_is_wrong(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    (folder / "lost.yaml").write_text("summary: x\nextends: classic/9x8\n")
    told = "there is no scenario 'classic/9x8'; did you mean 'classic/9x9'?"
    assert run("graph", "lost.yaml").out == f"lost.yaml  {told}\n"


@pytest.mark.usefixtures("mine")
def test_graphviz_gets_an_arrow_to_each_parent(run: Callable) -> None:
    lines = run("graph", "mine.yaml", "--dot").out.splitlines()
    assert (lines[0], lines[-1]) == ("digraph scenarios {", "}")
    assert [line for line in lines if "->" in line] == ['  "mine.yaml" -> "examples/t-maze";']


@pytest.mark.usefixtures("mine")
def test_json_has_every_fact(run: Callable) -> None:
    first, second = json.loads(run("graph", "mine.yaml", "--json").out)
    assert (first["name"], first["parent"], first["problem"]) == ("examples/t-maze", None, "")
    assert second == {
        **{"name": "mine.yaml", "file": "mine.yaml", "parent": "examples/t-maze"},
        **{"summary": "Mine.", "problem": ""},
    }


def test_nothing_found_is_said(run: Callable) -> None:
    assert run("graph", "exmaples").sentence == "no scenario matches 'exmaples'; did you mean 'examples'?"
    assert run("graph", "nowhere.yaml").sentence == "there is no file 'nowhere.yaml'"
    assert run("graph", "--dot", "--json").sentence.startswith("--dot: choose one of --dot and --json")
