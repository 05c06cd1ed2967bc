from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_maze.scenario import LocatedProblem, Scenario, ScenarioError, load, resolve
from memory_maze.scenario.documents.writing import to_yaml
from memory_maze.scenario.starter import extending_text, starter_text

LAYOUT = "*****\n*P G*\n*****\n"


def test_names_files_mappings_and_scenarios_load(write: Callable[..., Path], good: str) -> None:
    file = write(good)
    from_file = load(file)
    assert isinstance(from_file, Scenario)
    assert load(str(file)) == load("./x.yaml") == from_file
    assert load({"summary": "A maze.", "maze": {"size": 9}, "episode": {"seconds": 250}}) == from_file
    assert load(from_file) is from_file


def test_an_existing_file_needs_no_ending(write: Callable[..., Path], good: str) -> None:
    assert load(str(write(good, "scenario.txt"))).maze.size == 9


def test_other_sources_are_refused() -> None:
    with pytest.raises(ScenarioError, match="a scenario is a name, a path, a mapping or a Scenario, not int"):
        load(5)  # type: ignore[arg-type]


def test_resolving_gives_what_was_said() -> None:
    assert resolve("classic/9x9-HD", ["objects.count=2"])["objects"]["count"] == 2
    assert resolve("classic/9x9-HD")["camera"] == {"resolution": 256}


def test_a_resolved_scenario_written_as_yaml_loads_again(write: Callable[..., Path]) -> None:
    scenario = load(
        "classic/9x9", {"maze.layout": LAYOUT, "objects.count": 1, "summary": "1e3", "tags": ["no", "~", "1x", "a: b"]}
    )
    text = to_yaml(scenario.model_dump(mode="json"))
    assert "layout: |\n" in text
    assert load(write(text)) == scenario


def test_the_starter_loads_as_it_is_and_with_every_default_uncommented(write: Callable[..., Path]) -> None:
    plain = load(write(starter_text()))
    assert plain.maze.size == 9
    lines = []
    for line in starter_text().splitlines():
        bare = line.replace("# ", "", 1)
        field = bare.strip().removeprefix("#").strip().partition(":")[0]
        lines.append(bare if line.lstrip().startswith("#") and field.isidentifier() and field != "extends" else line)
    text = "\n".join(lines)
    assert text.count("\n  renderer: software") == 1
    assert load(write(text)) == plain


def test_a_starter_may_extend(write: Callable[..., Path]) -> None:
    assert load(write(extending_text("classic/9x9-Vis"))).maze.wall_height == 0.4
    with pytest.raises(ScenarioError, match="did you mean"):
        extending_text("classic/9x9-vis")


def test_errors_survive_copying_and_pickling() -> None:
    error = ScenarioError([LocatedProblem("is wrong", "maze.size", "x.yaml", 3, 5), LocatedProblem("bad", "y")])
    assert str(error) == "x.yaml:3:5: maze.size: is wrong\ny: bad"
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert again.problems == error.problems
        assert str(again) == str(error)
