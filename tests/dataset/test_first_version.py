"""Datasets that the first version made, kept as they were: everything that is done with a set works with them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset import DatasetError, check, generate, local_engine, look_at, make_recipe
from memory_maze.scenario import Scenario, digest, load, load_text
from memory_maze.scenario.documents.yaml_nodes import parse
from tests.data.first_version.make import DRAWN, GENERATED
from tests.dataset.files import contents
from tests.scenario.test_digests import LaterScenario

MADE = Path(__file__).parents[1] / "data" / "first_version"
DOCUMENTS = {"generated": GENERATED, "drawn": DRAWN}
WANTED: dict[str, Any] = {"policy": "random", "splits": {"train": 2, "eval": 1}, "seed": 4, "steps": 6}


@pytest.fixture(params=DOCUMENTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def old(name: str, tmp_path: Path) -> Path:
    """A set to be changed."""
    return Path(shutil.copytree(MADE / name, tmp_path / "set"))


def stored_digest(folder: Path) -> str:
    return str(json.loads((folder / "dataset.json").read_text())["scenario"])


def scenario_of(folder: Path) -> Scenario:
    recipe = memory_maze.dataset.open(folder).recipe
    assert recipe is not None
    return recipe.scenario


def test_it_opens(old: Path, name: str) -> None:
    found = memory_maze.dataset.open(old)
    assert {split: len(found[split]) for split in found} == WANTED["splits"]
    assert scenario_of(old) == load(DOCUMENTS[name])
    assert np.asarray(found["train"][0]["image"]).shape == (7, 16, 16, 3)
    assert stored_digest(old) != digest(load(DOCUMENTS[name]))


def test_it_is_checked_and_looked_at(old: Path) -> None:
    assert check(old).findings == ()
    assert look_at(old)


def test_making_it_again_leaves_it_as_it_is(old: Path, name: str) -> None:
    before = contents(old)
    outcome = generate(make_recipe(load(DOCUMENTS[name]), **WANTED), old, engine=local_engine(1))
    assert (outcome.made, outcome.already, outcome.missing) == ((), 3, 0)
    assert contents(old) == before


def test_what_is_missing_is_made_and_is_the_same(old: Path, name: str) -> None:
    before = contents(old)
    (old / "train" / "00000001-6.npz").unlink()
    outcome = generate(make_recipe(load(DOCUMENTS[name]), **WANTED), old, engine=local_engine(1))
    assert [line.scenario for line in outcome.made] == [stored_digest(old)]
    assert contents(old) == before


def test_a_scenario_file_that_is_lost_is_written_anew(old: Path, name: str) -> None:
    before = contents(old)
    (old / "scenario.yaml").unlink()
    with pytest.raises(DatasetError, match=r"scenario\.yaml is missing"):
        memory_maze.dataset.open(old)
    generate(make_recipe(load(DOCUMENTS[name]), **WANTED), old, engine=local_engine(1))
    after = contents(old)
    # It says the defaults of fields that the first version did not have.
    written, first = (load_text(files.pop("scenario.yaml").decode()) for files in (after, before))
    assert written == first
    assert after == before
    assert check(old).findings == ()


def test_a_changed_scenario_is_noticed(old: Path, name: str) -> None:
    file = old / "scenario.yaml"
    file.write_text(file.read_text().replace("height: 0.9", "height: 0.8"))
    with pytest.raises(DatasetError, match="one was changed; remove it"):
        memory_maze.dataset.open(old)
    with pytest.raises(DatasetError, match="remove it, and it is written anew"):
        generate(make_recipe(load(DOCUMENTS[name]), **WANTED), old, engine=local_engine(1))


def test_another_scenario_is_refused(old: Path, name: str) -> None:
    other = load(DOCUMENTS[name], ["objects.count=1", "camera.height=0.8"])
    with pytest.raises(DatasetError, match="holds a dataset with another scenario"):
        generate(make_recipe(other, **WANTED), old, engine=local_engine(1))


@pytest.mark.parametrize("made_anew", [False, True])
def test_later_versions_with_more_fields_open_it(
    made_anew: bool, old: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if made_anew:
        shutil.rmtree(old)
        generate(make_recipe(load(DOCUMENTS[name]), **WANTED), old, engine=local_engine(1))
    before = contents(old)
    monkeypatch.setattr("memory_maze.dataset.place.metadata.Scenario", LaterScenario)
    monkeypatch.setattr("memory_maze.scenario.loading.Scenario", LaterScenario)
    assert isinstance(scenario_of(old), LaterScenario)
    assert check(old).findings == ()
    scenario = load(DOCUMENTS[name])
    assert isinstance(scenario, LaterScenario)
    assert generate(make_recipe(scenario, **WANTED), old, engine=local_engine(1)).made == ()
    assert contents(old) == before


def test_words_for_people_may_be_changed(old: Path) -> None:
    file = old / "scenario.yaml"
    text = file.read_text()
    root, _ = parse(text)
    file.write_text(text.replace(root.value["summary"].node.value, "Other words."))
    assert scenario_of(old).summary == "Other words."
