"""Who extends whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import ScenarioError, names
from memory_maze.scenario.lineage import kin, relatives


def document(parent: str = "") -> str:
    extends = f"extends: {parent}\n" if parent else ""
    return f'summary: "x"\n{extends}'


def test_the_catalogue_is_there_whole(folder: Path) -> None:
    members, given = relatives()
    assert {member.name for member in members} == set(names())
    assert given == ()
    parents = {member.name: member.parent for member in members}
    assert (parents["classic/9x9"], parents["classic/9x9-Vis"]) == (None, "classic/9x9")
    assert not any(member.problem for member in members)


def test_files_take_part_with_all_that_they_extend(write: Callable[..., Path]) -> None:
    write(document("classic/9x9-Vis"), "base/old.yaml")
    write(document("./base/old.yaml"), "new.yaml")
    members, given = relatives(["new.yaml", "./new.yaml", "classic/9x9"])
    assert given == ("new.yaml", "new.yaml", "classic/9x9")
    parents = {member.name: member.parent for member in members}
    assert parents["new.yaml"] == "base/old.yaml"
    assert parents["base/old.yaml"] == "classic/9x9-Vis"
    assert len(members) == len(names()) + 2


def test_a_parent_that_is_a_file_of_the_catalogue_has_its_name(
    write: Callable[..., Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(document("classic/9x9"), "mine/one.yaml")
    write(document("./one.yaml"), "mine/two.yaml")
    monkeypatch.setenv("MEMORY_MAZE_PATH", str(folder / "mine"))
    parents = {member.name: member.parent for member in relatives()[0]}
    assert (parents["two"], parents["one"]) == ("one", "classic/9x9")


def test_what_is_wrong_is_the_problem_of_who_says_it(
    write: Callable[..., Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(document("./nowhere.yaml"), "orphan.yaml")
    write(document("orphan"), "child.yaml")
    write("summary: [", "broken.yaml")
    write(document("./b.yaml"), "a.yaml")
    write(document("./a.yaml"), "b.yaml")
    monkeypatch.setenv("MEMORY_MAZE_PATH", str(folder))
    members = {member.name: member for member in relatives()[0]}
    assert (members["orphan"].parent, members["child"].parent, members["child"].problem) == (None, "orphan", "")
    assert members["orphan"].problem.startswith("there is no file 'nowhere.yaml'")
    assert members["broken"].problem
    assert (members["a"].parent, members["a"].problem) == ("b", "")
    assert (members["b"].parent, members["b"].problem) == (None, "a circle of parents: a.yaml -> b.yaml -> a.yaml")


def test_a_source_that_cannot_be_read_is_an_error(folder: Path) -> None:
    with pytest.raises(ScenarioError, match=r"there is no file 'nowhere\.yaml'"):
        relatives(["nowhere.yaml"])


def test_kin_are_ancestors_and_descendants_but_no_cousins() -> None:
    members, _ = relatives()
    told = [member.name for member in kin(members, ["classic/9x9-Vis"])]
    assert told == ["classic/9x9", "classic/9x9-Vis", "examples/depth-and-segmentation"]
    assert kin(members, []) == ()
