"""`list`, `show`, `schema`, `new` and `doctor`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from memory_maze_cli import health

from memory_maze.scenario import json_schema, load


def test_list_prints_one_scenario_a_line(run: Callable) -> None:
    result = run("list")
    assert result.code == 0
    assert len(result.out.splitlines()) >= 64
    first = "classic/9x9|Memory Maze 9x9: three objects, 1000 steps.|classic 9x9|9x9|3|1000|MemoryMaze-9x9-v0"
    assert result.out.splitlines()[0].split("\t") == [*first.split("|"), ""]
    assert {line.count("\t") for line in result.out.splitlines()} == {7}


def test_list_filters_by_all_tags(run: Callable) -> None:
    names = [line.split()[0] for line in run("list", "--tag", "11x11", "--tag", "vis").out.splitlines()]
    assert names == ["classic/11x11-ExtraObs-Vis", "classic/11x11-HiFreq-Vis", "classic/11x11-Vis"]


def test_list_speaks_json(run: Callable) -> None:
    entries = json.loads(run("list", "--json", "--tag", "classic").out)
    assert len(entries) == 64
    assert set(entries[0]) == {
        *("name", "file", "summary", "tags", "members", "problem", "size", "objects", "steps", "gymnasium_id")
    }
    assert (entries[0]["size"], entries[0]["objects"], entries[0]["steps"]) == ([9, 9], 3, 1000)


def test_list_makes_a_table_in_a_terminal(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    lines = plain(run("list", "--tag", "example").out).splitlines()
    assert lines[0] == "examples/"
    assert any(line.split()[:4] == ["t-maze", "9x6", "2", "200"] for line in lines)
    assert lines[-1] == "17 scenarios"


@pytest.mark.parametrize("columns", ["80", "140"])
def test_list_makes_a_matrix_of_the_benchmark(run: Callable, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    text = plain(run("list").out)
    lines = text.splitlines()
    assert lines[1].split() == ["variant", "9x9", "11x11", "13x13", "15x15"]
    assert lines[2].split() == ["objects", "3", "4", "5", "6"]
    assert lines[3].split() == ["steps", "1000", "2000", "3000", "4000"]
    assert sum(line.count("●") == 4 for line in lines) == 16
    assert max(map(len, lines)) <= max(int(columns), 99)
    assert len(lines) < 56
    assert ("example continuous" in text) == (columns == "140")


@pytest.mark.parametrize(
    ("filters", "count"),
    [(["9x9"], 16), (["examples"], 17), (["classic/*-VIS"], 12), (["9x9-vis", "t-maze"], 3), (["classic/9x9"], 16)],
)
def test_list_takes_parts_of_names_and_patterns(run: Callable, filters: list[str], count: int) -> None:
    assert len(run("list", *filters).out.splitlines()) == count


def test_list_says_when_nothing_matches(run: Callable) -> None:
    assert run("list", "exmaples").sentence == "no scenario matches 'exmaples'; did you mean 'examples'?"
    assert run("list", "q*q").sentence == "no scenario matches 'q*q'; memory-maze list shows all"
    told = run("list", "examples", "--tag", "9x9").sentence
    assert told.startswith("no scenario matches 'examples' with these tags")


def test_list_tells_what_is_wrong_with_a_scenario(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bad.yaml").write_text("summary: x\nextends: classic/9x9\nmaze: {size: 8}\n")
    monkeypatch.setenv("MEMORY_MAZE_PATH", str(folder))
    row = run("list", "bad").out.rstrip("\n").split("\t")
    assert row[0] == "bad"
    assert "must be odd" in row[1]
    assert row[3:] == ["", "", "", "", ""]


def test_data_does_not_steer_the_terminal(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "x.yaml").write_text('summary: "a\\e[31m\\a\\tb\\u202ec"\ntags: ["t\\e]0;x"]\nextends: classic/9x9\n')
    (folder / "li\nne.yaml").write_text("summary: y\nextends: classic/9x9\n")
    monkeypatch.setenv("MEMORY_MAZE_PATH", str(folder))
    for terminal in (False, True):
        monkeypatch.setattr("sys.stdout.isatty", lambda terminal=terminal: terminal, raising=False)
        monkeypatch.setenv("NO_COLOR", "1")
        for arguments in (["list", "?"], ["list", "?", "--json"], ["show", "x"], ["list", "--tag", "t\x1b]"]):
            result = run(*arguments)
            text = plain(result.out + result.err) if terminal else result.out + result.err
            assert not set(text) & {"\x1b", "\x07", "\u202e"}, arguments
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    assert "a\\x1b[31m\\x07\\tb\\u202ec" in run("list", "?").out
    assert len(run("list", "ne").out.splitlines()) == len(json.loads(run("list", "ne", "--json").out))
    assert json.loads(run("list", "?", "--json").out)[0]["summary"] == "a\x1b[31m\x07\tb\u202ec"


def plain(text: str) -> str:
    """Without the terminal's colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_show_prints_the_file_as_written(run: Callable) -> None:
    from memory_maze.scenario import find

    assert run("show", "classic/9x9-Vis", "--source").out == find("classic/9x9-Vis").read_text()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("root:x:0:0:root\n", "is a single value, not a mapping"),
        ("- a\n", "is a list, not a mapping"),
        ("a: " + "[" * 1000, "nested deeper than 64 levels"),
    ],
)
def test_show_refuses_what_is_no_document(run: Callable, folder: Path, text: str, sentence: str) -> None:
    (folder / "x.yaml").write_text(text)
    result = run("show", "x.yaml", "--source")
    assert (result.code, result.out) == (1, "")
    assert sentence in result.err


