"""A batch's policies: every maze of a batch gets the action that it gets alone."""

import numpy as np
import pytest

from memory_maze import load, make_vec
from memory_maze.agents import Situation, make_batch_policy
from memory_maze.agents.rollouts import rollout
from memory_maze.agents.situation import situation_of, situation_of_mazes, speeds_of

SCENARIO = load("classic/9x9")


def moments(seed, steps=30):
    return [moment.state for moment in rollout(SCENARIO, "random", seed, steps)]


def joined(states, episode=1):
    """One situation of several environments."""
    singles = [situation_of(state, episode, 0.0, 0.0) for state in states]
    fields = Situation.__dataclass_fields__
    return Situation(**{name: np.concatenate([getattr(single, name) for single in singles]) for name in fields})


@pytest.mark.parametrize("name", ["oracle", "explorer-oracle"])
def test_each_maze_gets_the_action_that_it_gets_alone(name):
    runs = [moments(seed) for seed in (0, 1, 2)]
    together = make_batch_policy(name, SCENARIO)
    alone = [make_batch_policy(name, SCENARIO) for _ in runs]
    for states in zip(*runs, strict=True):
        actions = together(joined(states))
        assert actions.shape == (3,)
        assert actions.dtype == np.int64
        assert actions.tolist() == [policy(joined([s]))[0] for policy, s in zip(alone, states, strict=True)]


@pytest.mark.parametrize("name", ["oracle", "explorer-oracle", "wanderer"])
def test_a_new_episode_number_means_another_maze(name):
    first, second = moments(0, 1)[0], moments(1)

    def driven(number):
        """The actions in the second maze, called episode `number`, after a moment in the first, called episode 1."""
        policy = make_batch_policy(name, SCENARIO, 3)
        policy(joined([first], 1))
        return [policy(joined([state], number))[0] for state in second]

    # Only a policy that goes on in the first maze drives otherwise: the number is all that tells them apart.
    assert driven(2) == driven(3)
    assert driven(2) != driven(1)


@pytest.mark.parametrize("name", ["random", "forward", "noop"])
def test_simple_policies_serve_any_number(name):
    situation = joined([moments(0, 1)[0]] * 5)
    actions = make_batch_policy(name, SCENARIO, 1)(situation)
    assert actions.shape == (5,)
    assert np.issubdtype(actions.dtype, np.integer)


def test_speeds_come_from_the_physics_state():
    qpos = np.array([[0.0, 0.0, 0.0, np.pi / 2, 0.0]])
    qvel = np.array([[0.0, -1.5, 0.0, 0.7, 0.0]])
    speed, turn_rate = speeds_of(qpos, qvel)
    assert speed.tolist() == pytest.approx([1.5])
    assert turn_rate.tolist() == [-0.7]


def test_the_oracle_drives_a_batch():
    batch = make_vec(SCENARIO, 2, autoreset_mode="SameStep", threads=1)
    batch.reset(seed=0)
    policy, rewards = make_batch_policy("oracle", SCENARIO), np.zeros(2)
    for _ in range(150):
        rewards += batch.step(policy(situation_of_mazes(batch.mazes)))[1]
    assert (rewards >= 2).all()
