"""The benchmark's rule, step by step."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.game.rules.hunt import Hunt, next_target
from memory_maze.game.rules.rule import Turn
from memory_maze.worlds import build_world


def begun(count=1):
    world = build_world([load("classic/9x9")] * count)
    for row in range(count):
        world.seed(row, row)
        world.begin(row)
    return world


def scored(world, touched, targets):
    """Rewards of a control step in which these objects were touched."""
    world.touched[:], world.now.target[:] = touched, targets
    return world.score(np.arange(len(world))).rewards.tolist()


def test_the_prompted_object_gives_the_reward_and_a_new_prompt():
    world = begun(2)
    world.now.prompt_age[:] = 5
    assert scored(world, [[False, True, True], [True, False, True]], 1) == [1.0, 0.0]
    assert world.now.target.tolist() == [0, 1]
    assert world.now.prompt_age.tolist() == [0, 6]
    assert world.now.found.tolist() == [1, 0]
    assert world.now.total.tolist() == [1.0, 0.0]
    assert not world.touched.any()


def test_an_object_before_the_prompted_one_may_follow_though_touched():
    stream = np.random.RandomState(0)
    touched, all_left = np.array([True, True, False]), np.ones(3, np.bool_)
    assert {next_target(stream, 1, touched, all_left) for _ in range(50)} == {0, 2}


def test_no_reward_draws_no_random_number():
    world = begun()
    before = world.streams[0].get_state()[1:3]
    assert scored(world, [[False, True, False]], 0) == [0.0]
    after = world.streams[0].get_state()[1:3]
    assert (before[0] == after[0]).all()
    assert before[1] == after[1]


def test_mazes_of_different_rules_are_scored_together():
    class Nothing(Hunt):
        def score(self, turn: Turn) -> None:
            turn.rewards[:], turn.terminated[:] = -1.0, True

    world = begun(3)
    world._rules = [(Hunt(world.scenarios[0]), np.array([0, 2])), (Nothing(world.scenarios[0]), np.array([1]))]
    for rule, _ in world._rules:
        rule.open(world.now)
        for row in range(3):
            rule.show(row, world.now.episode(row))
    world.touched[:] = True
    outcome = world.score(np.array([1, 2]))
    assert outcome.rewards.tolist() == [-1.0, 1.0]
    assert outcome.terminated.tolist() == [True, False]


@pytest.mark.parametrize("steps", [999, 1000])
def test_time_is_over_with_the_last_step(steps):
    world = begun()
    world.now.steps[0] = steps - 1
    assert bool(world.score(np.arange(1)).truncated[0]) == (steps == 1000)
