"""Upstream's recorded runs, all in one batch: everything is equal, to the last bit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memory_maze import make_vec
from tests.recordings import KEYS, recordings

SHARED = [key for key in KEYS if key not in ("targets_vec", "targets_pos", "maze_layout")]


class Player:
    """What one member of the batch has to do, and to show."""

    def __init__(self, recording):
        self.episodes = list(recording.episodes)
        self.episode, self.step = self.episodes[0], len(self.episodes[0]["actions"])

    @property
    def plays(self):
        """Whether the episode at hand goes on."""
        return self.step < len(self.episode["actions"])

    @property
    def begins(self):
        """Whether the next thing is a new episode."""
        return not self.plays and bool(self.episodes)

    def begin(self):
        self.episode, self.step = self.episodes.pop(0), 0

    def action(self):
        return int(self.episode["actions"][self.step]) if self.plays else 0

    def check(self, observation, physics, reward, target):
        if reward is not None and not self.plays:
            return
        if reward is not None:
            self.step += 1
            assert reward == self.episode["rewards"][self.step - 1]
        assert target == self.episode["target_index"][self.step]
        rows = self.episode["rows"].tolist()
        if self.step in rows:
            row = rows.index(self.step)
            np.testing.assert_array_equal(physics, self.episode["qpos"][row])
            for key in SHARED:
                recorded = self.episode[f"obs_{key}"]
                np.testing.assert_array_equal(observation[key], recorded[row if len(recorded) > 1 else 0], key)


def test_recorded_runs_of_all_variants_are_replayed_by_one_batch():
    known = recordings()
    scenarios = [one.scenario.override(observation={"keys": SHARED}, episode={"steps": 10_000}) for one in known]
    batch = make_vec(scenarios, autoreset_mode="Disabled")
    players = [Player(one) for one in known]
    seeds: list[int] | None = [one.seed for one in known]
    rewards: Sequence[float | None] | NDArray[np.float64]
    while any(player.begins or player.plays for player in players):
        begins = np.array([player.begins for player in players])
        if begins.any():
            observation, info = batch.reset(seed=seeds, options={"reset_mask": begins})
            seeds, rewards = None, [None] * len(players)
            concerned = np.flatnonzero(begins).tolist()
            for i in concerned:
                players[i].begin()
        else:
            observation, rewards, _, _, info = batch.step(np.array([player.action() for player in players]))
            concerned = list(range(len(players)))
        for i in concerned:
            one = {key: value[i] for key, value in observation.items()}
            players[i].check(one, batch.moments.positions[i], rewards[i], info["target_index"][i])
    assert not any(player.episodes for player in players)
