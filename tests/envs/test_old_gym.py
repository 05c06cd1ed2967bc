"""Programs that were written for upstream, in the old gym. They are played here as those that are around do it."""

import json
import sys

import numpy as np
import pytest

import memory_maze
from memory_maze.envs.old_gym import OldGymEnv
from memory_maze.scenario import ScenarioError
from memory_maze.wrappers import Wrapper
from tests.recordings import DATA

UPSTREAM = json.loads((DATA / "upstream_spaces.json").read_text())

NINE = "MemoryMaze-9x9-v0"

WITHOUT_GYM = "import sys; sys.modules['gym'] = None; "

SHORT = {"episode.steps": 7, "episode.seconds": None}


@pytest.fixture
def gym():
    return pytest.importorskip("gym")


@pytest.fixture
def quiet_gym(gym, monkeypatch):
    """NumPy 2 has lost a name that the checker of gym 0.26 needs."""
    if not hasattr(np, "bool8"):
        monkeypatch.setattr(np, "bool8", np.bool_, raising=False)
    return gym


def registered(gym):
    known = getattr(gym.envs.registry, "env_specs", gym.envs.registry)
    return {name for name in known if name.startswith("MemoryMaze")}


def described(gym, space):
    if isinstance(space, gym.spaces.Dict):
        return {key: described(gym, box) for key, box in space.spaces.items()}
    assert isinstance(space, gym.spaces.Box)
    low, high = (None if np.isinf(bound.flat[0]) else float(bound.flat[0]) for bound in (space.low, space.high))
    return {"shape": list(space.shape), "dtype": str(space.dtype), "low": low, "high": high}


def test_the_64_ids_are_there(gym):
    assert set(UPSTREAM) <= registered(gym)


@pytest.mark.parametrize("environment_id", sorted(UPSTREAM))
def test_the_spaces_are_upstreams_in_gyms_own_classes(gym, environment_id):
    environment = gym.make(f"memory_maze:{environment_id}", seed=0)
    expected = json.loads(json.dumps(UPSTREAM[environment_id]))
    if environment_id.endswith("Oracle-ExtraObs-v0"):
        expected["observation"]["maze_layout"]["high"] = 2.0
    assert described(gym, environment.observation_space) == expected["observation"]
    assert isinstance(environment.action_space, gym.spaces.Discrete)
    assert environment.action_space.n == expected["action"]
    assert isinstance(environment.unwrapped, gym.Env)
    environment.close()


def test_a_whole_episode_has_the_old_form(gym):
    environment = gym.make(f"memory_maze:{NINE}", seed=3)
    expected = memory_maze.make("classic/9x9", seed=3)
    observation, first = environment.reset(), expected.reset()[0]
    np.testing.assert_array_equal(observation, first)
    done, steps = False, 0
    while not done:
        action = environment.action_space.sample()
        assert type(action) is int
        observation, reward, done, info = environment.step(action)
        assert (type(reward), type(done)) == (float, bool)
        steps += 1
        assert info == ({"TimeLimit.truncated": True} if done else {})
        if steps < 20:
            np.testing.assert_array_equal(observation, expected.step(action)[0])
    assert steps == 1000


def test_a_client_puts_the_spaces_into_gyms_own(gym):
    """As in dreamerv3-torch."""
    environment = gym.make(f"memory_maze:{NINE}", seed=0)
    flags = {name: gym.spaces.Box(0, 1, (), dtype=bool) for name in ("is_first", "is_last")}
    together = gym.spaces.Dict({"image": environment.observation_space, **flags})
    assert set(together.spaces) == {"image", "is_first", "is_last"}
    space = environment.action_space
    space.discrete = True
    assert environment.action_space.discrete
    with pytest.raises(AttributeError):
        environment.is_no_such_thing  # noqa: B018


