"""What a shell completes, asked as shells do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from memory_maze_cli import completion

from memory_maze.tables import POLICIES


@pytest.fixture
def complete(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Completes a line at its end, as zsh does."""

    def answer(line: str) -> list[str]:
        monkeypatch.setenv("_MEMORY_MAZE_COMPLETE", "complete_fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"memory-maze {line}")
        return [answered.partition("\t")[0] for answered in run().out.splitlines() if answered]

    return answer


def bash(monkeypatch: pytest.MonkeyPatch, run: Callable, words: list[str]) -> list[str]:
    monkeypatch.setenv("_MEMORY_MAZE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "\n".join(["memory-maze", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    return run().out.splitlines()


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("eval", ["evaluate"]),
        ("dataset gen", ["generate"]),
        (
            "show classic/15x15-Or",
            ["classic/15x15-Oracle", "classic/15x15-Oracle-ExtraObs", "classic/15x15-Oracle-Top"],
        ),
        ("validate examples/t", ["examples/t-maze", "examples/t-maze-recall"]),
        ("list examples/t", ["examples/t-maze", "examples/t-maze-recall"]),
        ("new x.yaml --extends examples/t", ["examples/t-maze", "examples/t-maze-recall"]),
        ("render classic/9x9 --policy w", ["wanderer"]),
        ("play classic/9x9 --policy o", ["oracle"]),
        ("evaluate classic/9x9 --policy oracle --policy r", ["random"]),
        ("dataset generate x --policy e", ["explorer-oracle"]),
        ("show classic/9x9 -o maze.si", ["maze.size="]),
        (
            "show classic/9x9 -o maze.rooms.",
            [f"maze.rooms.{name}=" for name in ("max", "min_side", "max_side", "objects", "spawns")],
        ),
        ("show classic/9x9 --override camera.v", ["camera.view="]),
        ("show classic/9x9 -o camera.view=", ["camera.view=first-person", "camera.view=top"]),
        ("show classic/9x9 -o maze.style=style_05", ["maze.style=style_05"]),
        ("show classic/9x9 -o episode.start", ["episode.start.cell=", "episode.start.heading=", "episode.start="]),
        ("show classic/9x9 -o episode.start=", ["episode.start=random"]),
        ("show classic/9x9 -o observation.minimap=", ["observation.minimap=true", "observation.minimap=false"]),
        ("show classic/9x9 -o maze.size=", []),
        ("show classic/9x9 -o nothing=", []),
        ("list --tag 9", ["9x9"]),
        ("validate --format j", ["json"]),
        ("dataset generate x --format z", ["zarr"]),
        ("dataset generate x --engine ", ["local", "ray"]),
        ("dataset export d --to ", ["minari"]),
        ("render classic/9x9 --se", ["--seed"]),
    ],
)
def test_what_follows_is_told(complete: Callable[[str], list[str]], line: str, answers: list[str]) -> None:
    assert complete(line) == answers


def test_files_and_folders_are_completed(complete: Callable[[str], list[str]], folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "deep.yml").touch()
    (folder / "mine.yaml").touch()
    (folder / "mine.txt").touch()
    (folder / ".mine.yaml").touch()
    assert complete("show mi") == ["mine/", "mine.yaml"]
    assert complete("show ./mi") == ["./mine/", "./mine.yaml"]
    assert complete("show mine/") == ["mine/deep.yml"]
    assert complete("show ./.m") == ["./.mine.yaml"]
    assert "classic/9x9" in complete("show ")
    assert ".mine.yaml" not in complete("show ")


def test_bash_breaks_words_and_gets_what_is_missing(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    field = ["show", "classic/9x9", "-o"]
    assert bash(monkeypatch, run, [*field, "maze.si"]) == ["maze.size="]
    assert bash(monkeypatch, run, [*field, "camera.view", "="]) == ["first-person", "top"]
    assert bash(monkeypatch, run, [*field, "camera.view", "=", "t"]) == ["top"]
    assert bash(monkeypatch, run, [*field, "maze.size", "=", "9", "-o", "camera.view", "=", "t"]) == ["top"]
    assert bash(monkeypatch, run, ["render", "x", "--policy", "wa"]) == ["wanderer"]
    assert bash(monkeypatch, run, ["val"]) == ["validate"]
    assert "classic/9x9" in bash(monkeypatch, run, ["show", ""])


def test_what_goes_wrong_is_not_shown_while_typing(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("memory_maze.scenario.names", broken)
    monkeypatch.setenv("_MEMORY_MAZE_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "memory-maze show c")
    assert run() == (1, "", "")


def test_every_field_is_known_and_has_a_word(complete: Callable[[str], list[str]]) -> None:
    told = completion.fields("")
    assert len(told) > 40
    assert all(about for _, about in told)
    assert {"maze.size=", "objects.colors=", "observation.keys=", "summary="} <= {name for name, _ in told}


def test_the_policies_are_those_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(completion.POLICIES) == list(POLICIES)

    class Entry:
        name, value = "mine", "a.b:C"

    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [Entry()] * (group == "memory_maze.policies"))
    assert completion.policies("mi") == [("mine", "a.b:C")]


@pytest.mark.parametrize("line", ["show classic/9x9 -o maze.", "render x --policy ", "list --tag ", "show cl"])
def test_no_simulator_is_imported(line: str) -> None:
    code = (
        "import sys, memory_maze_cli.app as app\n"
        "try: app.main([])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('numba', 'mujoco', 'labmaze', 'dm_control') if m in sys.modules], file=sys.stderr)"
    )
    asked = {
        "_MEMORY_MAZE_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": f"memory-maze {line}",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stdout
    assert done.stderr == "[]\n"
