from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from memory_maze.scenario import ScenarioError, load


@pytest.mark.parametrize(
    "overrides",
    [
        ["maze.size=11", "objects.colors=[red, blue, '#00ff00']", "episode.steps=1e3"],
        {"maze.size": 11, "objects.colors": ["red", "blue", "#00ff00"], "episode.steps": 1000},
        {"maze": {"size": 11}, "objects": {"colors": ("red", "blue", "#00ff00")}, "episode": {"steps": 1000}},
    ],
)
def test_texts_dotted_fields_and_mappings_mean_the_same(overrides: Any) -> None:
    scenario = load("classic/9x9", overrides)
    assert scenario.maze.size == 11
    assert scenario.objects.colors == ("red", "blue", "#00ff00")
    assert scenario.objects.centre_object_counts_at_start
    assert (scenario.episode.seconds, scenario.episode.steps) == (None, 1000)


def test_a_scenario_is_overridden_without_being_changed() -> None:
    scenario = load("classic/9x9")
    other = scenario.override({"maze.size": 11}, objects={"count": 4}, control={"frequency": 10})
    assert (other.maze.size, other.objects.count, other.control.frequency) == (11, 4, 10.0)
    assert other.maze.rooms == scenario.maze.rooms
    assert scenario == load("classic/9x9")
    assert load(scenario) is scenario
    assert load(scenario, ["maze.size=11"]).maze.size == 11


def test_an_override_replaces_an_alternative() -> None:
    scenario = load("classic/9x9", {"maze.layout": "*****\n*P G*\n*****", "objects.count": 1})
    assert scenario.maze.size is None
    assert scenario.maze_shape == (3, 1)


def test_later_overrides_win_and_empty_ones_unset() -> None:
    assert load("classic/9x9", ["maze.size=11", "maze.size=13"]).maze.size == 13
    assert load("examples/same-maze", ["maze.seed="]).maze.seed is None


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (["maze.sise=11"], "maze.sise: unknown field; did you mean 'size'?"),
        (["mase.size=11"], "mase: unknown field; did you mean 'maze'?"),
        (["size=11"], "size: unknown field; did you mean 'maze.size'?"),
        (["maze.size"], "the override 'maze.size' has no '='"),
        (["=11"], "'' is no field"),
        (["maze..size=11"], "'maze..size' is no field"),
        (["maze.size=[1"], "maze.size: not valid YAML"),
        (["maze.size={a: 1, a: 2}"], "maze.size: duplicate key"),
        (["maze.size=8"], "maze.size: must be odd"),
        (["summary.x=1"], "summary: expected text, not a mapping"),
        (["extends=classic/11x11"], "extends: a parent cannot be overridden"),
        ({"maze.size": "11"}, "maze.size: expected a whole number, not '11'"),
        ({"maze.size": object}, "maze.size: expected a whole number, not <class 'object'>"),
        ({5: 1}, "a field is named by text"),
    ],
)
def test_a_wrong_override_says_what_is_wrong(overrides: Any, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", overrides)
    assert message in str(caught.value)
    assert len(caught.value.problems) == 1


def test_one_text_is_one_override() -> None:
    assert load("classic/9x9", "maze.size=11").maze.size == 11


@pytest.mark.parametrize("overrides", [3, [3], None, [None], b"maze.size=11", ["maze.size=11", {"maze.size": 11}]])
def test_overrides_of_another_kind_name_the_two_forms(overrides: Any) -> None:
    expected = (
        r"^overrides are a list of texts such as \['maze.size=11'\] or a mapping such as \{'maze.size': 11\}, not "
    )
    with pytest.raises(ScenarioError, match=expected):
        load("classic/9x9", overrides)
    changes: Any = 0 if overrides is None else overrides
    with pytest.raises(ScenarioError, match=expected):
        load("classic/9x9").override(changes)


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (["maze.size=9", "maze={width: 9}"], "maze: width alone is no shape; give size"),
        ({"maze.width": 9}, "maze: width alone is no shape; give size, or width and height, or layout"),
        ({"episode": {"steps": 5, "seconds": 5}}, "episode: seconds and steps are both there; give"),
    ],
)
def test_a_section_that_an_override_broke_is_no_fault_of_the_file(overrides: Any, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", overrides)
    assert str(caught.value).startswith(message)


def test_a_file_answers_for_what_no_override_touched(write: Callable[..., Path]) -> None:
    file = write("maze: {size: 9, width: 9, rooms: {max: 2}}\nobjects: {count: 1}\n")
    with pytest.raises(ScenarioError) as caught:
        load(file, {"objects.count": 2, "tags": ["x"], "maze.rooms.max": 3})
    assert [(problem.path, problem.file) for problem in caught.value.problems] == [
        ("summary", "x.yaml"),
        ("episode", "x.yaml"),
    ]
    with pytest.raises(ScenarioError, match=r"^x.yaml:1:7: maze: .*; give size"):
        load(file, {"summary": "x", "episode": {"steps": 5}, "maze.rooms.max": 3})


def test_a_program_answers_for_what_its_mapping_lacks() -> None:
    with pytest.raises(ScenarioError, match=r"^summary: is missing"):
        load({"extends": "classic/9x9", "objects": {"count": 2}})


def test_scalars_of_numpy_are_those_of_python() -> None:
    overrides = {
        "camera.resolution": np.int64(32),
        "observation": {"minimap": np.bool_(True)},
        "maze.wall_height": np.float32(0.5),
        "objects.colors": [np.str_("red"), "blue", "green"],
    }
    plain = [
        "camera.resolution=32",
        "observation.minimap=true",
        "maze.wall_height=0.5",
        "objects.colors=[red, blue, green]",
    ]
    assert load("classic/9x9", overrides) == load("classic/9x9", plain)
    scenario = load({"summary": "x", "maze": {"size": np.uint8(9)}, "episode": {"steps": np.int32(5)}})
    assert type(scenario.maze.size) is int
    with pytest.raises(ScenarioError, match=r"expected a whole number, not 9\.5"):
        load("classic/9x9", {"maze.size": np.float64(9.5)})
