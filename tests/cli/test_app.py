from __future__ import annotations

import os
import re
import subprocess
import sys
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
        assert "Exit codes: 0 done, 1 the input is wrong, 2 the command was misused" in result.out


def test_help_is_there_at_once_and_imports_no_library() -> None:
    times = []
    for _ in range(3):
        # Of the processor: other programs may be busy on this machine.
        begin = os.times()
        assert shell("--help").returncode == 0
        end = os.times()
        times.append(end.children_user + end.children_system - begin.children_user - begin.children_system)
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
        (["shwo"], "there is no command 'shwo'; did you mean show?"),
        (["zzz"], "there is no command 'zzz'; memory-maze --help tells how it is used"),
        (["dataset", "genrate"], "there is no command 'genrate'; did you mean generate?"),
        (["show"], "SCENARIO is missing; memory-maze show --help tells how it is used"),
        (["dataset", "check"], "DIR is missing; memory-maze dataset check --help tells how it is used"),
        (["dataset", "generate", "x"], "--out is missing; memory-maze dataset generate --help tells how it is used"),
        (["show", "classic/9x9", "--nope"], "there is no option --nope; memory-maze show --help tells how it is used"),
        (["show", "classic/9x9", "--mpa"], "there is no option --mpa; did you mean --map?"),
        (["show", "a", "b"], "'b' is more than this command takes; memory-maze show --help tells how it is used"),
        (["render", "a", "--seed"], "--seed needs a value; memory-maze render --help tells how it is used"),
        (["doctor", "--json=1"], "--json takes no value; memory-maze doctor --help tells how it is used"),
        (["show", "a", "--map", "--seed", "-1"], "--seed: give a whole number from 0 to 4294967295, not '-1'"),
        (["render", "a", "--steps", "0"], "--steps: give a whole number of at least 1, not '0'"),
        (["render", "a", "--steps", "1e3"], "--steps: give a whole number of at least 1, not '1e3'"),
        (["render", "a", "--fps", "nan"], "--fps: give a number from 0.1 to 120, not 'nan'"),
        (["validate", "--format", "xml"], "--format: give text, json or github, not 'xml'"),
        (["new", "mine.txt"], "FILE: name a file that ends in .yaml"),
        (["show", "classic/9x9", "--map", "--json"], "--map: choose one of --json or --map"),
        (["show", "classic/9x9", "--map", "--resolved"], "--map: choose one of --resolved or --map"),
        (["show", "classic/9x9", "--source", "-o", "a=1"], "--source: a file as it was written has no overrides"),
        (["show", "classic/9x9", "--seed", "0"], "--seed: a seed chooses a maze; add --map or --layout"),
        (["validate", "--stdin-filename", "x"], "--stdin-filename: it names the standard input; add -"),
        (["evaluate", "x", "--csv", "--json"], "--csv: choose one of --csv and --json"),
    ],
)
def test_misuse_is_2_with_a_hint(run: Callable, arguments: list[str], hint: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.sentence.startswith(hint)
    assert len(result.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "classic/9x9-vis"], "there is no scenario 'classic/9x9-vis'; did you mean 'classic/9x9-Vis'?"),
        (["show", "nowhere.yaml"], "there is no file 'nowhere.yaml'"),
        (["show", "classic/9x9", "-o", "maze.sise=11"], "maze.sise: unknown field; did you mean 'size'?"),
        (["show", "classic/9x9", "-o", "maze.size"], "the override 'maze.size' has no '='; write it as maze.size=11"),
        (["list", "--tag", "vsi"], "no scenario has the tag 'vsi'; did you mean 'vis'?"),
        (["new", "x.yaml", "--extends", "9x9"], "there is no scenario '9x9'; did you mean 'classic/9x9'?"),
    ],
)
def test_wrong_input_is_1_and_one_sentence(run: Callable, arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert (result.code, result.out, result.sentence) == (1, "", sentence)


HEAD = "summary: x\nmaze: {size: 9}\n"


@pytest.mark.parametrize(
    ("document", "hint"),
    [
        (HEAD, "write episode: {seconds: 250}"),
        (f"{HEAD}episode: {{seconds: 1:30}}\n", "write 90, since YAML 1.2 has no numbers to the base of 60"),
        (f"{HEAD}episode: {{seconds: [3, 5]}}\n", "write one number"),
        (
            f"{HEAD}episode: {{steps: 5}}\nobjects: {{radius: [0.3, 1]}}\n",
            "write one number, or {uniform: [0.3, 1]} to draw",
        ),
        (f"{HEAD}episode: {{}}\n", "give exactly one of them"),
        (f"{HEAD}episode: {{steps: 5, start: {{cell: [9, 9]}}}}\n".replace("9}\n", "9, seed: 1}\n"), "choose x from 0"),
        ("summary: x\nmaze: {style: plain}\nepisode: {steps: 5}\n", "give size, or width and height, or layout"),
        (f"{HEAD}episode: {{steps: 5}}\ncamera: {{outputs: [depth]}}\n", "add it, for it is always drawn"),
        (f"{HEAD}episode: {{steps: 5}}\nobjects: {{radius: 2}}\n", "choose a radius of 1 m at most"),
        (f"{HEAD}episode: {{steps: 5}}\nrules: 1\n", "the section task says what is played"),
        (f"{HEAD}episode: {{steps: 5}}\nseed: 1\n", "maze.seed fixes the walls, and places"),
    ],
)
def test_a_hint_is_a_way_out(run: Callable, folder: Path, document: str, hint: str) -> None:
    (folder / "x.yaml").write_text(document)
    error, told = run("show", "x.yaml").err.splitlines()
    assert error.startswith("error: x.yaml:")
    assert told.startswith(f"hint: {hint}")


def test_a_real_process_shows_no_traceback() -> None:
    done = shell("show", "classic/9x8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: there is no scenario 'classic/9x8'\nhint: did you mean 'classic/9x9'?\n"


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
    assert (done.returncode, done.stderr) == (1, "error: standard output: No space left on device\n")


def test_an_interruption_is_130(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("memory_maze.scenario.overview.overviews", interrupted)
    assert run("list") == (130, "", "interrupted\n")


def test_an_interruption_tells_how_far_it_came(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt("3 of 5 are there")

    monkeypatch.setattr("memory_maze.scenario.overview.overviews", interrupted)
    assert run("list") == (130, "", "interrupted: 3 of 5 are there\n")


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (ZeroDivisionError("by 0"), 70, "this is a fault of memory-maze: ZeroDivisionError: by 0; "),
        (EOFError(), 70, "this is a fault of memory-maze: EOFError; "),
        (KeyError("a; b"), 70, "this is a fault of memory-maze: KeyError: 'a; b'; "),
        (MemoryError(), 1, "there is not enough memory; ask for less at once"),
        (OSError(28, "No space left on device"), 1, "No space left on device"),
        (OSError(13, "Permission denied", "a; b"), 1, "a; b: Permission denied"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence(
    run: Callable, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, sentence: str
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("memory_maze.scenario.overview.overviews", broken)
    result = run("list")
    assert (result.code, result.out) == (code, "")
    assert result.sentence.startswith(sentence)
    assert "Traceback" not in result.err
    if code == 70:
        assert "MEMORY_MAZE_TRACEBACK=1" in result.sentence
    monkeypatch.setenv("MEMORY_MAZE_TRACEBACK", "1")
    assert "in broken\n" in run("list").err


def test_modules_are_the_command_too(folder: Path) -> None:
    for module in ("memory_maze", "memory_maze_cli", "memory_maze_cli.app"):
        done = subprocess.run(
            [sys.executable, "-m", module, "validate", "nothing.yaml"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (1, "error: there is no file 'nothing.yaml'\n")
        assert (
            "memory-maze"
            in subprocess.run(
                [sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True
            ).stdout
        )


def test_closed_outputs_are_no_error() -> None:
    code = "from memory_maze_cli.app import main; main(['show', 'classic/9x8'])"
    done = subprocess.run(["/bin/sh", "-c", f'"{sys.executable}" -c "{code}" >&- 2>&-'], check=False)
    assert done.returncode == 1


def test_a_name_that_the_encoding_lacks_is_printed_all_the_same(folder: Path) -> None:
    (folder / "ü.yaml").write_text("summary: 'ü → x'\nextends: classic/9x9\n", encoding="utf-8")
    code = "from memory_maze_cli.app import main; main(['show', 'ü.yaml'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"\\u2192" in done.stdout


def _helps() -> list[list[str]]:
    from memory_maze_cli.dataset import dataset

    verbs = [["dataset", str(command.name)] for command in dataset.registered_commands]
    return [[], ["dataset"], *([command] for command in COMMANDS), *verbs]


@pytest.mark.parametrize("command", _helps(), ids=" ".join)
def test_help_speaks_no_jargon_of_a_library(run: Callable, command: list[str]) -> None:
    text = run(*command, "--help").out
    assert not re.search(r"<\w+[^>]*>|list\[|\brange\b|x>=|x<=|\bTEXT\b|\bINTEGER\b|\bFLOAT\b|\bPATH\b", text)
