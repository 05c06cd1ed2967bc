"""Upstream's wrappers and helpers: what they add comes out as our scenarios' own observations do."""

import numpy as np
import pytest
from dm_env import specs

from memory_maze import tasks
from memory_maze.helpers import sample_spec
from memory_maze.oracle import DrawMinimapWrapper, PathToTargetWrapper, breadth_first_search
from memory_maze.wrappers import (
    AgentPositionWrapper,
    DiscreteActionSetWrapper,
    ImageOnlyObservationWrapper,
    MazeLayoutWrapper,
    ObservationWrapper,
    RemapObservationWrapper,
    TargetColorAsBorderWrapper,
    TargetsPositionWrapper,
    Wrapper,
)

ACTIONS = [1, 1, 4, 5, 1, 2, 1, 1, 3, 1]


def nine(**keywords):
    return tasks.memory_maze_9x9(seed=2, **keywords)


def observations(environment, actions=ACTIONS):
    spec = environment.observation_spec()
    for time_step in [environment.reset(), *(environment.step(action) for action in actions)]:
        for key, value in time_step.observation.items():
            spec[key].validate(value)
        yield time_step.observation


def assert_same(found, expected):
    for one, other in zip(found, expected, strict=True):
        assert set(one) == set(other)
        for key in one:
            np.testing.assert_array_equal(one[key], other[key], err_msg=key)


def test_the_positions_are_the_scenarios():
    environment = MazeLayoutWrapper(AgentPositionWrapper(TargetsPositionWrapper(nine(), 2.0, 9, 9), 2.0, 9, 9))
    assert_same(observations(environment), observations(nine(global_observables=True)))


def test_the_border_is_the_scenarios():
    assert_same(observations(TargetColorAsBorderWrapper(nine(target_color_in_image=False))), observations(nine()))


def test_path_and_minimap_are_the_scenarios():
    environment = DrawMinimapWrapper(PathToTargetWrapper(nine(global_observables=True)))
    assert_same(observations(environment), observations(nine(global_observables=True, show_path=True)))


def test_the_action_set_is_what_the_numbers_mean():
    numbered = nine()
    driven = DiscreteActionSetWrapper(nine(discrete_actions=False), numbered.action_set)
    assert driven.action_spec().num_values == 6
    assert_same(observations(driven), observations(numbered))
    assert [control.tolist() for control in numbered.action_set[:2]] == [[0, 0], [-1, 0]]
    for wrong in (6, -1, 0.5):
        with pytest.raises(ValueError, match="none of the integers 0 to 5"):
            driven.step(wrong)
    with pytest.raises(AttributeError, match="continuous"):
        nine(discrete_actions=False).action_set  # noqa: B018


def test_entries_are_renamed_and_singled_out():
    renamed = RemapObservationWrapper(nine(), {"picture": "image"})
    assert list(renamed.observation_spec()) == list(renamed.reset().observation) == ["picture"]
    alone = ImageOnlyObservationWrapper(renamed, "picture")
    alone.observation_spec().validate(alone.reset().observation)


def test_a_wrapper_of_ones_own_is_like_the_environment():
    class Dark(ObservationWrapper):
        def observation(self, obs):
            return {**obs, "image": obs["image"] // 2}

    environment = Dark(Wrapper(nine()))
    np.testing.assert_array_equal(environment.reset().observation["image"], nine().reset().observation["image"] // 2)
    assert environment.observer is environment.env.env.observer
    assert environment.reward_spec().dtype == np.float64
    assert environment.discount_spec().maximum == 1
    assert environment.control_timestep() == 0.25
    with pytest.raises(AttributeError):
        environment.no_such_thing  # noqa: B018
    with pytest.raises(NotImplementedError, match="does not say"):
        ObservationWrapper(nine()).reset()
    environment.close()


@pytest.mark.parametrize(
    ("wrap", "message"),
    [
        (lambda: PathToTargetWrapper(nine()), "needs 'maze_layout'.* has image, target_color"),
        (lambda: ImageOnlyObservationWrapper(nine(image_only_obs=True)), "needs 'image'.* is an array alone"),
        (lambda: RemapObservationWrapper(nine(), {"a": "b"}), "needs 'b'"),
        (lambda: AgentPositionWrapper(nine(), 1.0, 9, 9), r"\(2.0, 9, 9\), not \(1.0, 9, 9\)"),
    ],
)
def test_what_does_not_fit_is_explained(wrap, message):
    with pytest.raises(ValueError, match=message):
        wrap()


def test_the_search_goes_by_x_and_y():
    maze = np.ones((3, 4), np.uint8)
    maze[0, 2] = maze[1, 2] = 0
    path = breadth_first_search(maze, (0, 0), (3, 0))
    assert path is not None
    assert path[0] == (0, 0)
    assert path[-1] == (3, 0)
    assert (2, 2) in path
    assert len(path) == 8
    assert breadth_first_search(maze, (0, 0), (0, 0)) == [(0, 0)]
    maze[2, 2] = 0
    assert breadth_first_search(maze, (0, 0), (3, 0)) is None
    with pytest.raises(IndexError, match=r"\(0, 3\) is outside"):
        breadth_first_search(maze, (0, 0), (0, 3))


@pytest.mark.parametrize(
    "spec",
    [
        specs.DiscreteArray(3),
        specs.BoundedArray((2,), np.float32, -1, 1),
        specs.BoundedArray((2, 2), np.uint8, 0, [[0, 1], [2, 255]]),
    ],
)
def test_samples_fit_their_spec(spec):
    for _ in range(20):
        spec.validate(sample_spec(spec))
    drawn = [sample_spec(spec, np.random.RandomState(1)).tolist() for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_what_has_no_bounds_cannot_be_sampled():
    with pytest.raises(TypeError, match="no bounds"):
        sample_spec(specs.Array((), float))
    with pytest.raises(ValueError, match="not bounded"):
        sample_spec(specs.BoundedArray((), float, 0, np.inf))


def test_upstreams_general_constructor_makes_its_four():
    made = tasks._memory_maze(15, 6, 1000, max_rooms=9, room_max_size=3, seed=4, camera_resolution=32)
    known = tasks.memory_maze_15x15(seed=4, camera_resolution=32)
    assert_same(observations(made), observations(known))
    assert made.scenario.episode_steps == 4000
    assert tasks.DEFAULT_CONTROL_FREQ == 4.0
    assert tasks._memory_maze(7, 2, 50, 6, 3, 5, 10).scenario.episode_steps == 500


@pytest.mark.parametrize("make", [tasks.memory_maze_9x9, lambda **keywords: tasks._memory_maze(7, 2, 50, **keywords)])
def test_an_unknown_keyword_is_a_type_error_in_pythons_words(make):
    with pytest.raises(TypeError, match="unexpected keyword argument 'foo'"):
        make(foo=1)
