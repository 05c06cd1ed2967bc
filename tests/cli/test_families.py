"""Commands that take a scenario take a family, by its name or by --sweep."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

FAMILY = """\
summary: "Two sizes."
extends: classic/9x9
episode: {steps: 12}
matrix: {maze.size: [9, 11]}
include: [{member: far, maze.size: 13, camera.field_of_view: 60}]
"""


@pytest.fixture
def file(folder: Path) -> str:
    (folder / "two.yaml").write_text(FAMILY)
    return "two.yaml"


def test_validate_checks_all_members(run: Callable, file: str, folder: Path) -> None:
    assert run("validate", file).out == "3 scenarios checked, no problems\n"
    (folder / file).write_text(FAMILY.replace("11", "12").replace("60", "200"))
    result = run("validate", file)
    assert result.code == 1
    assert result.err.splitlines() == [
        "two.yaml:4:25: maze.size: must be odd, as the sides of all generated mazes are: 11 or 13, not 12 (member 12)",
        "two.yaml:5:62: camera.field_of_view: must be at most 150, not 200 (member far)",
    ]
    assert json.loads(run("validate", file, "--format", "json").out)["checked"] == 3


def test_validate_takes_a_sweep_and_tries_its_mazes(run: Callable) -> None:
    sweep = ("classic/9x9", "--sweep", "maze.size=9,11", "--sweep", "objects.count=1,2")
    assert run("validate", *sweep).out == "4 scenarios checked, no problems\n"
    result = run("validate", "classic/9x9", "--sweep", "maze.size=9,10")
    assert result.err == (
        "error: maze.size: must be odd, as the sides of all generated mazes are: 9 or 11, not 10 (member 10)\n"
    )


def test_validate_tries_the_mazes_of_members(run: Callable, folder: Path) -> None:
    colors = ", ".join(f"'#0000{number:02x}'" for number in range(9))
    base = (
        f"summary: x\nmaze: {{size: 11, rooms: {{max: 9}}}}\nobjects: {{colors: [{colors}]}}\nepisode: {{seconds: 5}}\n"
    )
    (folder / "one.yaml").write_text(base)
    (folder / "two.yaml").write_text(f"{base}matrix: {{objects.count: [1, 9]}}\n")
    sentence = "maze: with seed 0, none of 200 mazes has a place for each of 9 objects"
    result = run("validate", "--deep", "two.yaml")
    assert (result.code, result.err.startswith(f"two.yaml:2:7: {sentence}")) == (1, True)
    assert result.err.endswith(" (member 9)\n")
    swept = run("validate", "--deep", "one.yaml", "--sweep", "objects.count=1,9")
    assert swept.err.startswith(f"one.yaml objects.count=9:1:1: {sentence}")


def test_list_tells_how_many_members_there_are(run: Callable) -> None:
    [row] = [line.split("\t") for line in run("list", "families/siz*").out.splitlines()]
    assert (row[0], row[3], row[4], row[7]) == ("families/sizes", "", "3", "5")
    assert json.loads(run("list", "families/siz*", "--json").out)[0]["members"] == ["9", "11", "13", "15", "17"]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["families/sizes"], ["9", "11", "13", "15", "17"]),
        (["families/SIZES#1"], ["11", "13", "15", "17"]),
        (["families/sizes#13"], ["13"]),
        (["--members", "siz"], ["9", "11", "13", "15", "17"]),
    ],
    ids=str,
)
def test_list_tells_of_members_that_are_named(run: Callable, arguments: list[str], names: list[str]) -> None:
    rows = [line.split("\t") for line in run("list", *arguments).out.splitlines()]
    assert [row[0] for row in rows] == [f"families/sizes#{name}" for name in names]
    assert [row[6] for row in rows] == [f"MemoryMaze/families.sizes.{name}-v0" for name in names]
    assert [row[3] for row in rows] == [f"{name}x{name}" for name in names]


def test_list_shows_families_in_a_terminal(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    text = run("list", "families", "examples/t-maze").out
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert re.search(r"^name +size +objects +steps +members +summary", text, re.MULTILINE)
    assert re.search(r"^sizes +3 +1000 +5 +How far", text, re.MULTILINE)
    assert text.endswith("2 scenarios, 5 families\n")


def test_show_tells_the_members(run: Callable, file: str) -> None:
    rows = [line.split("\t") for line in run("show", file).out.splitlines()]
    assert rows == [["9", "", "9"], ["11", "", "11"], ["far", "60", "13"]]
    facts = json.loads(run("show", file, "--json").out)
    assert (facts["name"], facts["summary"]) == (file, "Two sizes.")
    assert facts["members"][2]["changes"] == {"camera.field_of_view": 60, "maze.size": 13}
    assert facts["members"][2]["label"] == "two.yaml#far"
    assert len({member["digest"] for member in facts["members"]}) == 3
    assert run("show", "classic/9x9", "--sweep", "maze.size=9,13").out == "9\t9\n13\t13\n"
    assert json.loads(run("show", f"{file}#far", "--json").out)["maze"]["size"] == 13
    assert run("show", file, "--source").out == FAMILY


def test_show_draws_no_family(run: Callable, file: str) -> None:
    assert run("show", file, "--map").sentence.startswith("'two.yaml' is a family, and one scenario is wanted; name")
    result = run("show", "classic/9x9", "--map", "--sweep", "maze.size=9,13")
    assert (result.code, "leave one of the two out" in result.err) == (2, True)


@pytest.mark.parametrize("command", ["render", "play"])
def test_what_takes_one_scenario_names_members(run: Callable, file: str, command: str) -> None:
    result = run(command, file)
    assert result.code == 1
    assert result.sentence == (
        "'two.yaml' is a family, and one scenario is wanted; name a member, such as two.yaml#9 or two.yaml#11"
    )


def test_preview_has_a_row_for_each_member(run: Callable, file: str, folder: Path) -> None:
    short = ("--steps", "3", "--size", "160")
    result = run("preview", file, *short)
    with Image.open(folder / "out" / "two.png") as sheet:
        assert result.out == f"wrote out/two.png: 3 members, 1 seed, {sheet.width} x {sheet.height} pixels\n"
        three = sheet.height
    run("preview", f"{file}#far", *short, "--seeds", "0")
    with Image.open(folder / "out" / "two-far.png") as sheet:
        assert (three - sheet.height) % 2 == 0
        row = (three - sheet.height) // 2
    run("preview", "classic/9x9", "--sweep", "camera.field_of_view=60,90", *short, "--seeds", "1,2", "--out", "x.png")
    with Image.open(folder / "x.png") as sheet:
        assert sheet.height == three + row


def test_preview_says_when_there_are_too_many_rows(run: Callable, file: str) -> None:
    result = run("preview", file, "--seeds", "0-9")
    assert result.code == 2
    assert "3 members with 10 seeds each are more than 20 rows" in result.err


def test_evaluate_has_one_table_over_the_members(run: Callable, file: str) -> None:
    command = ("evaluate", file, "--policy", "noop", "--policy", "forward", "--episodes", "2")
    header, *rows = list(csv.reader(io.StringIO(run(*command, "--csv").out)))
    assert [row[:2] for row in rows] == [
        [f"two.yaml#{name}", policy] for name in ("9", "11", "far") for policy in ("noop", "forward")
    ]
    assert {len(row) for row in rows} == {len(header)}
    told = json.loads(run(*command, "--json").out)
    assert [one["scenario"] for one in told] == [row[0] for row in rows]
    assert all(len(one["returns"]) == 2 for one in told)


def test_evaluate_fills_rows_of_shorter_episodes(run: Callable) -> None:
    sweep = ("--sweep", "episode.steps=20,150", "--policy", "noop", "--episodes", "1")
    header, *rows = list(csv.reader(io.StringIO(run("evaluate", "classic/9x9", *sweep, "--csv").out)))
    assert header[-2:] == ["reward_1", "reward_2"]
    assert [row[0] for row in rows] == ["classic/9x9 episode.steps=20", "classic/9x9 episode.steps=150"]
    assert [row[-2:] for row in rows] == [["0", ""], ["0", "0"]]


@pytest.mark.parametrize(
    ("policies", "head"), [(["noop"], "scenario\n(noop)"), (["noop", "forward"], "scenario, policy")], ids=str
)
def test_evaluate_makes_a_page_of_a_family(
    run: Callable, monkeypatch: pytest.MonkeyPatch, policies: list[str], head: str
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    given = [word for policy in policies for word in ("--policy", policy)]
    sweep = ("--sweep", "episode.steps=20,1000", "-o", "episode.seconds=null", "--episodes", "1")
    text = re.sub(r"\x1b\[[0-9;]*m", "", run("evaluate", "classic/9x9", *sweep, *given).out)
    assert text.startswith("classic/9x9: 1 episode each, seeds 0 to 0\n")
    assert all(line in text for line in head.split("\n"))
    assert "published" in text
    rows = [line for line in text.splitlines() if line.startswith("classic/9x9 episode.steps=20")]
    assert len(rows) == 2 * len(policies)


def test_dataset_generate_makes_a_set_of_each_member(run: Callable, file: str, folder: Path) -> None:
    command = ("dataset", "generate", file, "--episodes", "1", "--policy", "random", "--steps", "4", "--workers", "1")
    lines = run(*command, "--out", "sets").out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["sets/9", "sets/11", "sets/far"]
    assert sorted(path.name for path in (folder / "sets").iterdir()) == ["11", "9", "far"]
    assert run("dataset", "check", "sets/far").code == 0
    for verb in ("check", "info", "preview"):
        sentence = run("dataset", verb, "sets").sentence
        assert sentence == "sets is no dataset, it holds some; name one of them, such as sets/11"
    told = json.loads(run(*command, "--out", "sets", "--json").out)
    assert told["sets/far"] == {"made": 0, "already": 1, "missing": 0, "bytes": 0}
    alone = (f"{file}#far", "--episodes", "1", "--policy", "random", "--steps", "4", "--workers", "1", "--out", "far")
    run("dataset", "generate", *alone)
    [one], [same] = ([*(folder / place / "train").iterdir()] for place in ("sets/far", "far"))
    assert one.read_bytes() == same.read_bytes()
    members = [json.loads((folder / place / "dataset.json").read_text())["member"] for place in ("sets/far", "far")]
    assert members == [f"{file}#far"] * 2
    assert run("dataset", "info", "far").out.splitlines()[1].startswith(f"{file}#far, policy random")
    run(*command, "--episodes", "2", "--out", "sets")
    grown = json.loads((folder / "sets/far/dataset.json").read_text())
    assert (grown["splits"], grown["member"]) == ({"train": 2}, f"{file}#far")


@pytest.mark.parametrize(
    ("taken", "sentence"),
    [
        ("sets/dataset.json", "sets is a dataset itself; choose another folder for those of the members"),
        ("sets/far/notes.txt", "sets/far is neither empty nor a dataset; choose another folder"),
    ],
)
def test_nothing_is_made_where_a_members_set_has_no_room(
    run: Callable, file: str, folder: Path, taken: str, sentence: str
) -> None:
    (folder / taken).parent.mkdir(parents=True)
    (folder / taken).write_text("{}")
    result = run("dataset", "generate", file, "--episodes", "1", "--steps", "4", "--workers", "1", "--out", "sets")
    assert (result.code, result.sentence) == (1, sentence)
    assert [path.name for path in (folder / "sets").iterdir()] == [taken.split("/")[1]]


@pytest.mark.parametrize(
    ("source", "override", "member"),
    [
        ("classic/9x9", (), None),
        ("families/sizes#9", (), "families/sizes#9"),
        ("families/sizes#9", ("objects.count=2",), "families/sizes#9 objects.count=2"),
        ("MemoryMaze/families.sizes.9-v0", (), "families/sizes#9"),
        ("{folder}/two.yaml#9", (), "two.yaml#9"),
    ],
)
def test_a_set_tells_of_which_member_it_is(
    run: Callable, file: str, folder: Path, source: str, override: tuple[str, ...], member: str | None
) -> None:
    how = ("--policy", "random", "--steps", "4", "--workers", "1", "--out", "one")
    changes = [word for one in override for word in ("-o", one)]
    for episodes in ("1", "2"):
        assert (
            run("dataset", "generate", source.format(folder=folder), *changes, "--episodes", episodes, *how).code == 0
        )
        told = json.loads((folder / "one" / "dataset.json").read_text())
        assert (told.get("member"), "member" in told) == (member, member is not None)


def test_a_sweep_names_its_members(run: Callable, folder: Path) -> None:
    how = ("--episodes", "1", "--policy", "random", "--steps", "4", "--workers", "1", "--out", "sets")
    assert run("dataset", "generate", "classic/9x9", "--sweep", "objects.count=1,2", *how).code == 0
    told = json.loads((folder / "sets" / "2" / "dataset.json").read_text())
    assert told["member"] == "classic/9x9 objects.count=2"


def test_members_are_completed_behind_the_sign(run: Callable, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def complete(line: str) -> list[str]:
        monkeypatch.setenv("_MEMORY_MAZE_COMPLETE", "complete_fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"memory-maze {line}")
        return [answered.partition("\t")[0] for answered in run().out.splitlines() if answered]

    assert complete("show families/s") == ["families/sizes"]
    assert complete("show families/sizes#1") == [f"families/sizes#{size}" for size in (11, 13, 15, 17)]
    assert complete(f"show {file}#f") == [f"{file}#far"]
    assert complete("show classic/9x9#") == []
    assert complete("show nothing#") == []
    assert complete("show classic/9x9 --sweep maze.si") == ["maze.size="]
