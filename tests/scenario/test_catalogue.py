from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import ScenarioError, classic_ids, find, gymnasium_id, load, names
from memory_maze.scenario.catalogue import lost_folders
from memory_maze.scenario.checking import sources_in
from memory_maze.scenario.overview import overviews

OWN = "summary: mine\ntags: [own]\nmaze: {size: 5}\nobjects: {count: 1}\nepisode: {seconds: 5}\n"


def test_the_shipped_names_are_in_counting_order() -> None:
    sizes = [name for name in names() if name.startswith("classic/") and "-" not in name]
    assert sizes == ["classic/9x9", "classic/11x11", "classic/13x13", "classic/15x15"]


def test_ids_follow_from_file_names() -> None:
    ids = classic_ids()
    assert len(ids) == 64
    assert ids["MemoryMaze-9x9-ExtraObs-Vis-v0"] == "classic/9x9-ExtraObs-Vis"
    assert all(gymnasium_id(name) == identifier for identifier, name in ids.items())
    with pytest.raises(ValueError, match="MemoryMaze/Scenario-v0"):
        gymnasium_id("examples/t-maze")


def test_own_folders_come_first(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    write(OWN, "one/mine.yaml")
    write(OWN.replace("mine", "deeper"), "one/deep/er.yaml")
    write(OWN.replace("mine", "mine too"), "two/mine.yaml")
    write(OWN.replace("mine", "other nine"), "two/classic/9x9.yaml")
    write(OWN, "one/.hidden/no.yaml")
    monkeypatch.setenv("MEMORY_MAZE_PATH", os.pathsep.join(["one", "two", "not-there"]))
    assert {"mine", "deep/er"} <= set(names())
    assert not any("hidden" in name for name in names())
    assert load("mine").summary == "mine"
    assert load("deep/er").summary == "deeper"
    assert load("classic/9x9").summary == "other nine"
    assert len(classic_ids()) == 64
    assert [overview.name for overview in overviews(["own"])] == ["classic/9x9", "deep/er", "mine"]


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "classic/../classic/9x9", "/etc/passwd", "a\0b", "classic/", "classic"]
)
def test_names_do_not_leave_the_catalogue(name: str) -> None:
    with pytest.raises(ScenarioError):
        find(name)


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("classic/9x9-vis", "classic/9x9-Vis"), ("9x9", "classic/9x9"), ("clasic/15x15", "classic/15x15")],
)
def test_an_unknown_name_gets_a_suggestion(name: str, suggestion: str) -> None:
    with pytest.raises(ScenarioError, match=f"there is no scenario '{name}'; did you mean '{suggestion}'"):
        load(name)


def test_a_name_like_no_other_points_to_the_list() -> None:
    with pytest.raises(ScenarioError, match="`memory-maze list` shows all"):
        find("qqqqqqqq")