def test_clients_wrap_it_by_gyms_wrappers(gym):
    class OneHot(gym.Wrapper):  # type: ignore[name-defined]
        def step(self, action):
            return self.env.step(int(np.argmax(action)))

        def reset(self):
            return self.env.reset()

    environment = OneHot(gym.make("memory_maze:MemoryMaze-9x9-ExtraObs-v0", seed=0))
    observation = environment.reset()
    observation["is_first"] = True
    observation, *_ = environment.step(np.eye(6)[1])
    assert "is_first" not in observation
    assert environment.observation_space.contains(observation)


@pytest.mark.parametrize("keywords", [{"camera_resolution": 32}, {"control_freq": 10, "top_camera": True}])
def test_upstreams_keywords_are_taken(gym, keywords):
    environment = gym.make(NINE, seed=1, **keywords)
    expected = memory_maze.make("classic/9x9", seed=1, **keywords)
    np.testing.assert_array_equal(environment.reset(), expected.reset()[0])


def test_an_unknown_keyword_is_a_type_error_in_pythons_words(gym):
    with pytest.raises(TypeError, match="unexpected keyword argument 'frameskip'"):
        gym.make(NINE, frameskip=1)


def test_continuous_actions(gym):
    environment = gym.make(NINE, discrete_actions=False, seed=0)
    assert isinstance(environment.action_space, gym.spaces.Box)
    assert environment.action_space.dtype == np.float64
    environment.reset()
    environment.step(environment.action_space.sample())


@pytest.mark.filterwarnings("ignore")
def test_gyms_checker_lets_it_pass(quiet_gym):
    if not hasattr(quiet_gym, "wrappers") or tuple(map(int, quiet_gym.__version__.split(".")[:2])) < (0, 24):
        pytest.skip("older ones have no such checker")
    environment = quiet_gym.make(NINE, seed=0, disable_env_checker=False)
    assert "PassiveEnvChecker" in str(environment)
    environment.reset()
    for _ in range(3):
        assert len(environment.step(environment.action_space.sample())) == 4
    plain = quiet_gym.make(NINE, seed=0)
    assert "PassiveEnvChecker" not in str(plain)
    plain.reset()
    plain.step(0)


def test_gyms_bridge_to_five_values(gym):
    if tuple(map(int, gym.__version__.split(".")[:2])) < (0, 26):
        pytest.skip("there is no such bridge")
    environment = gym.make(
        "MemoryMaze/Scenario-v0", scenario="classic/9x9", overrides=SHORT, apply_api_compatibility=True
    )
    observation, _ = environment.reset(seed=4)
    np.testing.assert_array_equal(observation, memory_maze.make("classic/9x9", SHORT).reset(seed=4)[0])
    ends = [environment.step(1)[2:4] for _ in range(7)]
    assert ends == [(False, False)] * 6 + [(False, True)]


def test_an_id_of_ones_own_is_there_too(gym):
    memory_maze.register("MyOldMaze-v0", "classic/9x9", {"camera.resolution": 16})
    assert gym.make("MyOldMaze-v0").reset().shape == (16, 16, 3)
    with pytest.warns(UserWarning, match="already in registry"):
        memory_maze.register("MyOldMaze-v0", "classic/9x9", {"camera.resolution": 24})
    assert gym.make("MyOldMaze-v0").reset().shape == (24, 24, 3)


MAKE = f"env = gym.make('memory_maze:{NINE}', seed=0); assert len(env.reset().shape) == 3; print('made')"


@pytest.mark.parametrize(
    "imports",
    ["import gym;", "import gym, memory_maze;", "import memory_maze, gym;", "import memory_maze, gym.spaces, gym;"],
)
def test_the_order_of_imports_does_not_matter(gym, run_python, imports):
    assert run_python(f"{imports} {MAKE}").stdout.strip().endswith("made")


def test_gym_is_never_imported_for_its_own_sake(run_python):
    code = "import sys, memory_maze; memory_maze.make('classic/9x9').reset(); print('gym' in sys.modules)"
    assert run_python(code).stdout.strip() == "False"


def test_looking_whether_gym_is_there_changes_nothing(gym, run_python):
    code = f"import importlib.util, memory_maze; assert importlib.util.find_spec('gym'); import gym; {MAKE}"
    assert run_python(code).stdout.strip().endswith("made")
    code = "import sys, memory_maze, gym; print(any(type(one).__name__ == '_Watcher' for one in sys.meta_path))"
    assert run_python(code).stdout.strip() == "False"


