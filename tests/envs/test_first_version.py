"""Snapshots that the first version took: they are restored, and what follows is the same to the last bit."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.scenario import digest, load
from tests.scenario.test_digests import LaterScenario

FILE = Path(__file__).parents[1] / "data" / "first_version" / "snapshots.pickle"


@pytest.fixture(scope="module")
def taken() -> dict[str, Any]:
    return pickle.loads(FILE.read_bytes())


@pytest.mark.parametrize("name", ["generated", "drawn"])
def test_a_single_environment_goes_on_from_there(taken: dict[str, Any], name: str) -> None:
    known = taken[name]
    env = memory_maze.make(load(known["scenario"])).unwrapped
    assert known["snapshot"].scenario != digest(env.scenario)
    env.set_state(known["snapshot"])
    for action, observation, reward in known["steps"]:
        found, found_reward, *_ = env.step(np.asarray(action))
        np.testing.assert_equal(found, observation)
        assert found_reward == reward
    assert env.get_state().scenario == digest(env.scenario)
    env.close()


def test_a_vector_environment_goes_on_from_there(taken: dict[str, Any]) -> None:
    known = taken["two"]
    envs = memory_maze.make_vec(load(known["scenario"]), 2)
    envs.set_state(known["snapshot"])
    assert np.array_equal(envs.step([1, 1])[0], known["observation"])
    envs.set_state(known["snapshot"])
    assert {snapshot.scenario for snapshot in envs.get_state()} == {digest(envs.scenarios[0])}
    envs.close()


def test_a_later_version_with_more_fields_goes_on_from_there(
    taken: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory_maze.scenario.loading.Scenario", LaterScenario)
    env = memory_maze.make(taken["drawn"]["scenario"]).unwrapped
    assert isinstance(env.scenario, LaterScenario)
    env.set_state(taken["drawn"]["snapshot"])
    env.close()


def test_another_task_refuses_them(taken: dict[str, Any]) -> None:
    env = memory_maze.make(taken["generated"]["scenario"], {"objects.radius": 0.5}).unwrapped
    with pytest.raises(ValueError, match="another scenario"):
        env.set_state(taken["generated"]["snapshot"])
    env.close()
