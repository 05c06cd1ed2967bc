"""Plays recorded runs back through environments of dm_env, and asks for equality to the last bit."""

import numpy as np

from tests.recordings import KEYS


def replay(environment, episode, state, begun=lambda now, episode: None):
    """Plays one episode of a recorded run.

    Args:
      environment: has come to the episode.
      episode: its arrays.
      state: the walker's positions and speeds, of the environment.
      begun: looks at the first moment and the episode.
    """
    time_step = environment.reset()
    now = environment.moments
    assert now.episode().layout.text == str(episode["map"])
    assert now.hidden[0].tolist() == list(episode["touched_at_start"])
    begun(now, episode)
    compare(state(environment), time_step, episode, 0)
    rows = {int(row): i for i, row in enumerate(episode["rows"])}
    for k, action in enumerate(episode["actions"], start=1):
        time_step = environment.step(int(action))
        assert time_step.reward == episode["rewards"][k - 1], f"reward of step {k}"
        assert now.target[0] == episode["target_index"][k], f"prompt after step {k}"
        if k in rows:
            compare(state(environment), time_step, episode, rows[k])


def compare(state, time_step, episode, row):
    positions, speeds = state
    np.testing.assert_array_equal(positions, episode["qpos"][row])
    np.testing.assert_array_equal(speeds, episode["qvel"][row])
    for key in KEYS:
        recorded = episode[f"obs_{key}"]
        np.testing.assert_array_equal(time_step.observation[key], recorded[row if len(recorded) > 1 else 0], key)
