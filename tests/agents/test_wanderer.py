"""The wanderer goes everywhere, in its own way for every seed."""

import numpy as np

from memory_maze import load
from memory_maze.agents.policies.wanderer import Wanderer, Wandering
from memory_maze.agents.rollouts import rollout

SCENARIO = load("examples/four-rooms")


def visited(moments):
    """The cells that were entered."""
    size = SCENARIO.maze.cell_size
    found = set()
    for now in moments:
        (height, width), pose = now.map().shape, now.pose()
        found.add((int(height / 2 - pose.y / size), int(width / 2 + pose.x / size)))
    return found


def moments(seed, steps=500):
    return list(rollout(SCENARIO, "wanderer", seed, steps))


def test_it_comes_to_most_cells():
    seen = moments(0)
    assert len(visited(seen)) > 0.4 * (seen[0].map() > 0).sum()


def test_a_seed_gives_the_same_actions_and_another_seed_others():
    now = moments(0, 1)[0]
    noisy = Wandering(burst_probability=0.5)
    one, same, other = (Wanderer(SCENARIO, seed, noisy) for seed in (1, 1, 2))
    actions = [one(now)[0] for _ in range(60)]
    assert actions == [same(now)[0] for _ in range(60)]
    assert actions != [other(now)[0] for _ in range(60)]


def test_noise_is_as_its_fields_say():
    now = moments(0, 1)[0]
    noisy = Wanderer(SCENARIO, 0, Wandering(burst_probability=1.0))
    assert {noisy(now)[0] for _ in range(100)} == set(range(6))
    calm = Wanderer(SCENARIO, 0, Wandering(burst_probability=0.0, patience=1000))
    assert len({calm(now)[0] for _ in range(100)}) == 1


def test_a_goal_is_given_up_when_patience_ends():
    now = moments(0, 1)[0]
    policy = Wanderer(SCENARIO, 0, Wandering(burst_probability=0.0, patience=2))
    assert len({policy(now)[0] for _ in range(100)}) > 1


def test_a_maze_of_a_batch_has_a_stream_of_its_own():
    now = moments(0, 1)[0]
    batch, single = Wanderer(SCENARIO, 3), Wanderer(SCENARIO, 3)
    actions = np.stack([batch(now.take([0, 0])) for _ in range(200)])
    assert (actions[:, 0] != actions[:, 1]).any()
    assert [single(now)[0] for _ in range(5)] == actions[:5, 0].tolist()
