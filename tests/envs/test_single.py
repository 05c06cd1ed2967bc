import pickle

import gymnasium
import numpy as np
import pytest

import memory_maze
from memory_maze.envs.old_gym import OldGymEnv

SHORT = {"episode": {"steps": 5}, "camera.resolution": 16}


def make(**kwargs):
    return memory_maze.make("classic/9x9", SHORT, **kwargs)


def test_reset_with_a_seed_equals_construction_with_it():
    constructed, reset = make(seed=7), make(seed=99)
    reset.reset()
    one, _ = constructed.reset()
    other, _ = reset.reset(seed=7)
    np.testing.assert_array_equal(one, other)
    for _ in range(2):
        np.testing.assert_array_equal(constructed.reset()[0], reset.reset()[0])


def test_reset_without_a_seed_continues_the_stream():
    environment = make(seed=7)
    first, _ = environment.reset()
    second, _ = environment.reset()
    assert (first != second).any()


def test_the_time_limit_truncates_and_never_terminates():
    environment = make(seed=0)
    environment.reset()
    outcomes = [environment.step(1)[1:4] for _ in range(5)]
    assert [truncated for _, _, truncated in outcomes] == [False] * 4 + [True]
    assert all(type(reward) is float and terminated is False for reward, terminated, _ in outcomes)
    with pytest.raises(RuntimeError, match="call reset"):
        environment.step(1)


def test_classic_episodes_last_as_long_as_published():
    steps = {"9x9": 1000, "11x11": 2000, "13x13": 3000, "15x15": 4000, "9x9-HiFreq": 10000}
    assert {name: memory_maze.load(f"classic/{name}").episode_steps for name in steps} == steps


def test_info_has_the_same_keys_at_every_step():
    environment = make(seed=0)
    _, info = environment.reset()
    assert {type(value) for value in info.values()} == {int}
    for _ in range(5):
        assert environment.step(1)[4].keys() == info.keys()


def test_render_gives_the_agents_view_at_a_chosen_size():
    environment = make(seed=0, render_mode="rgb_array", render_size=128)
    observation, _ = environment.reset()
    frame = environment.render()
    assert frame.shape == (128, 128, 3)
    assert (frame[0, 0] == observation[0, 0]).all()
    small = make(seed=0, render_mode="rgb_array", render_size=16)
    np.testing.assert_array_equal(small.reset()[0], small.render())


def test_observations_are_the_callers_own():
    environment = make(seed=0)
    first, _ = environment.reset()
    kept = first.copy()
    environment.step(1)
    np.testing.assert_array_equal(first, kept)


def test_a_prompt_may_be_shown_for_some_steps_only():
    environment = memory_maze.make("classic/9x9", {"observation.prompt_steps": 2, "camera.resolution": 64}, seed=0)
    frames = [environment.reset()[0]] + [environment.step(0)[0] for _ in range(2)]
    bordered = [bool((frame[0] == frame[0, 0]).all() and (frame[-1] == frame[0, 0]).all()) for frame in frames]
    assert bordered == [True, True, False]


def test_a_frame_too_small_for_its_minimap_is_refused():
    large = {"maze.size": 33, "observation.minimap": True, "camera.resolution": 128}
    with pytest.raises(ValueError, match="use 33 to 1024 pixels"):
        memory_maze.make("classic/9x9", large, render_mode="rgb_array", render_size=20)


@pytest.mark.filterwarnings("ignore:.*not in the possible render_modes")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"render_mode": "ansi"}, "render_mode 'ansi' is unknown"),
        ({"render_size": 5}, "use 16 to 1024 pixels"),
        ({"render_size": 0}, "use 16 to 1024 pixels"),
        ({"render_size": 100.5}, "use 16 to 1024 pixels"),
        ({"render_size": "100"}, "use 16 to 1024 pixels"),
    ],
)
def test_wrong_arguments_are_explained(arguments, message):
    with pytest.raises(ValueError, match=message):
        memory_maze.make("classic/9x9", disable_env_checker=True, **arguments)


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "a"])
def test_a_wrong_seed_is_explained_at_once(seed):
    with pytest.raises(ValueError, match="give a whole number from 0 to 4294967295"):
        make(seed=seed)


def test_a_seed_too_large_for_reset_is_explained():
    with pytest.raises(ValueError, match="give a whole number from 0 to 4294967295"):
        make().reset(seed=2**32)


def test_an_environment_is_pickled_as_its_arguments():
    environment = make(seed=4)
    environment.reset()
    again = pickle.loads(pickle.dumps(environment.unwrapped))
    np.testing.assert_array_equal(again.reset()[0], make(seed=4).reset()[0])


@pytest.mark.parametrize("form", ["9x9", "9x9-ExtraObs"])
def test_synchronous_vectors_run(form):
    environments = gymnasium.make_vec(f"MemoryMaze-{form}-v0", 2, vectorization_mode="sync")
    check_vector(environments)


@pytest.mark.parametrize("context", ["fork", "forkserver", "spawn"])
def test_asynchronous_vectors_run_with_every_start_method(context):
    environments = gymnasium.make_vec(
        "MemoryMaze-9x9-v0", 2, vectorization_mode="async", vector_kwargs={"context": context}
    )
    check_vector(environments)


def check_vector(environments):
    observations, _ = environments.reset(seed=[3, 4])
    single = gymnasium.make(environments.spec.id)
    alone, _ = single.reset(seed=4)
    image = observations["image"] if isinstance(observations, dict) else observations
    np.testing.assert_array_equal(image[1], alone["image"] if isinstance(alone, dict) else alone)
    _, rewards, terminated, truncated, info = environments.step(np.array([1, 2]))
    assert rewards.shape == terminated.shape == truncated.shape == (2,)
    assert info["target_index"].shape == (2,)
    environments.close()


@pytest.mark.parametrize("form", ["9x9", "9x9-Top"])
def test_stable_baselines_checker_passes(form):
    checker = pytest.importorskip("stable_baselines3.common.env_checker", reason="stable-baselines3 is not installed")
    checker.check_env(gymnasium.make(f"MemoryMaze-{form}-v0"))


def test_stable_baselines_checker_finds_the_shapes_of_upstream_unconventional_and_nothing_else():
    checker = pytest.importorskip("stable_baselines3.common.env_checker", reason="stable-baselines3 is not installed")
    with pytest.warns(UserWarning, match="unconventional shape") as told:
        checker.check_env(gymnasium.make("MemoryMaze-9x9-ExtraObs-v0"))
    assert {str(one.message).partition(" (")[0] for one in told} == {
        f"Your observation {key} has an unconventional shape" for key in ("maze_layout", "targets_pos", "targets_vec")
    }


def test_the_old_interface_gives_four_values():
    environment = OldGymEnv(memory_maze.tasks.memory_maze_9x9(seed=0, image_only_obs=True, control_freq=0.1))
    assert environment.reset().shape == environment.observation_space.shape == (64, 64, 3)
    for k in range(25):
        observation, reward, done, info = environment.step(environment.action_space.sample())
        assert (done, info) == ((True, {"TimeLimit.truncated": True}) if k == 24 else (False, {}))
    assert observation.dtype == np.uint8
    assert reward in (0.0, 1.0)
    with pytest.raises(RuntimeError, match="call reset"):
        environment.step(0)


def test_the_old_interface_takes_a_seed_as_gym_did():
    environment = OldGymEnv(memory_maze.tasks.memory_maze_9x9(seed=0, image_only_obs=True))
    first = environment.unwrapped.reset()
    assert (environment.reset() != first).any()
    environment.seed(0)
    np.testing.assert_array_equal(environment.reset(), first)