def test_gymnasium_under_gyms_name_is_left_alone(run_python):
    code = (
        "import sys, gymnasium; sys.modules['gym'] = gymnasium; import memory_maze, gym;"
        f"print(len(gym.make('memory_maze:{NINE}').reset()))"
    )
    assert run_python(code).stdout.strip() == "2"


def test_a_gym_that_cannot_be_used_stops_nobody(run_python):
    code = (
        "import sys, types; gym = types.ModuleType('gym'); gym.make = gym.Env = None; sys.modules['gym'] = gym;"
        "import memory_maze; memory_maze.make('classic/9x9'); print('ok')"
    )
    done = run_python(code)
    assert done.stdout.strip() == "ok"
    assert "could not register IDs in the old gym: all of them" in done.stderr


def test_an_id_that_gym_refuses_takes_no_other_with_it(gym, run_python):
    code = (
        "import memory_maze; from memory_maze.envs import old_gym_ids as ids;"
        "ids._ids.clear(); ids.offer('no good name', {}); ids.offer('Good-v0', {'scenario': 'classic/9x9'});"
        "import gym; print(gym.make('Good-v0').reset().shape)"
    )
    done = run_python(code)
    assert done.stdout.strip() == "(64, 64, 3)"
    assert done.stderr.count("could not register IDs in the old gym: no good name") == 1


def test_without_gym_the_spaces_are_gymnasiums(run_python):
    code = WITHOUT_GYM + (
        "import memory_maze, gymnasium; from memory_maze.envs.old_gym import OldGymEnv;"
        "env = OldGymEnv(memory_maze.tasks.memory_maze_9x9(seed=0, image_only_obs=True));"
        "assert isinstance(env.observation_space, gymnasium.spaces.Box);"
        "assert env.reset().shape == (64, 64, 3); assert len(env.step(env.action_space.sample())) == 4; print('ok')"
    )
    assert run_python(code).stdout.strip() == "ok"


def test_without_gym_it_says_what_to_write(run_python):
    code = WITHOUT_GYM + (
        "from memory_maze.envs.old_gym_ids import register_in_gym\n"
        "try:\n    register_in_gym()\n"
        "except ModuleNotFoundError as error:\n    print(error)"
    )
    said = run_python(code).stdout
    assert "pip install 'gym>=0.26,<0.27'" in said
    assert "OldGymEnv(memory_maze.tasks.memory_maze_9x9(image_only_obs=True, seed=seed))" in said


def old(**keywords):
    return OldGymEnv(memory_maze.tasks.memory_maze_9x9(seed=0, **keywords))


def test_any_dm_env_environment_can_be_wrapped():
    wrapped = OldGymEnv(Wrapper(memory_maze.tasks.memory_maze_9x9(seed=0)))
    plain = old()
    np.testing.assert_array_equal(wrapped.reset()["image"], plain.reset()["image"])
    assert wrapped.seed(5) == [5]
    np.testing.assert_array_equal(wrapped.reset()["image"], plain.reset(seed=5)["image"])


def test_another_libraries_environment_can_be_wrapped():
    suite = pytest.importorskip("dm_control.suite")
    environment = OldGymEnv(suite.load("cartpole", "balance"))
    assert set(environment.observation_space.spaces) == {"position", "velocity"}
    assert environment.observation_space.contains(environment.reset())
    environment.step(environment.action_space.sample())
    with pytest.raises(NotImplementedError, match="cannot be seeded"):
        environment.seed(3)
    with pytest.raises(NotImplementedError, match="no picture"):
        environment.render("rgb_array")


