"""The planner's motion is the walker's, on open floor."""

import math

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents.planning.motion import TURN_RATE, Walker, coasting_turn, moved, piece_of
from memory_maze.builder import build
from memory_maze.game.actions import ACTIONS
from tests.agents.kernels import callable_kernel

SEQUENCES = {
    "driving": [1] * 6,
    "coasting": [1] * 4 + [0] * 3,
    "turning": [2] * 4 + [0] * 2,
    "turning back": [2] * 3 + [3] * 3,
    "curves": [4] * 5 + [5] * 5 + [1] * 2,
    "braking to turn": [1] * 3 + [3] * 3 + [1] * 2,
}


def hall(frequency=4.0):
    rows = ["*" * 23, *["*" + " " * 21 + "*"] * 21, "*" * 23]
    rows[11] = "*" + " " * 10 + "P" + " " * 10 + "*"
    rows[1] = "*G" + " " * 20 + "*"
    return load(
        {
            "summary": "An empty hall.",
            "maze": {"layout": "\n".join(rows)},
            "objects": {"count": 1},
            "episode": {"steps": 1000, "start": {"heading": 30}},
            "control": {"frequency": frequency},
            "observation": {"form": "dict", "keys": ["agent_pos"]},
        }
    )


def driven(numbers, frequency=4.0):
    """Poses, true speeds and turn rates after each action."""
    env = build(hall(frequency), 0)
    env.reset()
    found = [(env.moments.pose(), 0.0, 0.0)]
    for number in numbers:
        env.step(number)
        vx, vy, _, turn, _ = env.moments.speeds[0]
        heading = -env.moments.pose().steer
        found.append((env.moments.pose(), vx * math.cos(heading) + vy * math.sin(heading), -turn))
    env.close()
    return found


@pytest.mark.parametrize("numbers", SEQUENCES.values(), ids=SEQUENCES)
def test_a_sequence_of_actions_leads_where_it_really_leads(numbers):
    truth = driven(numbers)
    pose = truth[0][0]
    walker = Walker(pose.x, pose.y, -pose.steer, 0.0, 0.0)
    piece = piece_of(0.125)
    for number, (pose, speed, _) in zip(numbers, truth[1:], strict=True):
        for _ in range(2):
            walker = callable_kernel(moved)(walker, -ACTIONS[number].roll, -ACTIONS[number].steer, piece)
        assert math.hypot(walker.x - pose.x, walker.y - pose.y) < 0.09
        assert walker.heading == pytest.approx(-pose.steer, abs=0.03)
        assert walker.speed == pytest.approx(speed, abs=0.12)


@pytest.mark.parametrize("rate", [TURN_RATE, -TURN_RATE, 0.4, 0.0])
def test_a_turn_coasts_as_far_as_its_motion_says(rate):
    walker = Walker(0.0, 0.0, 0.0, 0.0, rate)
    for _ in range(8):
        walker = callable_kernel(moved)(walker, 0.0, 0.0, piece_of(0.025))
    assert callable_kernel(coasting_turn)(rate) == pytest.approx(walker.heading, abs=1e-4)
    assert np.sign(walker.heading) == np.sign(rate)
