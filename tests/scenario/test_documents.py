from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import ScenarioError, load, resolve

BASE = "summary: base\ntags: [base]\nmaze: {size: 9}\nepisode: {seconds: 250}\n"


def test_a_child_says_only_what_differs(write: Callable[..., Path]) -> None:
    file = write("summary: child\nextends: classic/9x9\ncamera: {resolution: 128}\n")
    assert resolve(file) == {
        "summary": "child",
        "maze": {"size": 9, "rooms": {"max": 6, "min_side": 3, "max_side": 5}},
        "objects": {"count": 3, "centre_object_counts_at_start": True},
        "episode": {"seconds": 250},
        "camera": {"resolution": 128},
    }


def test_summary_and_tags_are_not_inherited(write: Callable[..., Path]) -> None:
    write(BASE, "base.yaml")
    with pytest.raises(ScenarioError, match=r"^x.yaml:1:1: summary: is missing"):
        load(write("extends: ./base.yaml\n"))
    assert load(write("summary: x\nextends: ./base.yaml\n")).tags == ()


def test_relative_parents_are_found_from_the_child(write: Callable[..., Path]) -> None:
    write(BASE, "a/base.yaml")
    write("summary: mid\nextends: ../a/base.yaml\nobjects: {count: 2}\n", "b/mid.yaml")
    file = write("summary: x\nextends: b/mid.yaml\nepisode: {steps: 7}\n")
    scenario = load(file)
    assert (scenario.objects.count, scenario.episode.seconds, scenario.episode_steps) == (2, None, 7)


def test_circles_of_parents_are_shown(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEMORY_MAZE_PATH", ".")
    write("summary: a\nextends: b\n", "a.yaml")
    write("summary: b\nextends: c\n", "b.yaml")
    write("summary: c\nextends: b\n", "c.yaml")
    with pytest.raises(ScenarioError, match=r"^c.yaml:2:10: extends: a circle of parents: b -> c -> b$"):
        load("a")


def test_a_long_line_of_parents_has_an_end(write: Callable[..., Path]) -> None:
    for number in range(40):
        write(f"summary: a\nextends: ./{number + 1}.yaml\n", f"{number}.yaml")
    with pytest.raises(ScenarioError, match="more than 32 parents in a row"):
        load("0.yaml")


def test_a_broken_parent_is_told_once_at_its_own_place(write: Callable[..., Path]) -> None:
    write("summary: [a\n", "base.yaml")
    with pytest.raises(ScenarioError, match=r"^base.yaml:1:10: not valid YAML"):
        load(write("summary: x\nextends: ./base.yaml\n"))


def test_duplicate_keys_of_a_parent_are_told_by_the_child(write: Callable[..., Path]) -> None:
    write(BASE + "maze: {size: 11}\n", "base.yaml")
    with pytest.raises(ScenarioError, match=r"^base.yaml:5:1: maze: duplicate key"):
        load(write("summary: x\nextends: ./base.yaml\n"))


def test_a_mapping_may_extend_too() -> None:
    scenario = load({"summary": "x", "extends": "classic/11x11", "objects": {"count": 2}})
    assert (scenario.maze.size, scenario.objects.count) == (11, 2)
    with pytest.raises(ScenarioError, match=r"^extends: there is no scenario 'nothing-like-it'"):
        load({"summary": "x", "extends": "nothing-like-it"})


def test_a_file_with_a_byte_order_mark_is_read(write: Callable[..., Path]) -> None:
    assert load(write(b"\xef\xbb\xbf" + BASE.encode())).summary == "base"