def test_show_prints_a_document_that_is_wrong_in_its_fields(run: Callable, folder: Path) -> None:
    (folder / "x.yaml").write_text("# mine\nmaze: {sise: 9}\n")
    assert run("show", "x.yaml", "--source").out == "# mine\nmaze: {sise: 9}\n"


def test_show_resolved_prints_a_complete_document(run: Callable, folder: Path) -> None:
    (folder / "x.yaml").write_text(run("show", "classic/9x9-Vis", "--resolved").out)
    assert load("x.yaml") == load("classic/9x9-Vis")


def test_show_json_holds_everything(run: Callable) -> None:
    document = json.loads(run("show", "classic/9x9", "-o", "maze.size=11", "--json").out)
    assert document == load("classic/9x9", ["maze.size=11"]).model_dump(mode="json")


def test_show_draws_the_first_maze_of_a_seed(run: Callable) -> None:
    rows = run("show", "classic/9x9", "--map", "--seed", "3").out.splitlines()
    assert len(rows) == 12
    assert {len(row) for row in rows[:11]} == {22}
    assert sum(row.count("*") for row in rows[:11]) == 1
    assert rows != run("show", "classic/9x9", "--map", "--seed", "4").out.splitlines()


def test_show_colours_the_objects_in_a_terminal(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    text = run("show", "classic/9x9", "--map", "--seed", "3").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("show", "classic/9x9", "--map", "--seed", "3").out
    assert plain(coloured) == text
    assert "\x1b[1;97;48;5;" in coloured
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert "\x1b[1;97;48;2;197;44;35m0 " in run("show", "classic/9x9", "--map", "--seed", "3").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("show", "classic/9x9", "--map", "--seed", "3").out == text


def test_show_prints_a_layout_that_is_the_generated_maze(run: Callable, folder: Path) -> None:
    (folder / "x.yaml").write_text(
        run("show", "classic/9x9-Vis", "--layout", "--seed", "3", "-o", "objects.count=4").out
    )
    scenario = load("x.yaml")
    assert (scenario.objects.count, scenario.maze.wall_height, scenario.maze.size) == (4, 0.4, None)
    assert run("validate", "--deep", "x.yaml").code == 0
    told = run("show", "classic/9x9-Vis", "--map", "--seed", "3", "-o", "objects.count=4").out.splitlines()[:11]
    assert scenario.maze.layout is not None
    drawn = scenario.maze.layout.splitlines()
    assert [[sign == "*" for sign in row] for row in drawn] == [
        [pair == "██" for pair in re.findall("..", row)] for row in told
    ]


def test_show_draws_the_start_of_a_fixed_layout(run: Callable) -> None:
    rows = run("show", "examples/t-maze-recall", "--map").out.splitlines()
    assert rows[5] == "██████████↑ ██████████"


def test_schema_prints_the_schema(run: Callable) -> None:
    assert json.loads(run("schema").out) == json_schema()


def test_schema_check_tells_an_old_file(run: Callable, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    assert run("schema", "--check").code == 0
    old = folder / "schema.json"
    old.write_text("{}")
    monkeypatch.setattr("memory_maze.scenario.editor_schema.committed_schema", lambda: old)
    result = run("schema", "--check")
    assert result.code == 1
    assert "is out of date; write it with: memory-maze schema >" in result.sentence


def test_new_writes_a_file_that_validates(run: Callable, folder: Path) -> None:
    assert run("new", "mine.yaml").out == "wrote mine.yaml; check it with: memory-maze validate mine.yaml\n"
    assert run("validate", "mine.yaml").code == 0
    assert [file.name for file in folder.iterdir()] == ["mine.yaml"]


def test_new_makes_the_folder_and_takes_it_away_if_it_fails(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", "deep/er/mine.yaml").code == 0
    assert run("validate", "deep").code == 0
    (folder / "file").touch()
    assert run("new", "file/x/mine.yaml").sentence == "file: is a file, not a folder"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    monkeypatch.setattr("os.link", full)
    assert run("new", "other/one/mine.yaml").code == 1
    assert not (folder / "other").exists()


def test_new_replaces_nothing_unless_forced(run: Callable, folder: Path) -> None:
    (folder / "mine.yaml").write_text("precious")
    result = run("new", "mine.yaml")
    assert (result.code, result.sentence) == (1, "mine.yaml: exists already; add --force to replace it")
    assert (folder / "mine.yaml").read_text() == "precious"
    assert run("new", "mine.yaml", "--force", "--extends", "classic/9x9-Vis").code == 0
    assert load("mine.yaml").maze.wall_height == 0.4


def test_new_leaves_nothing_behind_when_it_fails(run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for way, options in (("os.link", ()), ("os.replace", ("--force",))):
        monkeypatch.setattr(way, full)
        result = run("new", "mine.yaml", *options)
        assert (result.code, result.sentence) == (1, "mine.yaml: cannot be written: No space left on device")
        assert not list(folder.iterdir())


def test_new_names_the_file_and_not_a_temporary_one(
    run: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(file: Path, _: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "write_bytes", refused)
    assert run("new", "mine.yaml").sentence == "mine.yaml: cannot be written: Permission denied"


def test_new_keeps_a_link_that_leads_nowhere(run: Callable, folder: Path) -> None:
    (folder / "mine.yaml").symlink_to("nowhere.yaml")
    assert run("new", "mine.yaml").sentence == "mine.yaml: exists already; add --force to replace it"
    assert (folder / "mine.yaml").is_symlink()
    assert run("new", "mine.yaml", "--force").code == 0


def test_new_does_not_write_over_a_folder(run: Callable, folder: Path) -> None:
    (folder / "mine.yaml").mkdir()
    result = run("new", "mine.yaml", "--force")
    assert (result.code, result.sentence) == (1, "mine.yaml: is a folder")


def test_doctor_tells_versions_folders_and_renderers(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "renderers", lambda: [health.Fact("software", "draws")])
    result = run("doctor")
    assert result.code == 0
    assert any(line.split()[:2] == ["ok", "numpy"] for line in result.out.splitlines())
    facts = json.loads(run("doctor", "--json").out)
    assert {"python", "numpy", "scenarios", "search path", "software"} <= {fact["subject"] for fact in facts}


def test_doctor_says_when_the_renderer_is_compiled_first(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_numba() -> None:
        raise ModuleNotFoundError("numba")

    monkeypatch.setattr(health, "renderers", list)
    monkeypatch.setattr("memory_maze.rendering.needs_compilation", lambda: True)
    assert run("doctor").err == "compiling the renderer, once (about half a minute) ...\n"
    monkeypatch.setattr("memory_maze.rendering.needs_compilation", without_numba)
    assert run("doctor").err == ""


def test_doctor_is_1_when_something_needed_is_wrong(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "renderers", list)
    monkeypatch.setenv("MEMORY_MAZE_PATH", "not-there")
    result = run("doctor")
    assert result.code == 1
    assert "!!\tsearch path" in result.out
    assert "not-there is no folder" in result.out


def test_a_renderer_that_fails_or_hangs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    def failing(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "", "Traceback\nx.RenderingUnavailable: OpenGL is not available\n")

    def hanging(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired([], 1)

    monkeypatch.setattr(subprocess, "run", failing)
    software, *backends = health.renderers()
    assert {fact.state for fact in backends} == {"absent"}
    assert software == health.Fact("software", "x.RenderingUnavailable: OpenGL is not available", "wrong")
    found = {fact.subject: fact.finding for fact in backends}
    for backend, advice in (("egl", "libegl1"), ("osmesa", "libosmesa6"), ("glfw", "needs a display")):
        assert advice in found.get(f"opengl ({backend})", advice)
    monkeypatch.setattr(subprocess, "run", hanging)
    assert "hangs" in health.renderers()[0].finding


def test_show_tells_who_set_each_value(run: Callable, folder: Path) -> None:
    (folder / "mine.yaml").write_text("summary: x\nextends: classic/9x9\nobjects: {count: 2}\n")
    command = ("show", "mine.yaml", "-o", "maze.size=11", "--provenance")
    rows = {row[0]: row[1:] for row in (line.split("\t") for line in run(*command).out.splitlines())}
    assert rows["objects.count"] == ["2", "mine.yaml:3"]
    assert rows["episode.seconds"] == ["250.0", "classic/9x9.yaml:14"]
    assert rows["maze.size"] == ["11", "override"]
    assert rows["maze.floors"] == ["[blue, blue_bright]", "default"]
    facts = {fact["field"]: fact for fact in json.loads(run(*command, "--json").out)}
    assert facts["objects.count"] == {
        **{"field": "objects.count", "value": 2, "setter": "document", "parents": 0},
        **{"file": "mine.yaml", "line": 3, "column": 18},
    }
    assert (facts["maze.size"]["setter"], facts["maze.size"]["file"]) == ("override", None)
    assert facts["episode.seconds"]["parents"] == 1


def test_show_makes_a_table_of_who_set_each_value(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    lines = plain(run("show", "classic/9x9", "--provenance").out).splitlines()
    assert lines[0].split() == ["field", "value", "set", "by"]
    assert any(line.split() == ["maze.size", "9", "classic/9x9.yaml:5"] for line in lines)
