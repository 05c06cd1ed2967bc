"""dm_control's environment and the plain one, side by side: everything that a caller can see is equal, to the bit."""

from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from memory_maze import build, load
from memory_maze.plain import PlainEnvironment
from tests.rooms import ROOM, assert_same

pytestmark = pytest.mark.needs("dm_control")

ALL = {"observation": {"form": "dict"}, "camera.outputs": ["image", "depth", "segmentation"]}

SCENARIOS = {
    "the picture": load("classic/9x9", {"camera.resolution": 16, "episode.steps": 12}),
    "all keys": load("classic/11x11-ExtraObs", {"camera.resolution": 16, "episode.steps": 12}),
    "a map, from above": load(
        "classic/9x9-ExtraObs-Top", {"observation.minimap": True, "camera.resolution": 32, "episode.steps": 12}
    ),
    "all outputs": load("classic/9x9", {**ALL, "camera.resolution": 16, "episode.steps": 12}),
    "a room": load({**ROOM, "observation": {"form": "dict"}}),
    "continuous": load({**ROOM, "control": {"actions": "continuous"}}),
}


@pytest.fixture(params=SCENARIOS)
def scenario(request):
    return SCENARIOS[request.param]


@pytest.fixture
def pair(scenario):
    """The same scenario and seed in both."""
    both = build(scenario, 11), PlainEnvironment(scenario, 11)
    assert type(both[0]).__module__ == "memory_maze.task.environment"
    yield both
    for environment in both:
        environment.close()


def actions(scenario, count):
    stream = np.random.RandomState(3)
    if scenario.control.actions == "continuous":
        return stream.uniform(-1.5, 1.5, (count, 2))
    return stream.choice(6, size=count, p=[0.02, 0.5, 0.09, 0.09, 0.15, 0.15]).tolist()


def test_specs_are_equal(pair):
    for name in ("observation_spec", "action_spec", "reward_spec", "discount_spec"):
        one, other = (getattr(environment, name)() for environment in pair)
        assert type(one) is type(other)
        assert one == other
        if isinstance(one, dict):
            assert list(one) == list(other)
    assert pair[0].action_spec().name == pair[1].action_spec().name
    assert pair[0].control_timestep() == pair[1].control_timestep()


def test_action_sets_are_equal(pair, scenario):
    if scenario.control.actions == "continuous":
        for environment in pair:
            with pytest.raises(AttributeError, match="there is no action_set"):
                environment.action_set  # noqa: B018
    else:
        one, other = (environment.action_set for environment in pair)
        np.testing.assert_array_equal(one, other)


def test_episodes_are_equal(pair, scenario):
    """Beyond the end of an episode, where the step begins the next one."""
    assert_same_time_steps(*(environment.reset() for environment in pair))
    for action in actions(scenario, 3 * min(scenario.episode_steps, 30)):
        assert_same_time_steps(*(environment.step(action) for environment in pair))
        assert_same_moments(pair)


def test_a_new_seed_begins_the_same_stream(pair, scenario):
    for environment in pair:
        environment.reset()
        environment.step(actions(scenario, 1)[0])
        environment.restart(5)
        with pytest.raises(RuntimeError, match="call reset"):
            environment.moments  # noqa: B018
        with pytest.raises(RuntimeError):
            environment.get_state()
    for action in actions(scenario, 5):
        # The first step after a restart begins an episode.
        assert_same_time_steps(*(environment.step(action) for environment in pair))


def test_states_go_from_one_to_the_other(pair, scenario):
    for source, goal in (pair, pair[::-1]):
        source.reset()
        for action in actions(scenario, 5):
            source.step(action)
        goal.set_state(source.get_state())
        assert_same_moments(pair)
        for action in actions(scenario, 15):
            assert_same_time_steps(*(environment.step(action) for environment in pair))


@pytest.mark.parametrize("action", [6, -1, "forward", None, 1.5, [0.0, np.nan], [1.0]])
def test_wrong_actions_are_refused_in_the_same_words(pair, action):
    said = []
    for environment in pair:
        environment.reset()
        with pytest.raises((ValueError, TypeError)) as refused:
            environment.step(action)
        said.append((type(refused.value), str(refused.value)))
    assert said[0] == said[1]
    assert_same_moments(pair)


def assert_same_time_steps(one, other):
    assert type(one) is type(other)
    assert one[:3] == other[:3]
    assert [type(value) for value in one[:3]] == [type(value) for value in other[:3]]
    assert type(one.observation) is type(other.observation)
    assert_same(other.observation, one.observation)


def assert_same_moments(pair):
    one, other = (environment.moments for environment in pair)
    for name, value in vars(one).items():
        if name in ("episodes", "number"):
            continue
        np.testing.assert_array_equal(getattr(other, name), value, name)
    assert_same_facts(one.episode(), other.episode())


def assert_same_facts(one, other):
    if not is_dataclass(one):
        np.testing.assert_equal(other, one)
        return
    assert type(one) is type(other)
    for field in fields(one):
        assert_same_facts(getattr(one, field.name), getattr(other, field.name))
