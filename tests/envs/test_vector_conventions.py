"""What programs expect of any Gymnasium vector environment, beside stepping it."""

import gymnasium
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from gymnasium.wrappers import TimeLimit

import memory_maze

NINE = "MemoryMaze-9x9-v0"

MAKERS = {
    "gymnasium": lambda **keywords: gymnasium.make_vec(NINE, 2, **keywords),
    "memory_maze": lambda **keywords: memory_maze.make_vec("classic/9x9", 2, **keywords),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_a_limit_is_gymnasiums_time_limit(make, mode):
    ours = make(max_episode_steps=5, autoreset_mode=mode)
    single = [lambda: TimeLimit(memory_maze.make("classic/9x9"), 5)] * 2
    theirs = SyncVectorEnv(single, autoreset_mode=mode)
    np.testing.assert_array_equal(ours.reset(seed=3)[0], theirs.reset(seed=3)[0])
    actions = np.random.RandomState(0).randint(6, size=(17, 2))
    for action in actions:
        found, expected = ours.step(action), theirs.step(action)
        for value, wanted in zip(found[:4], expected[:4], strict=True):
            np.testing.assert_array_equal(value, wanted)
        np.testing.assert_array_equal(found[4]["targets_found"], expected[4]["targets_found"])


@pytest.mark.parametrize(("limit", "steps"), [(None, 1000), (-1, 1000), (1000, 1000), (2000, 1000), (7, 7)])
def test_a_limit_only_shortens(limit, steps):
    environments = memory_maze.make_vec("classic/9x9", max_episode_steps=limit)
    assert environments.scenarios[0].episode_steps == steps


@pytest.mark.parametrize("limit", [0, -2, 2.5, True, "5"])
def test_a_wrong_limit_is_explained(limit):
    with pytest.raises(ValueError, match="max_episode_steps is"):
        memory_maze.make_vec("classic/9x9", max_episode_steps=limit)


def test_an_id_of_ones_own_with_a_limit_is_vectorised():
    gymnasium.register(
        "LimitedMaze-v0",
        "memory_maze.envs.single:MemoryMazeEnv",
        vector_entry_point="memory_maze.envs.vector:MazeVectorEnv",
        max_episode_steps=9,
        kwargs={"scenario": "classic/9x9"},
    )
    try:
        assert gymnasium.make_vec("LimitedMaze-v0", 2).scenarios[1].episode_steps == 9
    finally:
        del gymnasium.registry["LimitedMaze-v0"]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("off", [True, False, None])
def test_the_checkers_switch_is_taken(make, off):
    make(disable_env_checker=off).reset()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_an_unknown_keyword_is_a_type_error_and_a_scenario_error(make):
    for kind in (TypeError, memory_maze.ScenarioError):
        with pytest.raises(kind, match=r"unexpected keyword argument 'autoreset_mod'; did you mean 'autoreset_mode'"):
            make(autoreset_mod="NextStep")


def test_the_seed_of_a_reset_is_told():
    environments = memory_maze.make_vec("classic/9x9", 3, seed=11)
    environments.reset()
    assert environments.np_random_seed == 11
    assert environments.get_attr("np_random_seed") == (11, 12, 13)
    environments.reset(seed=7)
    assert environments.np_random_seed == 7
    assert environments.np_random.integers(10**6) == np.random.default_rng(7).integers(10**6)
    environments.reset()
    assert environments.np_random_seed == 7
    environments.reset(seed=[5, None, 9])
    seeds: object = environments.np_random_seed
    assert seeds == environments.get_attr("np_random_seed") == (5, 8, 9)


def test_the_seed_of_a_single_reset_is_told():
    environment = memory_maze.make("classic/9x9", seed=11)
    environment.reset()
    assert environment.unwrapped.np_random_seed == 11
    environment.reset(seed=7)
    assert environment.unwrapped.np_random_seed == 7
    environment.reset()
    assert environment.unwrapped.np_random_seed == 7


def test_attributes_and_methods_are_told_maze_by_maze():
    environments = memory_maze.make_vec(["classic/9x9", "classic/9x9-Vis"], render_mode="rgb_array")
    environments.reset(seed=0)
    assert [one.objects.height for one in environments.get_attr("scenario")] == [0.0, 1.1]
    assert environments.get_attr("observation_space") == (environments.single_observation_space,) * 2
    assert environments.get_attr("render_mode") == ("rgb_array",) * 2
    assert environments.call("render_mode") == ("rgb_array",) * 2
    assert [frame.shape for frame in environments.call("render")] == [(256, 256, 3)] * 2
    assert len(environments.call("get_state")) == 2
    assert memory_maze.make_vec("classic/9x9", 2).call("render") == (None, None)
    with pytest.raises(AttributeError, match="cannot be called maze by maze"):
        environments.call("step")
    with pytest.raises(AttributeError, match="no_such_thing"):
        environments.get_attr("no_such_thing")
    with pytest.raises(NotImplementedError, match="make a new environment"):
        environments.set_attr("scenario", "classic/11x11")
