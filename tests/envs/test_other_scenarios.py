"""Going over to another scenario at a reset."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.scenario import ScenarioError, load
from tests.world.test_tasks import require_equal

ROWS = range(4)


def image(observation: Any) -> dict[str, Any]:
    return observation if isinstance(observation, dict) else {"image": observation}


def test_some_mazes_go_over_and_the_others_go_on() -> None:
    envs, same = (memory_maze.make_vec("classic/9x9", num_envs=4, autoreset_mode="Disabled") for _ in range(2))
    for env in (envs, same):
        env.reset(seed=0)
        for action in (1, 1, 4, 2):
            env.step([action] * 4)
    mask = np.array([True, False, True, False])
    envs.reset(options={"reset_mask": mask, "overrides": {"maze.size": 13, "objects.count": 5}})
    shapes = [envs.moments.episode(row).layout.shape for row in ROWS]
    assert shapes == [(15, 15), (11, 11), (15, 15), (11, 11)]
    assert envs.moments.objects.tolist() == [5, 3, 5, 3]
    assert [one.maze.size for one in envs.scenarios] == [13, 9, 13, 9]
    for action in (1, 4, 4, 1, 3):
        ours, theirs = envs.step([action] * 4), same.step([action] * 4)
        require_equal({"image": ours[0][~mask]}, {"image": theirs[0][~mask]})
        assert ours[1][~mask].tolist() == theirs[1][~mask].tolist()
    again = pickle.loads(pickle.dumps(envs))
    require_equal(image(again.step([1] * 4)[0]), image(envs.step([1] * 4)[0]))
    envs.reset()
    assert [envs.moments.episode(row).layout.shape for row in ROWS] == shapes


def test_each_maze_may_go_over_to_its_own_scenario() -> None:
    envs = memory_maze.make_vec("classic/9x9", num_envs=3)
    envs.reset(seed=0, options={"scenario": ["classic/11x11", None, "classic/15x15"]})
    assert envs.moments.objects.tolist() == [4, 3, 6]
    plain = memory_maze.make_vec("classic/11x11", num_envs=1)
    plain.reset(seed=0)
    assert plain.moments.episode(0).layout.text == envs.moments.episode(0).layout.text
    envs.reset(options={"overrides": [{"task.reward": 2}, None, {"task.reward": 3}]})
    assert [one.task.reward for one in envs.scenarios] == [2, 1, 3]


def test_episodes_of_another_scenario_are_what_a_new_environment_has() -> None:
    envs = memory_maze.make_vec("classic/9x9", num_envs=2)
    envs.reset(seed=5)
    changed, _ = envs.reset(seed=7, options={"scenario": "classic/13x13"})
    require_equal(image(changed), image(memory_maze.make_vec("classic/13x13", num_envs=2).reset(seed=7)[0]))


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"scenario": "classic/9x9-ExtraObs"}, ValueError, "the other scenario has the observation space"),
        ({"overrides": {"control.actions": "continuous"}}, ValueError, "the other scenario has the action space"),
        ({"scenario": ["classic/9x9"] * 3}, ValueError, "reset option 'scenario' has 3 entries for 2 mazes"),
        ({"scenario": "classic/8x8"}, ScenarioError, "there is no scenario 'classic/8x8'"),
        ({"overrides": {"maze.size": 8}}, ScenarioError, "must be odd"),
        (
            {"scenaro": "classic/9x9"},
            ValueError,
            "reset option 'scenaro' is unknown; known are 'reset_mask', 'scenario'",
        ),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_happens(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    envs = memory_maze.make_vec("classic/9x9", num_envs=2)
    envs.reset(seed=0)
    number = envs.moments.number.copy()
    with pytest.raises(error, match=message):
        envs.reset(options=options)
    assert (envs.moments.number == number).all()
    assert envs.scenarios == (load("classic/9x9"),) * 2


def test_time_limits_stay() -> None:
    envs = memory_maze.make_vec("classic/9x9", num_envs=2, max_episode_steps=7)
    envs.reset(seed=0, options={"scenario": "classic/11x11"})
    assert [envs.step([0, 0])[3].any() for _ in range(7)] == [False] * 6 + [True]


def test_one_environment_goes_over_as_a_row_of_many_does() -> None:
    single, envs = memory_maze.make("classic/9x9"), memory_maze.make_vec("classic/9x9", num_envs=1)
    single.reset(seed=3)
    envs.reset(seed=3)
    for options in ({"scenario": "classic/11x11"}, {"overrides": {"objects.radius": 0.4}}, {"scenario": "classic/9x9"}):
        observation, info = single.reset(options=options)
        many, infos = envs.reset(options=options)
        require_equal(image(observation), {"image": many[0]})
        assert infos["target_index"][0] == info["target_index"]
        assert single.unwrapped.scenario == envs.scenarios[0]
        require_equal(image(single.step(1)[0]), {"image": envs.step([1])[0][0]})
    assert single.unwrapped.scenario == load("classic/9x9")
    with pytest.raises(ValueError, match="the other scenario has the observation space"):
        single.reset(options={"scenario": "classic/9x9-ExtraObs"})
    assert pickle.loads(pickle.dumps(single.unwrapped)).scenario == load("classic/9x9")
