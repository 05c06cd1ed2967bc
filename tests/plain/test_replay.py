"""Upstream's recorded runs through the environment that needs no dm_control: everything is equal, to the last bit."""

import pytest

from memory_maze.plain import PlainEnvironment
from tests.recordings import recordings
from tests.replaying import replay


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_a_recorded_run_is_replayed_bit_for_bit(recording):
    environment = PlainEnvironment(recording.scenario, recording.seed)
    for episode in recording.episodes:
        replay(environment, episode, walker)


def walker(environment):
    return environment.moments.positions[0], environment.moments.speeds[0]
