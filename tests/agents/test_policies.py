"""Policies by name: what they give fits the scenario, and they leave everybody's random numbers alone."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import UnknownPolicyError, make_policy
from memory_maze.game.actions import ACTIONS
from memory_maze.pictures import rollout
from memory_maze.tables import POLICIES

DISCRETE = load("classic/9x9")
CONTINUOUS = load("examples/continuous")


def first_moment(scenario, seed=0):
    return next(iter(rollout(scenario, "noop", seed, 1)))


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_gives_a_number_of_the_discrete_actions(name):
    actions = make_policy(name, DISCRETE, 0)(first_moment(DISCRETE))
    assert actions.shape == (1,)
    assert actions.dtype == np.int64
    assert 0 <= actions[0] < len(ACTIONS)


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_gives_roll_and_steer_where_control_is_continuous(name):
    action = make_policy(name, CONTINUOUS, 0)(first_moment(CONTINUOUS))
    assert action.shape == (1, 2)
    assert action.dtype == np.float64
    assert (np.abs(action) <= 1).all()


def test_forward_is_the_same_in_both_kinds_of_control():
    now = first_moment(DISCRETE)
    assert ACTIONS[make_policy("forward", DISCRETE)(now)[0]].name == "forward"
    assert make_policy("forward", CONTINUOUS)(now).tolist() == [[-1.0, 0.0]]


def test_an_unknown_policy_is_answered_with_the_nearest():
    with pytest.raises(UnknownPolicyError, match="no policy 'orcale'; did you mean 'oracle'"):
        make_policy("orcale", DISCRETE)


def test_a_policy_like_none_is_answered_with_all_of_them():
    with pytest.raises(UnknownPolicyError, match="use oracle, explorer-oracle, wanderer, random, forward, noop"):
        make_policy("xyz", DISCRETE)


def test_the_random_policy_repeats_itself_for_a_seed_and_only_then():
    now = first_moment(DISCRETE)
    one, same, other = (make_policy("random", DISCRETE, seed) for seed in (1, 1, 2))
    drawn = [one(now)[0] for _ in range(50)]
    assert drawn == [same(now)[0] for _ in range(50)]
    assert drawn != [other(now)[0] for _ in range(50)]
    assert set(drawn) == set(range(6))


@pytest.mark.parametrize("name", POLICIES)
def test_no_policy_touches_global_random_numbers(name):
    before = np.random.get_state(legacy=False)["state"]["key"].copy()  # noqa: NPY002
    make_policy(name, DISCRETE, 3)(first_moment(DISCRETE))
    assert (np.random.get_state(legacy=False)["state"]["key"] == before).all()  # noqa: NPY002