def test_an_unreadable_file_is_listed_with_its_problem(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(b"\0", "one/broken.yaml")
    monkeypatch.setenv("MEMORY_MAZE_PATH", "one")
    broken = next(overview for overview in overviews() if overview.name == "broken")
    assert broken.problem.startswith("is a binary file")


def test_an_unknown_tag_gets_a_suggestion() -> None:
    with pytest.raises(ScenarioError, match="no scenario has the tag 'vsi'; did you mean 'vis'"):
        overviews(["vsi"])


def test_listing_names_imports_neither_pydantic_nor_yaml() -> None:
    code = (
        "import sys, types; package = types.ModuleType('memory_maze'); import importlib.util as u;"
        "package.__path__ = list(u.find_spec('memory_maze').submodule_search_locations);"
        "sys.modules['memory_maze'] = package;"
        "from memory_maze.scenario import names; assert len(names()) >= 64;"
        "assert not {'pydantic', 'yaml', 'numpy', 'dm_control', 'mujoco'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_what_is_no_file_is_no_scenario(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    write(OWN, "one/mine.yaml")
    os.symlink("nowhere", "one/dangling.yaml")
    os.symlink("mine.yaml", "one/link.yaml")
    os.mkfifo("one/pipe.yaml")
    monkeypatch.setenv("MEMORY_MAZE_PATH", "one")
    assert [name for name in names() if "/" not in name] == ["link", "mine"]
    assert [overview.name for overview in overviews(["own"])] == ["link", "mine"]
    with pytest.raises(ScenarioError, match="there is no scenario 'pipe'"):
        load("pipe")


def test_a_file_that_goes_while_its_folder_is_listed_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory_maze.scenario.catalogue.names", lambda: ("gone", "classic/9x9"))
    gone, _ = overviews()
    assert (gone.name, gone.file) == ("gone", "")
    assert gone.problem.startswith("there is no scenario 'gone'")


def test_a_name_too_long_for_a_file_is_unknown() -> None:
    with pytest.raises(ScenarioError, match="there is no scenario"):
        load("x" * 5000)


@pytest.mark.parametrize("ending", [".yml", ".YAML", ".YML", ".Yaml"])
def test_every_ending_is_found_by_name_in_listings_and_as_a_parent(
    ending: str, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OWN, f"one/deep/mine{ending}")
    monkeypatch.setenv("MEMORY_MAZE_PATH", "one")
    assert "deep/mine" in names()
    assert load("deep/mine").summary == "mine"
    assert [overview.name for overview in overviews(["own"])] == ["deep/mine"]
    assert load({"summary": "x", "extends": "deep/mine"}).maze.size == 5
    assert load(f"one/deep/mine{ending}").maze.size == 5
    assert load({"summary": "x", "extends": f"./one/deep/mine{ending}"}).maze.size == 5
    assert sources_in(["one"]).found == (f"one/deep/mine{ending}",)


def test_two_files_of_one_name_are_an_error_that_names_both(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OWN, "one/a.yaml")
    write(OWN, "one/a.yml")
    write(OWN, "two/a.yml")
    monkeypatch.setenv("MEMORY_MAZE_PATH", "one")
    sentence = "'a' could be 'a.yaml' or 'a.yml'; rename or remove one of them"
    with pytest.raises(ScenarioError, match=f"^{sentence}$"):
        load("a")
    with pytest.raises(ScenarioError, match=f"^extends: {sentence}$"):
        load({"summary": "x", "extends": "a"})
    [found] = [overview for overview in overviews() if overview.name == "a"]
    assert found.problem == sentence
    monkeypatch.setenv("MEMORY_MAZE_PATH", os.pathsep.join(["two", "one"]))
    assert load("a").maze.size == 5


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("MemoryMaze-9x9-v0", "classic/9x9"),
        ("MemoryMaze-15x15-HiFreq-HD-v0", "classic/15x15-HiFreq-HD"),
        ("memory_maze:MemoryMaze-9x9-Vis-v0", "classic/9x9-Vis"),
    ],
)
def test_ids_of_gymnasium_are_names_too(identifier: str, name: str) -> None:
    assert find(identifier) == find(name)
    assert load(identifier) == load(name)
    assert load({"summary": "x", "extends": identifier}).maze == load(name).maze


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("MemoryMaze-9x9-vis-v0", "there is no scenario 'MemoryMaze-9x9-vis-v0'; did you mean 'classic/9x9-Vis'?"),
        ("MemoryMaze/Scenario-v0", "there is no scenario 'MemoryMaze/Scenario-v0': that ID takes any; name one"),
        ("t-mase", "there is no scenario 't-mase'; did you mean 'examples/t-maze'?"),
        ("mine", "there is no scenario 'mine'; did you mean './mine.yaml'?"),
        ("other", "there is no scenario 'other'; did you mean './other.yml'?"),
        ("mine.yml", "there is no file 'mine.yml'; did you mean 'mine.yaml'?"),
        ("sub/deep.yaml", "there is no file 'sub/deep.yaml'; did you mean 'sub/deep.YML'?"),
        ("mien.yaml", "there is no file 'mien.yaml'; did you mean 'mine.yaml'?"),
        ("classic/9x9.yaml", "there is no file 'classic/9x9.yaml'; did you mean the scenario 'classic/9x9'?"),
        ("./sub\\deep.yml", "there is no file 'sub\\\\deep.yml'; write folders with /"),
        ("~/mine.yaml", "there is no file '~/mine.yaml'; ~ is not replaced here, so write the folder in full"),
        ("http://example.com/x.yaml", "'http://example.com/x.yaml' is an address, and nothing is fetched; save the"),
        ("s3://bucket/x", "'s3://bucket/x' is an address, and nothing is fetched"),
        ("file:/tmp/x.yaml", "'file:/tmp/x.yaml' is an address, and nothing is fetched"),
    ],
)
def test_a_name_that_is_not_there_says_what_is(source: str, sentence: str, write: Callable[..., Path]) -> None:
    for file in ("mine.yaml", "other.yml", "sub/deep.YML"):
        write(OWN, file)
    with pytest.raises(ScenarioError) as caught:
        load(source)
    assert str(caught.value).startswith(sentence)
    with pytest.raises(ScenarioError) as caught:
        load({"summary": "x", "extends": source})
    assert str(caught.value).startswith(f"extends: {sentence}")


def test_files_beside_a_child_are_suggested_to_it(write: Callable[..., Path]) -> None:
    write(OWN, "sub/base.yml")
    file = write("summary: x\nextends: base\n", "sub/child.yaml")
    with pytest.raises(ScenarioError, match=r"^sub/child.yaml:2:10: extends: .* did you mean './base.yml'\?$"):
        load(file)


def test_a_folder_of_the_search_path_that_is_not_there_is_told(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(OWN, "mine.yaml")
    monkeypatch.setenv("MEMORY_MAZE_PATH", os.pathsep.join(["gone", str(file), "gone", "."]))
    assert lost_folders() == (
        "MEMORY_MAZE_PATH names 'gone', which is no folder",
        "MEMORY_MAZE_PATH names 'mine.yaml', which is no folder",
    )
    assert load("mine").maze.size == 5
    with pytest.raises(ScenarioError, match=r"MEMORY_MAZE_PATH names 'gone', which is no folder; MEMORY"):
        load("qqqqqqqq")
    monkeypatch.setenv("MEMORY_MAZE_PATH", ".")
    assert lost_folders() == ()
