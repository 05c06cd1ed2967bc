"""Policies by name: what they give fits the scenario, and they leave everybody's random numbers alone."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import POLICIES, UnknownPolicyError, make_policy
from memory_maze.pictures import rollout
from memory_maze.task.actions import ACTIONS

DISCRETE = load("classic/9x9")
CONTINUOUS = load("examples/continuous")


def first_state(scenario, seed=0):
    return next(iter(rollout(scenario, "noop", seed, 1))).state


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_gives_a_number_of_the_discrete_actions(name):
    action = make_policy(name, DISCRETE, 0)(first_state(DISCRETE))
    assert isinstance(action, int)
    assert 0 <= action < len(ACTIONS)


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_gives_roll_and_steer_where_control_is_continuous(name):
    action = make_policy(name, CONTINUOUS, 0)(first_state(CONTINUOUS))
    assert action.shape == (2,)
    assert action.dtype == np.float64
    assert (np.abs(action) <= 1).all()


def test_forward_is_the_same_in_both_kinds_of_control():
    state = first_state(DISCRETE)
    assert ACTIONS[make_policy("forward", DISCRETE)(state)].name == "forward"
    assert make_policy("forward", CONTINUOUS)(state).tolist() == [-1.0, 0.0]


def test_an_unknown_policy_is_answered_with_the_nearest():
    with pytest.raises(UnknownPolicyError, match="no policy 'orcale'; did you mean 'oracle'"):
        make_policy("orcale", DISCRETE)


def test_a_policy_like_none_is_answered_with_all_of_them():
    with pytest.raises(UnknownPolicyError, match="use oracle, explorer-oracle, wanderer, random, forward, noop"):
        make_policy("xyz", DISCRETE)


def test_the_random_policy_repeats_itself_for_a_seed_and_only_then():
    state = first_state(DISCRETE)
    one, same, other = (make_policy("random", DISCRETE, seed) for seed in (1, 1, 2))
    drawn = [one(state) for _ in range(50)]
    assert drawn == [same(state) for _ in range(50)]
    assert drawn != [other(state) for _ in range(50)]
    assert set(drawn) == set(range(6))


@pytest.mark.parametrize("name", POLICIES)
def test_no_policy_touches_global_random_numbers(name):
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    make_policy(name, DISCRETE, 3)(first_state(DISCRETE))
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002
