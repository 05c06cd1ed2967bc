"""The environment without dm_control by itself: dm_env's rules, what it lacks, and what is said then."""

import copy
import threading
import unittest

import numpy as np
import pytest
from dm_env import test_utils

import memory_maze
from memory_maze.builder import build_task
from memory_maze.installed import MissingPackage, is_installed
from memory_maze.plain import PlainEnvironment
from tests.rooms import ROOM, assert_same

SCENARIO = memory_maze.load({**ROOM, "observation": {"form": "dict"}})


class TestDmEnvsOwnRules(test_utils.EnvironmentTestMixin, unittest.TestCase):
    def make_object_under_test(self):
        return PlainEnvironment(SCENARIO, 0)

    def make_action_sequence(self):
        yield from [1, 4, 5, 0, 2, 3] * 20


@pytest.fixture
def without_dm_control(monkeypatch):
    """`build` finds no dm_control."""
    monkeypatch.setattr("memory_maze.builder.is_installed", lambda package: package != "dm_control")


def test_build_gives_it_where_dm_control_is_not_installed(without_dm_control):
    environment = memory_maze.build(SCENARIO, 3)
    assert type(environment) is PlainEnvironment
    assert_same(environment.reset().observation, PlainEnvironment(SCENARIO, 3).reset().observation)
    assert type(memory_maze.tasks.memory_maze_9x9(seed=0)) is PlainEnvironment


def test_what_needs_dm_control_says_so_in_a_sentence(without_dm_control):
    advice = "needs dm_control, which is not installed; with Python 3.11 or 3.12, run pip install dm_control$"
    with pytest.raises(MissingPackage, match=f"^`display=True` {advice}"):
        memory_maze.build(SCENARIO, display=True)
    with pytest.raises(MissingPackage, match=advice):
        build_task(SCENARIO, 0)
    environment = memory_maze.build(SCENARIO)
    for name in ("physics", "task", "add_extra_hook"):
        with pytest.raises(AttributeError, match=f"^`{name}` of an environment {advice}"):
            getattr(environment, name)
        assert not hasattr(environment, name)


def test_the_gymnasium_door_opens_without_dm_env(monkeypatch):
    expected = played(memory_maze.make(SCENARIO))
    monkeypatch.setattr("memory_maze.envs.single.is_installed", lambda package: False)
    assert_same(played(memory_maze.make(SCENARIO)), expected)


def played(environment):
    """A whole episode of an environment of Gymnasium's, as arrays."""
    frames, outcomes = [environment.reset(seed=4)[0]["image"]], []
    for k in range(SCENARIO.episode_steps):
        observation, *outcome, _ = environment.step((1, 1, 1, 4, 5)[k % 5])
        frames.append(observation["image"])
        outcomes.append(outcome)
    assert outcomes[-1][1:] == [False, True]
    state = environment.unwrapped.get_state()
    environment.unwrapped.set_state(state)
    environment.close()
    return {"frames": np.array(frames), "outcomes": np.array(outcomes), "physics": state.physics}


def test_it_is_one_threads_and_cannot_be_copied():
    environment = PlainEnvironment(SCENARIO, 0)
    with pytest.raises(TypeError, match="cannot be copied or pickled"):
        copy.deepcopy(environment)
    said = []

    def step():
        with pytest.raises(RuntimeError, match="another thread is using this PlainEnvironment") as refused:
            environment.step(1)
        said.append(refused)

    with environment.in_use:
        thread = threading.Thread(target=step)
        thread.start()
        thread.join()
    assert len(said) == 1


def test_what_is_installed_is_known():
    assert is_installed("dm_env")
    assert not is_installed("no_such_package")
