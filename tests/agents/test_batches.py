"""Policies of many mazes: every maze gets the action that it gets alone."""

from dataclasses import fields, replace

import numpy as np
import pytest

from memory_maze import load, make_vec
from memory_maze.agents import make_policy
from memory_maze.agents.planning.pilot import walker_at
from memory_maze.agents.rollouts import rollout
from memory_maze.game.moments import Moments

SCENARIO = load("classic/9x9")
ARRAYS = [field.name for field in fields(Moments) if field.name != "episodes"]


def moments(seed, steps=30):
    return list(rollout(SCENARIO, "random", seed, steps))


def joined(singles):
    """One moment of several mazes."""
    arrays = {name: np.concatenate([getattr(one, name) for one in singles]) for name in ARRAYS}
    return replace(singles[0], episodes=[one.episode() for one in singles], **arrays)


@pytest.mark.parametrize("name", ["oracle", "explorer-oracle", "wanderer"])
def test_each_maze_gets_the_action_that_it_gets_alone(name):
    runs = [moments(seed) for seed in (0, 1, 2)]
    seeds = [5, 6, 7]
    together = make_policy(name, SCENARIO, seeds)
    alone = [make_policy(name, SCENARIO, [seed]) for seed in seeds]
    for now in zip(*runs, strict=True):
        actions = together(joined(now))
        assert actions.shape == (3,)
        assert actions.dtype == np.int64
        assert actions.tolist() == [policy(one)[0] for policy, one in zip(alone, now, strict=True)]


@pytest.mark.parametrize("name", ["oracle", "explorer-oracle", "wanderer"])
def test_a_new_episode_number_means_another_maze(name):
    first, second = moments(0, 1)[0], moments(1)

    def driven(number):
        """The actions in the second maze, called episode `number`, after a moment in the first, called episode 1."""
        policy = make_policy(name, SCENARIO, [3])
        policy(replace(first, number=np.array([1])))
        return [policy(replace(now, number=np.array([number])))[0] for now in second]

    # Only a policy that goes on in the first maze drives otherwise: the number is all that tells them apart.
    assert driven(2) == driven(3)
    assert driven(2) != driven(1)


@pytest.mark.parametrize("name", ["random", "forward", "noop"])
def test_simple_policies_serve_any_number(name):
    actions = make_policy(name, SCENARIO, 1)(joined([moments(0, 1)[0]] * 5))
    assert actions.shape == (5,)
    assert np.issubdtype(actions.dtype, np.integer)


def test_speeds_come_from_the_physics_state():
    now = moments(0, 1)[0]
    qpos, qvel = np.array([[0.0, 0.0, 0.0, np.pi / 2, 0.0]]), np.array([[0.0, -1.5, 0.0, 0.7, 0.0]])
    walker = walker_at(replace(now, positions=qpos, speeds=qvel), 0, np.zeros(2))
    assert walker.speed == pytest.approx(1.5)
    assert walker.turn_rate == -0.7


def test_the_oracle_drives_a_batch():
    batch = make_vec(SCENARIO, 2, autoreset_mode="SameStep", threads=1)
    batch.reset(seed=0)
    policy, rewards = make_policy("oracle", SCENARIO), np.zeros(2)
    for _ in range(150):
        rewards += batch.step(policy(batch.moments))[1]
    assert (rewards >= 2).all()


def test_mazes_of_different_sizes_are_driven_together():
    names = ["classic/9x9", "classic/15x15"]
    batch = make_vec(names, autoreset_mode="SameStep", threads=1)
    batch.reset(seed=0)
    together, alone = make_policy("oracle", load(names[0])), [make_policy("oracle", load(name)) for name in names]
    for _ in range(20):
        actions = together(batch.moments)
        assert actions.tolist() == [policy(batch.moments.take([row]))[0] for row, policy in enumerate(alone)]
        batch.step(actions)
