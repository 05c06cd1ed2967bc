"""The wanderer goes everywhere, in its own way for every seed."""

import numpy as np

from memory_maze import load
from memory_maze.agents import SinglePolicy
from memory_maze.agents.rollouts import rollout
from memory_maze.agents.situation import Situation
from memory_maze.agents.wanderer import Wanderer, Wandering
from memory_maze.builder import build

SCENARIO = load("examples/four-rooms")


def visited(states):
    """The cells that were entered."""
    size = SCENARIO.maze.cell_size
    found = set()
    for state in states:
        height, width = state.episode.layout.shape
        found.add((int(height / 2 - state.pose.y / size), int(width / 2 + state.pose.x / size)))
    return found


def states(seed, steps=500):
    return [moment.state for moment in rollout(SCENARIO, "wanderer", seed, steps)]


def test_it_comes_to_most_cells():
    seen = states(0)
    assert len(visited(seen)) > 0.4 * (~seen[0].episode.layout.walls).sum()


def test_a_seed_gives_the_same_actions_and_another_seed_others():
    state = states(0, 1)[0]
    noisy = Wandering(burst_probability=0.5)
    one, same, other = (SinglePolicy(SCENARIO, Wanderer(SCENARIO, seed, noisy)) for seed in (1, 1, 2))
    actions = [one(state) for _ in range(60)]
    assert actions == [same(state) for _ in range(60)]
    assert actions != [other(state) for _ in range(60)]


def test_noise_is_as_its_fields_say():
    state = states(0, 1)[0]
    noisy = SinglePolicy(SCENARIO, Wanderer(SCENARIO, 0, Wandering(burst_probability=1.0)))
    assert {noisy(state) for _ in range(100)} == set(range(6))
    calm = SinglePolicy(SCENARIO, Wanderer(SCENARIO, 0, Wandering(burst_probability=0.0, patience=1000)))
    assert len({calm(state) for _ in range(100)}) == 1


def test_a_goal_is_given_up_when_patience_ends():
    state = states(0, 1)[0]
    policy = SinglePolicy(SCENARIO, Wanderer(SCENARIO, 0, Wandering(burst_probability=0.0, patience=2)))
    assert len({policy(state) for _ in range(100)}) > 1


def test_a_maze_of_a_batch_has_a_stream_of_its_own():
    env = build(SCENARIO, 0)
    env.reset()
    state = env.task.state
    twice = Situation(
        episode=np.array([1, 1]),
        walls=np.stack([state.episode.layout.walls] * 2),
        objects=np.stack([state.episode.centers[:, :2]] * 2),
        target=np.array([0, 0]),
        pose=np.array([state.pose] * 2),
        speed=np.zeros(2),
        turn_rate=np.zeros(2),
    )
    batch, single = Wanderer(SCENARIO, 3), SinglePolicy(SCENARIO, Wanderer(SCENARIO, 3))
    actions = np.stack([batch(twice) for _ in range(200)])
    assert (actions[:, 0] != actions[:, 1]).any()
    assert [single(state) for _ in range(5)] == actions[:5, 0].tolist()
    env.close()
