"""Upstream's recorded runs, replayed: everything is equal, to the last bit."""

import numpy as np
import pytest

from memory_maze import build
from memory_maze.scenario.model.fields import WALL_TEXTURES
from tests.recordings import KEYS, recordings

pytestmark = pytest.mark.needs("dm_control")


@pytest.fixture(params=recordings(), ids=lambda recording: recording.name)
def recording(request):
    return request.param


def test_a_recorded_run_is_replayed_bit_for_bit(recording):
    environment = build(recording.scenario, recording.seed)
    for episode in recording.episodes:
        replay(environment, episode)


def replay(environment, episode):
    time_step = environment.reset()
    now = environment.task.moments
    facts = now.episode()
    assert facts.layout.text == str(episode["map"])
    assert [WALL_TEXTURES["style_01"][i] for i in facts.block_texture] == episode["textures"].tolist()
    np.testing.assert_array_equal(facts.boxes.center, episode["boxes"][:, :2])
    np.testing.assert_array_equal(facts.boxes.half, episode["boxes"][:, 3:5])
    np.testing.assert_array_equal(facts.colors, episode["colors"])
    assert now.hidden[0].tolist() == list(episode["touched_at_start"])
    compare(environment, time_step, episode, 0)
    rows = {int(row): i for i, row in enumerate(episode["rows"])}
    for k, action in enumerate(episode["actions"], start=1):
        time_step = environment.step(int(action))
        assert time_step.reward == episode["rewards"][k - 1], f"reward of step {k}"
        assert now.target[0] == episode["target_index"][k], f"prompt after step {k}"
        if k in rows:
            compare(environment, time_step, episode, rows[k])


def compare(environment, time_step, episode, row):
    np.testing.assert_array_equal(environment.physics.data.qpos, episode["qpos"][row])
    np.testing.assert_array_equal(environment.physics.data.qvel, episode["qvel"][row])
    for key in KEYS:
        recorded = episode[f"obs_{key}"]
        np.testing.assert_array_equal(time_step.observation[key], recorded[row if len(recorded) > 1 else 0], key)
