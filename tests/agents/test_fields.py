"""Seconds to a goal: what a walker of full speed needs, however it stands."""

import math

import numpy as np
import pytest

from memory_maze.agents.planning.fields import COARSE, FINE, Ground, Legs
from memory_maze.agents.planning.motion import SPEED, TURN_RATE
from memory_maze.agents.planning.timefield import NO_WAY, seconds_at
from tests.agents.kernels import callable_kernel

HALL = np.pad(np.zeros((5, 9), dtype=bool), 1, constant_values=True)
WALLED = HALL.copy()
WALLED[1:-1, 5] = True


def seconds(ground, values, x, y, degrees):
    terrain = ground.terrain
    field = callable_kernel(seconds_at)
    return field(terrain.node_at, terrain.nodes_per_metre, values, x, y, math.radians(degrees))


@pytest.mark.parametrize(("detail", "off"), [(FINE, 0.15), (COARSE, 0.3)])
def test_it_is_the_time_to_drive_and_to_turn(detail, off):
    ground = Ground(HALL, 2.0, detail)
    values = ground.field(ground.near(np.array([17.0, 7.0]), 0.75)).values
    assert seconds(ground, values, 5.0, 7.0, 0) == pytest.approx((12 - 0.75) / SPEED, abs=off)
    assert seconds(ground, values, 13.0, 3.0, 45) == pytest.approx((math.hypot(4, 4) - 0.75) / SPEED, abs=off)
    turning = seconds(ground, values, 5.0, 7.0, 180) - seconds(ground, values, 5.0, 7.0, 0)
    assert math.pi / TURN_RATE / 2 < turning < math.pi / TURN_RATE + off


def test_headings_go_round():
    ground = Ground(HALL, 2.0, COARSE)
    values = ground.field(ground.near(np.array([17.0, 7.0]), 0.75)).values
    assert seconds(ground, values, 6.0, 6.1, -1) == pytest.approx(seconds(ground, values, 6.0, 6.1, 359))


def test_behind_a_wall_there_is_no_way():
    ground = Ground(WALLED, 2.0, COARSE)
    values = ground.field(ground.near(np.array([17.0, 7.0]), 0.75)).values
    assert seconds(ground, values, 5.0, 7.0, 0) == NO_WAY
    assert seconds(ground, values, 13.0, 7.0, 0) < 3


def test_nodes_keep_the_ball_off_the_walls():
    terrain = Ground(WALLED, 2.0, FINE).terrain
    points = terrain.nodes[:, ::-1] / terrain.nodes_per_metre
    assert points.min() == 2.25
    assert not ((points[:, 0] > 9.8) & (points[:, 0] < 12.2)).any()


def test_a_leg_counts_what_comes_after_it():
    ground = Ground(HALL, 2.0, FINE)
    points = {0: np.array([11.0, 7.0]), 1: np.array([3.0, 7.0]), 2: np.array([3.0, 9.0])}
    alone = Legs(ground, {0: points[0]}, 0.75).to(0)
    together = Legs(ground, points, 0.75).to(0)
    straight = [seconds(ground, values, 17.0, 7.0, 180) for values in (alone, together)]
    assert straight[0] == pytest.approx((6 - 0.75) / SPEED, abs=0.15)
    assert straight[1] == pytest.approx(straight[0] + 8 / SPEED, abs=0.6)
    # Before the object in the middle, who comes from the far side has turned already.
    assert seconds(ground, together, 9.0, 7.0, 0) > seconds(ground, together, 13.0, 7.0, 180)


def test_an_object_that_is_smaller_than_the_grid_is_fine_is_the_nearest_node():
    ground = Ground(HALL, 2.0, COARSE)
    assert ground.near(np.array([5.1, 5.1]), 0.01).sum() == 1
