from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from memory_maze_cli.app import app
from typer.testing import CliRunner

COMMANDS = [str(command.name) for command in app.registered_commands]


def shell(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from memory_maze_cli.app import main; sys.argv[0] = 'memory-maze'; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"memory-maze {command}" in result.output.partition("Examples:")[2]


def test_help_lists_the_commands_and_exit_codes(run: Callable) -> None:
    for option in ("--help", "-h"):
        result = run(option)
        assert result.code == 0
        assert all(command in result.out for command in COMMANDS)
        assert "Exit codes: 0 done, 1 the input is wrong, 2 the command was misused." in result.out


def test_help_is_there_at_once_and_imports_no_library() -> None:
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        assert shell("--help").returncode == 0
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.5
    code = (
        "import sys; import memory_maze_cli.app;"
        "assert not {'memory_maze', 'numpy', 'pydantic', 'yaml', 'rich.console'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_version_is_told(run: Callable) -> None:
    from importlib.metadata import version

    assert run("--version") == (0, f"memory-maze {version('memory-maze-scenarios')}\n", "")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["shwo"], "Did you mean 'show'?"),
        (["show"], "Missing argument"),
        (["show", "classic/9x9", "--nope"], "No such option"),
        (["show", "classic/9x9", "--map", "--seed", "-1"], "Invalid value"),
        (["validate", "--format", "xml"], "Invalid value"),
        (["new", "mine.txt"], "name a file that ends in .yaml"),
        (["show", "classic/9x9", "--map", "--json"], "a map goes with neither --json nor --resolved"),
        (["show", "classic/9x9", "--map", "--resolved"], "a map goes with neither --json nor --resolved"),
        (["show", "classic/9x9", "--seed", "0"], "a seed chooses a map; add --map"),
    ],
)
def test_misuse_is_2_with_a_hint(run: Callable, arguments: list[str], hint: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert hint in result.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "classic/9x9-vis"], "there is no scenario 'classic/9x9-vis'; did you mean 'classic/9x9-Vis'?"),
        (["show", "nowhere.yaml"], "there is no file 'nowhere.yaml'"),
        (["show", "classic/9x9", "-o", "maze.sise=11"], "maze.sise: unknown field; did you mean 'size'?"),
        (["show", "classic/9x9", "-o", "maze.size"], "the override 'maze.size' has no '='; write it as maze.size=11"),
        (["list", "--tag", "vsi"], "no scenario has the tag 'vsi'; did you mean 'vis'?"),
        (["new", "no/such/mine.yaml"], "no/such: there is no such folder"),
        (["new", "x.yaml", "--extends", "9x9"], "there is no scenario '9x9'; did you mean 'classic/9x9'?"),
    ],
)
def test_wrong_input_is_1_and_one_sentence(run: Callable, arguments: list[str], sentence: str) -> None:
    assert run(*arguments) == (1, "", sentence + "\n")


def test_a_real_process_shows_no_traceback() -> None:
    done = shell("show", "classic/9x8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "there is no scenario 'classic/9x8'; did you mean 'classic/9x9'?\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = "from memory_maze_cli.app import main; main(['show', 'classic/9x9', '--json'])"
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.close()
    assert child.stderr is not None
    assert child.stderr.read() == b""
    assert child.wait() == 1
    child.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("command", [["list"], ["show", "classic/9x9", "--json"], ["--help"]])
def test_a_full_disk_is_told_of_the_standard_output(command: list[str]) -> None:
    code = f"from memory_maze_cli.app import main; main({command})"
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "standard output: No space left on device\n")


def test_an_interruption_is_130(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("memory_maze.scenario.overview.overviews", interrupted)
    assert run("list") == (130, "", "interrupted\n")


def test_bugs_are_not_hidden(monkeypatch: pytest.MonkeyPatch, folder: object) -> None:
    from memory_maze_cli.app import main

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("memory_maze.scenario.overview.overviews", broken)
    with pytest.raises(ZeroDivisionError):
        main(["list"])


def test_names_are_completed() -> None:
    from memory_maze_cli.options import complete_scenario

    assert complete_scenario("classic/15x15-Or") == [
        "classic/15x15-Oracle",
        "classic/15x15-Oracle-ExtraObs",
        "classic/15x15-Oracle-Top",
    ]
