"""A member of a batch is the single environment with its seed, to the last bit."""

from typing import SupportsFloat

import numpy as np
import pytest

from memory_maze import load, make, make_vec
from memory_maze.scenario.catalogue import classic_ids
from tests.rooms import ROOM, assert_same


def rows(observation, i):
    if isinstance(observation, dict):
        return {key: value[i] for key, value in observation.items()}
    return observation[i]


def compare_with_singles(batch, steps, seed, actions):
    """Drives a batch and its single environments, which are reset the step after an end; returns the rewards' sum."""
    singles = [make(scenario).unwrapped for scenario in batch.scenarios]
    observation, info = batch.reset(seed=seed)
    for i, single in enumerate(singles):
        expected, expected_info = single.reset(seed=seed + i)
        assert_same(rows(observation, i), expected)
        assert info["target_index"][i] == expected_info["target_index"]
    ended, total = np.zeros(len(singles), bool), 0.0
    for _ in range(steps):
        action = actions(batch)
        observation, rewards, terminations, truncations, info = batch.step(action)
        assert not terminations.any()
        for i, single in enumerate(singles):
            reward: SupportsFloat = 0.0
            over = False
            if ended[i]:
                expected, expected_info = single.reset()
            else:
                expected, reward, _, over, expected_info = single.step(action[i])
            assert_same(rows(observation, i), expected)
            assert (rewards[i], truncations[i]) == (reward, over)
            assert {key: info[key][i] for key in expected_info} == expected_info
            ended[i] = over
        total += rewards.sum()
    batch.close()
    for single in singles:
        single.close()
    return total


@pytest.fixture
def random_actions():
    stream = np.random.RandomState(1)

    def draw(batch):
        if batch.scenarios[0].control.actions == "continuous":
            return stream.uniform(-1.2, 1.2, (batch.num_envs, 2))
        return stream.choice([0, 1, 1, 1, 2, 3, 4, 5], batch.num_envs)

    return draw


@pytest.mark.parametrize("name", sorted(classic_ids().values()))
def test_every_classic_scenario(name, random_actions):
    compare_with_singles(make_vec(name, 2, threads=1), 3, 5, random_actions)


def test_episodes_with_rewards_and_autoresets(random_actions):
    scenarios = [
        ROOM,
        ROOM | {"control": {"frequency": 1}},
        ROOM | {"objects": {"count": 3, "radius": 0.4, "centre_object_counts_at_start": True}},
        ROOM
        | {"episode": {"steps": 27}, "observation": {"prompt_steps": 2}, "camera": {"resolution": 16, "view": "top"}},
    ]
    assert compare_with_singles(make_vec(scenarios), 300, 3, random_actions) > 8


@pytest.mark.parametrize(
    "name", ["continuous", "prompt-once", "t-maze", "four-rooms", "same-maze", "depth-and-segmentation"]
)
def test_examples(name, random_actions):
    compare_with_singles(make_vec(f"examples/{name}", 2), 25, 11, random_actions)


def test_layers_without_the_image(random_actions):
    wanted = {"observation": {"form": "dict", "keys": ["agent_pos"]}}
    camera = {"resolution": 16, "outputs": ["image", "segmentation"]}
    compare_with_singles(make_vec(ROOM | wanted | {"camera": camera}, 2), 5, 3, random_actions)


def test_unequal_members_share_a_batch(random_actions):
    names = ["classic/9x9", "classic/15x15-Vis", "classic/11x11-HiFreq", "classic/13x13-6CL"]
    compare_with_singles(make_vec(names, 8, threads=2), 12, 2, random_actions)


def play(scenarios, threads, order):
    batch = make_vec([scenarios[i] for i in order], threads=threads)
    actions = np.random.RandomState(0).randint(6, size=(20, len(scenarios)))
    seeds = [100 + i for i in order]
    observation, _ = batch.reset(seed=seeds)
    seen = [observation]
    for action in actions:
        seen.append(batch.step(action[order])[0])
    return np.stack(seen)[:, np.argsort(order)]


def test_results_depend_neither_on_threads_nor_on_order_nor_on_number():
    scenarios = [load(name) for name in ("classic/9x9", "classic/11x11", "classic/9x9-HiFreq", "classic/9x9")]
    reference = play(scenarios, 1, [0, 1, 2, 3])
    np.testing.assert_array_equal(play(scenarios, 3, [2, 0, 3, 1]), reference)
    few = make_vec(scenarios[0])
    np.testing.assert_array_equal(few.reset(seed=[100])[0][0], reference[0, 0])


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["classic/9x9", "classic/11x11-ExtraObs", "classic/13x13-6CL", "classic/9x9-Oracle-Top"]
)
def test_long_episodes_and_what_follows_them(name, random_actions):
    batch = make_vec(name, 2)
    compare_with_singles(batch, batch.scenarios[0].episode_steps + 200, 17, random_actions)
