"""Depth and segmentation as parts of an observation."""

import gymnasium
import numpy as np
import pytest
from dm_control import composer
from gymnasium.utils.env_checker import check_env

import memory_maze
from memory_maze.builder import build_task
from memory_maze.rendering.segmentation import FIRST_OBJECT, FLOOR, WALKER

ALL = {"camera.outputs": ["image", "depth", "segmentation"]}


def make(name="classic/9x9", **changes):
    return memory_maze.make(name, {**ALL, **changes}, seed=0)


def test_outputs_are_keys_of_the_observation():
    space = make().observation_space
    assert set(space) == {"image", "depth", "segmentation"}
    assert space["depth"] == gymnasium.spaces.Box(0, np.inf, (64, 64), np.float32)
    assert space["segmentation"] == gymnasium.spaces.Box(0, FIRST_OBJECT + 2, (64, 64), np.uint8)


def test_outputs_come_beside_the_keys_of_a_mapping():
    changes = {"observation.keys": ["agent_pos"], "camera.outputs": ["image", "depth"]}
    assert set(make("classic/9x9-ExtraObs", **changes).observation_space) == {"agent_pos", "depth"}
    assert len(make("classic/9x9-ExtraObs").observation_space.spaces) == 11


@pytest.mark.filterwarnings("ignore:.*A Box observation space m.*imum value is .*infinity")
@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("name", ["classic/9x9", "classic/9x9-Top", "classic/9x9-ExtraObs-Vis", "classic/9x9-HD"])
def test_gymnasiums_checker_finds_nothing(name):
    check_env(make(name).unwrapped)


@pytest.mark.parametrize("name", ["classic/9x9", "classic/9x9-Oracle-Top"])
def test_the_image_is_what_it_is_without_further_outputs(name):
    environment, plain = make(name), memory_maze.make(name, seed=0)
    (seen, _), (alone, _) = environment.reset(), plain.reset()
    for _ in range(5):
        assert environment.observation_space.contains(seen)
        np.testing.assert_array_equal(seen["image"], alone)
        seen, alone = environment.step(1)[0], plain.step(1)[0]


def test_the_top_view_shows_the_walker_and_the_objects():
    environment = make("classic/9x9-Top")
    environment.reset()
    labels = np.unique(environment.step(0)[0]["segmentation"])
    assert {FLOOR, WALKER, FIRST_OBJECT, FIRST_OBJECT + 1, FIRST_OBJECT + 2} <= set(labels.tolist())


def test_what_belongs_together_is_drawn_at_one_moment():
    environment = make()
    first, _ = environment.reset()
    kept = {key: value.copy() for key, value in first.items()}
    second = environment.step(2)[0]
    for key, value in kept.items():
        np.testing.assert_array_equal(first[key], value)
        assert (second[key] != value).any()


def test_composer_s_environment_gives_them_too():
    random_state = np.random.RandomState(0)
    task = build_task(memory_maze.load("classic/9x9", ALL), random_state.randint(2**31))
    environment = composer.Environment(task, random_state=random_state, strip_singleton_obs_buffer_dim=True)
    theirs, ours = environment.reset().observation, make().reset()[0]
    for key, spec in environment.observation_spec().items():
        spec.validate(theirs[key])
        np.testing.assert_array_equal(theirs[key], ours[key])


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        (["image", "dept"], r"camera.outputs\[1\]: expected image, depth or segmentation, .* did you mean 'depth'\?"),
        ("depth", r"camera.outputs: expected a list such as \[a, b\], not 'depth'"),
        (["image", "depth", "depth"], r"camera.outputs: an output is there twice"),
        (["depth"], r"camera.outputs: image is missing; add it, for it is always drawn, and shows the prompt"),
        ([], r"camera.outputs: image is missing"),
    ],
)
def test_wrong_outputs_are_explained(outputs, message):
    with pytest.raises(memory_maze.ScenarioError, match=message):
        memory_maze.load("classic/9x9", {"camera.outputs": outputs})
