"""docs/cli.md tells what the commands do: its shell sessions are run."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from memory_maze_cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")

SESSIONS = {
    block.splitlines()[0].removeprefix("$ memory-maze "): "\n".join(block.splitlines()[1:])
    for block in (part.partition("```")[0] for part in PAGE.split("```console\n")[1:])
}

MINE = "summary: x\nmaze:\n  size: 1\nobjects:\n  color: red\nepisode: {seconds: 5}\n"
WALLED_IN = (
    "summary: x\nmaze: {layout: '*******\n\n  *P * G*\n\n  *******'}\nobjects: {count: 1}\nepisode: {steps: 5}\n"
)


@pytest.mark.parametrize(
    "command",
    [
        "show classic/9x8",
        "list --tag 9x9 --tag top | cut -f1,4-6",
        "show classic/9x9-Top --source",
        "show classic/9x9-Top -o objects.count=2 --provenance | grep -v default",
        "show classic/9x9 --map --seed 3",
        "diff classic/9x9 classic/9x9-Top",
        "diff classic/9x9 classic/9x9 --left 'maze.seed={integers: [0, 99]}' --right 'maze.seed={choice: [3, 100]}'",
        "graph classic/9x9-Vis delayed",
        "validate mine.yaml",
        "validate walled_in.yaml",
        "new fresh.yaml",
        "describe examples/t-maze --episodes 4",
        "results check mine.json",
        "evaluate classic/9x9 -o episode.seconds=25 --policy noop --policy forward --episodes 2 --csv",
    ],
)
def test_the_sessions_are_what_the_commands_print(command: str, run: Callable, folder: Path) -> None:
    (folder / "mine.yaml").write_text(MINE)
    (folder / "walled_in.yaml").write_text(WALLED_IN)
    (folder / "mine.json").write_text(
        run("evaluate", "examples/t-maze", "--policy", "noop", "--episodes", "4", "--json").out
    )
    typed, _, pipe = command.partition(" | ")
    result = run(*shlex.split(typed))
    told = SESSIONS[command.replace("fresh", "mine")].replace("mine", "fresh" if command.startswith("new") else "mine")
    assert (PIPES[pipe](result.out) if pipe else result.out + result.err).rstrip("\n") == told


def _cut(text: str) -> str:
    """What `cut -f1,4-6` leaves."""
    rows = [line.split("\t") for line in text.splitlines()]
    return "\n".join("\t".join([row[0], *row[3:6]]) for row in rows)


def _without_defaults(text: str) -> str:
    """What `grep -v default` leaves."""
    return "\n".join(line for line in text.splitlines() if "default" not in line)


PIPES = {"cut -f1,4-6": _cut, "grep -v default": _without_defaults}


def test_every_command_has_a_section() -> None:
    names = [entry.name for entry in (*app.registered_commands, *app.registered_groups)]
    assert "dataset" in names
    assert all(f"\n## {name}\n" in PAGE and f"| [`{name}`](#{name})" in PAGE for name in names)


def test_every_subcommand_is_told_in_its_group_s_section() -> None:
    for group in app.registered_groups:
        assert group.typer_instance is not None
        section = PAGE.split(f"\n## {group.name}\n")[1].split("\n## ")[0]
        names = [command.name for command in group.typer_instance.registered_commands]
        assert names
        assert [name for name in names if f"memory-maze {group.name} {name}" not in section] == []
