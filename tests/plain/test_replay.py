"""Upstream's recorded runs through the environment that needs no dm_control: everything is equal, to the last bit."""

import numpy as np
import pytest

from memory_maze.plain import PlainEnvironment
from tests.recordings import KEYS, recordings


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_a_recorded_run_is_replayed_bit_for_bit(recording):
    environment = PlainEnvironment(recording.scenario, recording.seed)
    for episode in recording.episodes:
        replay(environment, episode)


def replay(environment, episode):
    time_step = environment.reset()
    now = environment.moments
    assert now.episode().layout.text == str(episode["map"])
    assert now.hidden[0].tolist() == list(episode["touched_at_start"])
    compare(now, time_step, episode, 0)
    rows = {int(row): i for i, row in enumerate(episode["rows"])}
    for k, action in enumerate(episode["actions"], start=1):
        time_step = environment.step(int(action))
        assert time_step.reward == episode["rewards"][k - 1], f"reward of step {k}"
        assert now.target[0] == episode["target_index"][k], f"prompt after step {k}"
        if k in rows:
            compare(now, time_step, episode, rows[k])


def compare(now, time_step, episode, row):
    np.testing.assert_array_equal(now.positions[0], episode["qpos"][row])
    np.testing.assert_array_equal(now.speeds[0], episode["qvel"][row])
    for key in KEYS:
        recorded = episode[f"obs_{key}"]
        np.testing.assert_array_equal(time_step.observation[key], recorded[row if len(recorded) > 1 else 0], key)
