"""Files and data of people's own: what `new` extends, what names find, and what reaches the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import load
from memory_maze.tables import RULES

GOOD = 'summary: "A maze."\nmaze: {size: 9}\nepisode: {seconds: 250}\n'
HOSTILE = (
    'summary: "fine\\e]0;another title\\a\\e[2Jgone\\nsecond line\\tcolumn"\n'
    'maze: {size: 9}\nepisode: {steps: 5}\ntags: ["\\e[31mred", "a\\nb", "\\u202eback"]\n'
)
OBEYED = set("\x1b\x07\x9b\t\r\u2028\u202e")


def uncommented(text: str) -> str:
    """The text with every commented field taken at its word, and every sentence left a comment."""
    lines = []
    for line in text.splitlines():
        bare = line.replace("# ", "", 1)
        field = bare.strip().removeprefix("#").strip().partition(":")[0]
        is_row = set(bare.strip()) <= set("* PG")
        is_field = field.isidentifier() and field != "extends"
        lines.append(bare if line.lstrip().startswith("# ") and (is_field or is_row) else line)
    return "\n".join(lines)


@pytest.mark.parametrize("parent", ["classic/9x9-Vis", "examples/t-maze", "examples/giant-63x63", "examples/same-maze"])
def test_new_shows_every_field_of_its_parent(run: Callable, folder: Path, parent: str) -> None:
    assert run("new", "mine.yaml", "--extends", parent).code == 0
    text = (folder / "mine.yaml").read_text()
    assert load("mine.yaml").maze == load(parent).maze
    (folder / "mine.yaml").write_text(uncommented(text))
    assert "\nmaze:\n" in uncommented(text)
    changed, original = load("mine.yaml"), load(parent)
    for section in ("maze", "objects", "episode", "camera", "control", "observation"):
        assert getattr(changed, section) == getattr(original, section)


def test_new_extends_a_file_from_wherever_the_new_one_is(run: Callable, folder: Path) -> None:
    for place in ("sub", "other"):
        (folder / place).mkdir()
    (folder / "sub" / "base.yml").write_text(GOOD.replace("9", "7"))
    for file in ("mine.yaml", "sub/mine.yaml", "other/mine.YML"):
        assert run("new", file, "--extends", "sub/base.yml").code == 0
        assert load(file).maze.size == 7
    assert "extends: ../sub/base.yml\n" in (folder / "other" / "mine.YML").read_text()
    assert "extends: ./base.yml\n" in (folder / "sub" / "mine.yaml").read_text()
    assert run("new", "abs.yaml", "--extends", str(folder / "sub" / "base.yml")).code == 0
    assert load("abs.yaml").maze.size == 7


def test_new_extends_nothing_that_is_wrong_or_itself(run: Callable, folder: Path) -> None:
    (folder / "even.yaml").write_text(GOOD.replace("9", "8"))
    result = run("new", "mine.yaml", "--extends", "even.yaml")
    assert result.code == 1
    assert "even.yaml:2:14: maze.size: must be odd" in result.err
    assert not (folder / "mine.yaml").exists()
    (folder / "good.yaml").write_text(GOOD)
    result = run("new", "good.yaml", "--extends", "./good.yaml", "--force")
    assert result.code == 2
    assert (folder / "good.yaml").read_text() == GOOD


def test_show_helps_to_the_file_that_is_meant(run: Callable, folder: Path) -> None:
    (folder / "mine.yaml").write_text(GOOD)
    assert "did you mean './mine.yaml'?" in run("show", "mine").err
    assert "did you mean 'mine.yaml'?" in run("show", "mine.yml").err
    assert run("show", "MemoryMaze-9x9-v0").out == run("show", "classic/9x9").out


def test_list_warns_of_folders_that_are_not_there(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMORY_MAZE_PATH", "/does/not/exist")
    result = run("list", "--tag", "vis")
    assert result.code == 0
    assert result.err.count("MEMORY_MAZE_PATH names '/does/not/exist', which is no folder") == 1


@pytest.mark.parametrize("terminal", [False, True])
def test_data_never_rules_the_terminal(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    (folder / "sub\x1b[2J\nfolder").mkdir()
    (folder / "sub\x1b[2J\nfolder" / "x.yaml").write_text(HOSTILE)
    (folder / "wrong\n.yaml").write_text(HOSTILE.replace("size: 9", "size: 8"))
    monkeypatch.setenv("MEMORY_MAZE_PATH", str(folder))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    if terminal:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for command in (
        ("list",),
        ("list", "--json"),
        ("list", "--tag", "\x1b[32m"),
        ("validate", "."),
        ("validate", ".", "--format", "json"),
        ("validate", ".", "--format", "github"),
        ("show", "wrong\n"),
        ("show", "wrong\n.yaml", "--resolved"),
        ("show", "gone\x1b[2J"),
        ("show", "\x1b[2J.yaml"),
    ):
        result = run(*command)
        # In a pipe the columns of a list have tabs between them.
        between = {"\t"} if command[0] == "list" and not terminal else set()
        assert not (OBEYED - between) & set(result.out + result.err), command
    rows = [line for line in run("list").out.splitlines() if line.startswith(("sub\\x1b", "wrong\\n\t"))]
    assert terminal or len(rows) == 2
    entry = next(entry for entry in json.loads(run("list", "--json").out) if entry["name"].endswith("/x"))
    assert entry["tags"] == ["\x1b[31mred", "a\nb", "\u202eback"]


def test_what_steers_a_terminal_is_told_once(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "x.yaml").write_text(HOSTILE)
    monkeypatch.setenv("MEMORY_MAZE_PATH", "own")
    error, hint = run("list", "--tag", "nope").err.splitlines()
    assert error == "error: no scenario has the tag 'nope'"
    assert hint.startswith("hint: there are ")
    assert "\\x1b[31mred" in hint
    (folder / "a\tb.yaml").write_text(GOOD.replace("size", "sise"))
    told = run("show", "a\tb.yaml").err.splitlines()
    assert told == ["error: a\\tb.yaml:2:8: maze.sise: unknown field", "hint: did you mean 'size'?"]


def test_a_rule_of_ones_own_that_fails_is_blamed_itself(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "second_rules.py").write_text(
        "from memory_maze.game.rules.hunt import Hunt\n\n\n"
        "class EverySecond(Hunt):\n    def score(self, turn):\n        turn.touchedd\n"
    )
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setitem(RULES._entries, "every-second", "second_rules:EverySecond")
    (folder / "mine.yaml").write_text(GOOD + "task: {rule: every-second}\n")
    result = run("evaluate", "mine.yaml", "--policy", "noop", "--episodes", "1")
    assert (result.code, result.out) == (1, "")
    trace, _, sentence = result.err.rpartition("error: ")
    assert trace.startswith("Traceback (most recent call last):\n")
    assert "second_rules.py" in trace.splitlines()[1]
    failed = "second_rules, a package that adds words to memory-maze, failed"
    assert sentence == f"{failed}: AttributeError: 'Turn' object has no attribute 'touchedd'\n"