def test_specs_of_every_kind_become_spaces():
    from dm_env import specs

    from memory_maze.envs.old_gym_spaces import library, to_space

    spaces = library().spaces
    mixed = {"flag": specs.Array((), bool), "count": specs.Array((2,), np.int16), "both": (specs.DiscreteArray(3),)}
    space = to_space(mixed)
    assert isinstance(space, spaces.Dict)
    assert space["count"].low.tolist() == [-(2**15)] * 2
    assert space["count"].high.tolist() == [2**15 - 1] * 2
    assert space["both"][0].n == 3
    bounded = to_space(specs.BoundedArray((2,), np.float32, [0, 1], [2, 3]))
    assert (bounded.low.tolist(), bounded.high.tolist()) == ([0, 1], [2, 3])
    for wrong in (specs.StringArray(()), 3):
        with pytest.raises(TypeError, match="no dm_env spec"):
            to_space(wrong)


def test_it_renders_seeds_and_is_a_context():
    with old(image_only_obs=True) as environment:
        with pytest.raises(RuntimeError, match="nothing to render yet"):
            environment.render()
        observation = environment.reset()
        np.testing.assert_array_equal(environment.render(mode="rgb_array"), observation)
        with pytest.raises(ValueError, match="render mode 'ansi' is unknown"):
            environment.render("ansi")
        environment.seed(7)
        assert environment.np_random.integers(10**6) == np.random.default_rng(7).integers(10**6)
        assert environment.metadata["render_fps"] == 4
    environment.close()


def test_unknown_options_are_named():
    with pytest.raises(ValueError, match="reset option 'scenario' is unknown"):
        old().reset(options={"scenario": "classic/11x11"})


def test_stepping_without_an_episode_is_explained():
    environment = old()
    with pytest.raises(RuntimeError, match="call reset"):
        environment.step(0)


def test_upstreams_names_are_there(gym):
    from memory_maze import GymWrapper, _make_gym_env, sizes, tasks
    from memory_maze.gym_wrappers import GymWrapper as Same
    from memory_maze.gym_wrappers import _convert_to_space

    assert GymWrapper is Same
    assert list(sizes) == ["9x9", "11x11", "13x13", "15x15"]
    environment = _make_gym_env(sizes["9x9"], image_only_obs=True, seed=0)
    assert isinstance(environment, gym.Env)
    assert _convert_to_space(tasks.memory_maze_9x9().action_spec()).n == 6
    with pytest.raises(ScenarioError):
        _make_gym_env(sizes["9x9"], nonsense=True)


def needs_the_newer_form(gym):
    if tuple(map(int, gym.__version__.split(".")[:2])) < (0, 26):
        pytest.skip("its wrappers and vectors know the old form")


def test_wrappers_of_gym_026_work_with_its_compatibility(gym):
    needs_the_newer_form(gym)

    def made(**settings):
        return gym.make(NINE, seed=0, apply_api_compatibility=True, **settings)

    for environment in (
        made(max_episode_steps=2),
        gym.wrappers.TimeLimit(made(), 2),
        gym.wrappers.FrameStack(made(max_episode_steps=2), 3),
    ):
        environment.reset()
        assert [environment.step(1)[2:4] for _ in range(2)] == [(False, False), (False, True)]
        environment.close()
    environments = gym.vector.SyncVectorEnv([made] * 2)
    observation, _ = environments.reset()
    assert observation.shape == (2, 64, 64, 3)
    assert len(environments.step([0, 1])) == 5
    environments.close()


def test_an_id_of_ones_own_needs_no_checker(gym, monkeypatch):
    needs_the_newer_form(gym)
    monkeypatch.setattr(gym.envs.registration, "registry", dict(gym.envs.registration.registry))
    gym.register("Mine-v0", entry_point=old, disable_env_checker=True)
    environment = gym.make("Mine-v0")
    environment.reset()
    assert len(environment.step(1)) == 4
    environment.close()


def test_gyms_vectors_run_where_they_know_the_old_form(gym):
    if tuple(map(int, gym.__version__.split(".")[:2])) >= (0, 25):
        pytest.skip("its vectors want the newer form")
    environments = gym.vector.SyncVectorEnv([lambda: gym.make(NINE, seed=0)] * 2)
    assert environments.reset().shape == (2, 64, 64, 3)
    assert "gym" in sys.modules
