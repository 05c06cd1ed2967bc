"""The adapter against Stable-Baselines3's own VecEnv of single environments, and as its algorithms use it."""

import subprocess
import sys

import numpy as np
import pytest

from memory_maze import make
from tests.rooms import ROOM, assert_same

WITHOUT = "import sys; sys.modules['stable_baselines3'] = None; import memory_maze.envs.sb3"


def test_without_the_package_it_says_what_to_install():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False)
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ModuleNotFoundError: memory_maze.envs.sb3 needs Stable-Baselines3")
    assert last.endswith("run pip install 'memory-maze-scenarios[sb3]'")


def scenarios(form, **control):
    return [
        ROOM | {"episode": {"steps": steps}, "observation": {"form": form}, "control": control} for steps in (4, 7, 9)
    ]


def ending_tasks():
    """Tasks that end with the first or the second find, and draw what it earns."""
    reward = {"uniform": [0.5, 1.5]}
    tasks = [{"prompts": "none", "reward": reward, "find": find} for find in (1, 2)]
    return [ROOM | {"observation": {"form": "dict"}, "task": task} for task in tasks]


@pytest.fixture
def adapter():
    pytest.importorskip("stable_baselines3")
    from memory_maze.envs.sb3 import MazeVecEnv

    return MazeVecEnv


def assert_same_infos(found, expected):
    for one, other in zip(found, expected, strict=True):
        assert set(one) == set(other)
        for key, value in other.items():
            if key == "terminal_observation":
                assert_same(one[key], value)
            else:
                assert type(one[key]) is type(value)
                assert one[key] == value


@pytest.mark.parametrize("form", ["image", "dict"])
@pytest.mark.parametrize("actions", ["discrete", "continuous"])
def test_it_gives_what_a_dummy_vec_env_of_single_environments_gives(adapter, form, actions):
    require_equal(adapter, scenarios(form, actions=actions), steps=30)


def test_a_task_that_ends_is_told_as_by_single_environments(adapter):
    ends = require_equal(adapter, ending_tasks(), steps=300)
    assert {end["TimeLimit.truncated"] for end in ends} == {False, True}
    assert {end["is_success"] for end in ends} == {False, True}


def require_equal(adapter, several, steps):
    """Plays both at random, asks for the same of them, and returns the infos of what ended."""
    from stable_baselines3.common.vec_env import DummyVecEnv

    ends = []
    expected = DummyVecEnv([lambda one=one: make(one) for one in several])
    found = adapter(several)
    assert found.observation_space == expected.observation_space
    assert found.action_space == expected.action_space
    assert found.seed(4) == expected.seed(4)
    assert_same(found.reset(), expected.reset())
    assert_same_infos(found.reset_infos, expected.reset_infos)
    found.action_space.seed(0)
    for _ in range(steps):
        action = np.stack([found.action_space.sample() for _ in several])
        observation, rewards, dones, infos = found.step(action)
        other, other_rewards, other_dones, other_infos = expected.step(action)
        assert_same(observation, other)
        assert rewards.dtype == other_rewards.dtype
        np.testing.assert_array_equal(rewards, other_rewards)
        np.testing.assert_array_equal(dones, other_dones)
        assert_same_infos(infos, other_infos)
        assert_same_infos(found.reset_infos, expected.reset_infos)
        ends += [info for info, done in zip(infos, dones, strict=True) if done]
    assert_same(found.reset(), expected.reset())
    return ends


def test_seeds_are_used_once_and_the_constructors_first(adapter):
    env = adapter(ROOM, 2, seed=3)
    first = env.reset()
    second = env.reset()
    assert (first != second).any()
    env.seed(3)
    np.testing.assert_array_equal(env.reset(), first)
    np.testing.assert_array_equal(env.reset(), second)


def test_attributes_and_methods_are_those_of_the_mazes(adapter):
    env = adapter([ROOM, ROOM | {"episode": {"steps": 5}}], render_mode="rgb_array", render_size=20)
    env.reset()
    assert env.render_mode == "rgb_array"
    assert [one.episode.steps for one in env.get_attr("scenario")] == [40, 5]
    assert env.get_attr("action_space", indices=[1]) == [env.action_space]
    assert env.get_attr("num_envs", indices=0) == [2]
    assert not env.has_attr("action_masks")
    assert env.env_is_wrapped(object) == [False, False]
    state, frame = env.env_method("get_state", indices=1)[0], env.env_method("render", indices=[0])[0]
    assert state.scenario == env.mazes.get_state()[1].scenario
    assert frame.shape == (20, 20, 3)
    assert env.render().shape == (40, 20, 3)
    assert env.metadata == {"render_modes": ["human", "rgb_array"], "render_fps": 4}
    with pytest.raises(AttributeError, match="'set_state' cannot be called maze by maze"):
        env.env_method("set_state", state)
    with pytest.raises(NotImplementedError, match="'scenario' cannot be set"):
        env.set_attr("scenario", ROOM)
    env.close()
    env.close()


def test_the_algorithms_turn_pictures_channels_first_and_bootstrap_at_the_time_limit(adapter):
    from stable_baselines3 import PPO
    from stable_baselines3.common.vec_env import VecMonitor, VecTransposeImage

    model = PPO("CnnPolicy", VecMonitor(adapter(ROOM, 4, {"camera.resolution": 36})), n_steps=64, seed=0)
    assert isinstance(model.env, VecTransposeImage)
    assert model.observation_space.shape == (3, 36, 36)
    model.learn(256)
    assert [episode["l"] for episode in model.ep_info_buffer] == [40] * 4


@pytest.mark.parametrize("wrapper", ["VecFrameStack", "VecNormalize"])
def test_wrappers_go_around_it_without_copies(adapter, wrapper):
    from stable_baselines3.common import vec_env

    around = {
        "VecFrameStack": lambda env: vec_env.VecFrameStack(env, 3),
        "VecNormalize": lambda env: vec_env.VecNormalize(env, norm_obs=False),
    }[wrapper]
    copied, shared = around(adapter(ROOM, 2)), around(adapter(ROOM, 2, copy=False))
    copied.seed(1)
    shared.seed(1)
    np.testing.assert_array_equal(copied.reset(), shared.reset())
    for _ in range(50):
        for found, expected in zip(shared.step([1, 4])[:3], copied.step([1, 4])[:3], strict=True):
            np.testing.assert_array_equal(found, expected)


def test_a_mapping_of_observations_is_learnt_from(adapter):
    from stable_baselines3 import PPO

    keys = {"form": "dict", "keys": ["target_color", "target_vec", "maze_layout"]}
    model = PPO("MultiInputPolicy", adapter(ROOM | {"observation": keys}, 2), n_steps=64, seed=0)
    model.learn(128)
    action, _ = model.predict(model.env.reset(), deterministic=True)
    assert model.action_space.contains(action[0])


def test_options_are_refused_as_by_reset(adapter):
    mazes = adapter("classic/9x9", num_envs=2)
    mazes.set_options({"scenario": "classic/11x11"})
    with pytest.raises(ValueError, match="reset option 'scenario' is unknown"):
        mazes.reset()
    mazes.set_options()
    mazes.reset()
