"""A batch's spaces equal Gymnasium's and hold nothing that grows with the batch."""

import copy
import pickle
import tracemalloc

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.vector.utils import batch_space, create_empty_array

from memory_maze import load, make_vec
from memory_maze.envs.batched_spaces import BatchedBox, batched
from memory_maze.envs.spaces import observation_space

MEMBERS: dict[str, spaces.Space] = {
    "picture": spaces.Box(0, 255, (8, 8, 3), np.uint8, seed=1),
    "positions": spaces.Box(-np.inf, np.inf, (2,), np.float64, seed=2),
    "depth": spaces.Box(0, np.inf, (4, 4), np.float32, seed=3),
    "number": spaces.Box(-1.0, 1.0, (), np.float64, seed=4),
    "actions": spaces.Discrete(6, seed=5),
    "mapping": observation_space(load("classic/9x9-ExtraObs")),
}


@pytest.fixture(params=MEMBERS)
def pair(request):
    member = MEMBERS[request.param]
    return batched(copy.deepcopy(member), 5), batch_space(copy.deepcopy(member), 5)


def test_they_equal_gymnasiums(pair):
    ours, theirs = pair
    assert ours == theirs
    assert theirs == ours
    assert repr(ours) == repr(theirs)
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    assert copy.deepcopy(ours) == pickle.loads(pickle.dumps(ours)) == theirs


def test_they_hold_the_same_elements(pair):
    ours, theirs = pair
    for one in (ours, copy.deepcopy(ours)):
        assert all(theirs.contains(one.sample()) and one.contains(theirs.sample()) for _ in range(3))
    ours.seed(3)
    theirs.seed(3)
    for _ in range(2):
        np.testing.assert_equal(ours.sample(), theirs.sample())


def test_a_copy_samples_on(pair):
    ours, _ = pair
    ours.seed(4)
    ours.sample()
    twin, other = copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))
    expected = ours.sample()
    np.testing.assert_equal(twin.sample(), expected)
    np.testing.assert_equal(other.sample(), expected)


@pytest.mark.filterwarnings("ignore:.*Casting input x")
def test_what_is_outside_is_outside():
    box = batched(spaces.Box(0, 100, (2,), np.uint8), 3)
    fits = np.full((3, 2), 100, np.uint8)
    assert box.contains(fits)
    assert box.contains(fits.tolist())
    assert not box.contains(fits[:2])
    assert not box.contains(fits.astype(np.float64))
    assert not box.contains(fits + np.eye(3, 2, dtype=np.uint8))
    assert box != batched(spaces.Box(0, 100, (2,), np.uint8), 4)
    assert box != batched(spaces.Box(0, 101, (2,), np.uint8), 3)
    assert box != spaces.Box(0, 101, (3, 2), np.uint8)
    assert box != spaces.Discrete(3)
    with pytest.raises(gymnasium.error.Error):
        box.sample(mask=np.ones(3))


def test_gymnasium_takes_them_for_boxes():
    box = batched(spaces.Box(0, 1, (2,), np.float32), 3)
    assert isinstance(box, spaces.Box)
    assert spaces.utils.flatdim(box) == 6
    flat, empty = spaces.utils.flatten(box, np.ones((3, 2), np.float32)), create_empty_array(box, 4)
    assert isinstance(flat, np.ndarray)
    assert isinstance(empty, np.ndarray)
    assert (flat.shape, empty.shape) == ((6,), (4, 3, 2))
    assert box.is_bounded()
    assert batch_space(box, 2).shape == (2, 3, 2)


def test_making_many_large_mazes_takes_little_memory():
    one_observation = 512 * 128 * 128 * 3
    make_vec("classic/9x9", 1)
    tracemalloc.start()
    environments = make_vec("classic/9x9", 512, {"camera.resolution": 128})
    other = make_vec("classic/9x9", 512, {"camera.resolution": 128})
    assert isinstance(environments.observation_space, BatchedBox)
    assert environments.observation_space == other.observation_space
    assert len(pickle.dumps(environments.observation_space)) < 2**20
    copy.deepcopy(environments.observation_space)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < one_observation / 4
