"""Upstream's recorded runs, replayed: everything is equal, to the last bit."""

import numpy as np
import pytest

from memory_maze import build
from memory_maze.scenario.model.fields import WALL_TEXTURES
from tests.recordings import recordings
from tests.replaying import replay

pytestmark = pytest.mark.needs("dm_control")


@pytest.fixture(params=recordings(), ids=lambda recording: recording.name)
def recording(request):
    return request.param


def test_a_recorded_run_is_replayed_bit_for_bit(recording):
    environment = build(recording.scenario, recording.seed)
    for episode in recording.episodes:
        replay(environment, episode, walker, require_same_looks)


def walker(environment):
    return environment.physics.data.qpos, environment.physics.data.qvel


def require_same_looks(now, episode):
    facts = now.episode()
    assert [WALL_TEXTURES["style_01"][i] for i in facts.block_texture] == episode["textures"].tolist()
    np.testing.assert_array_equal(facts.boxes.center, episode["boxes"][:, :2])
    np.testing.assert_array_equal(facts.boxes.half, episode["boxes"][:, 3:5])
    np.testing.assert_array_equal(facts.colors, episode["colors"])
