"""Every ID of the benchmark: its spaces, Gymnasium's own checks, and what upstream's callers pass."""

import json
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

import memory_maze
from memory_maze.scenario import classic_ids
from tests.recordings import DATA

UPSTREAM = json.loads((DATA / "upstream_spaces.json").read_text())


def described(space):
    if isinstance(space, gymnasium.spaces.Dict):
        return {key: described(box) for key, box in space.spaces.items()}
    low, high = (None if np.isinf(bound.flat[0]) else float(bound.flat[0]) for bound in (space.low, space.high))
    return {"shape": list(space.shape), "dtype": str(space.dtype), "low": low, "high": high}


def test_the_64_ids_are_upstreams():
    assert sorted(classic_ids()) == sorted(UPSTREAM)
    assert len(UPSTREAM) == 64


@pytest.mark.parametrize("environment_id", sorted(UPSTREAM))
def test_the_spaces_are_upstreams(environment_id):
    environment = gymnasium.make(environment_id, disable_env_checker=True)
    expected = UPSTREAM[environment_id]
    if environment_id.endswith("Oracle-ExtraObs-v0"):
        # Upstream's own observations leave its own space here: the path is marked by 2.
        assert expected["observation"]["maze_layout"]["high"] == 1
        expected = {**expected, "observation": {**expected["observation"]}}
        expected["observation"]["maze_layout"] = {**expected["observation"]["maze_layout"], "high": 2.0}
    assert described(environment.observation_space) == expected["observation"]
    assert environment.action_space == gymnasium.spaces.Discrete(expected["action"])


@pytest.mark.filterwarnings("ignore:.*A Box observation space m.*imum value is .*infinity")
@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("environment_id", sorted(UPSTREAM))
def test_gymnasiums_checker_finds_nothing(environment_id):
    """The one warning that is allowed is about unbounded positions, which upstream's spaces have too."""
    check_env(gymnasium.make(environment_id).unwrapped)


def test_specs_serialise_and_come_back():
    spec = gymnasium.make("MemoryMaze-9x9-Vis-v0", seed=3).spec
    assert spec is not None
    again = gymnasium.make(gymnasium.envs.registration.EnvSpec.from_json(spec.to_json()))
    first, _ = again.reset()
    np.testing.assert_array_equal(first, gymnasium.make("MemoryMaze-9x9-Vis-v0").reset(seed=3)[0])


def test_the_prefix_registers_in_a_fresh_process(run_python):
    code = 'import gymnasium; print(gymnasium.make("memory_maze:MemoryMaze-9x9-v0").observation_space.shape)'
    assert run_python(code).stdout.strip() == "(64, 64, 3)"


def test_importing_starts_no_simulator(run_python):
    code = (
        "import sys, memory_maze; print([m for m in ('dm_control', 'mujoco', 'OpenGL', 'numba') if m in sys.modules])"
    )
    assert run_python(code).stdout.strip() == "[]"


def test_a_scenario_is_made_by_name_mapping_and_overrides():
    by_name = gymnasium.make("MemoryMaze/Scenario-v0", scenario="classic/9x9", overrides={"camera.resolution": 32})
    assert by_name.observation_space.shape == (32, 32, 3)
    scenario = memory_maze.load("classic/9x9").override(objects={"count": 2}, maze={"size": 7})
    by_value = memory_maze.make(scenario, ["camera.resolution=16"], seed=0)
    assert by_value.reset()[0].shape == (16, 16, 3)
    assert by_value.spec is not None
    json.loads(by_value.spec.to_json())


def test_an_id_of_ones_own_is_registered(tmp_path):
    document = tmp_path / "mine.yaml"
    document.write_text("extends: classic/9x9\nsummary: Mine.\nepisode: {steps: 7}\n")
    memory_maze.register("MyMaze-v0", str(document))
    try:
        assert gymnasium.make("MyMaze-v0").unwrapped.scenario.episode_steps == 7
    finally:
        del gymnasium.registry["MyMaze-v0"]


KEYWORDS: dict[str, Any] = {
    "seed": 3,
    "camera_resolution": 32,
    "control_freq": 10,
    "discrete_actions": False,
    "top_camera": True,
    "good_visibility": True,
    "show_path": True,
    "randomize_colors": True,
    "global_observables": True,
    "image_only_obs": False,
    "target_color_in_image": False,
}


def test_every_upstream_keyword_is_taken_by_make_and_by_tasks():
    made = gymnasium.make("MemoryMaze-9x9-v0", **KEYWORDS).unwrapped
    built = memory_maze.tasks.memory_maze_9x9(**KEYWORDS, renderer="software", look="current")
    for scenario in (made.scenario, built.scenario):
        assert scenario.camera.resolution == 32
        assert scenario.physics_steps == 20
        assert scenario.control.actions == "continuous"
        assert scenario.camera.view == "top"
        assert (scenario.maze.wall_height, scenario.objects.height) == (0.4, 1.1)
        assert scenario.observation.shortest_path
        assert scenario.observation.minimap
        assert scenario.objects.colors == "shuffled"
        assert scenario.observation.form == "dict"
        assert len(scenario.observation.keys) == 9
        assert scenario.observation.prompt == "none"


@pytest.mark.parametrize("size", ["9x9", "11x11", "13x13", "15x15"])
def test_tasks_give_image_and_prompt_by_default(size):
    environment = getattr(memory_maze.tasks, f"memory_maze_{size}")(seed=0)
    assert set(environment.observation_spec()) == {"image", "target_color"}
    assert environment.action_spec().num_values == 6
    time_step = environment.reset()
    assert time_step.reward is None
    assert time_step.discount is None
    assert environment.step(1).discount == 1.0


def test_unknown_keywords_are_named():
    with pytest.raises(
        memory_maze.ScenarioError, match=r"unexpected keyword argument 'camera_resolutoin'.*camera_resolution"
    ):
        gymnasium.make("MemoryMaze-9x9-v0", camera_resolutoin=32)
