"""The engine is MuJoCo to the last bit, and nothing but the walker's own maze decides."""

import numpy as np
import pytest

from memory_maze.game.body import Pose
from memory_maze.game.touch import touches
from memory_maze.physics.exact.engine import Engine, engine_lanes
from memory_maze.physics.exact.run import host_lanes
from tests.physics.fuzz import compare, rounds
from tests.physics.mazes import Drivers, no_objects, objects_near, place_walkers, random_walls


@pytest.mark.parametrize("seed", range(4))
def test_steps_are_mujocos(seed):
    assert compare(seed, control_steps=15, count=24) == 0


@pytest.mark.parametrize(("steps_each", "control_steps"), [(1, 100), (5, 60), (7, 50), (2000, 1)])
def test_steps_are_mujocos_at_any_frequency(steps_each, control_steps):
    assert compare(steps_each, control_steps, count=12, steps_each=steps_each) == 0


def test_steps_are_mujocos_in_the_narrowest_mazes():
    assert compare(11, control_steps=20, cell_sizes=(1.0, 1.0), density=0.5) == 0


@pytest.mark.parametrize("count", [1, 2])
def test_few_walkers_are_stepped_alike(count):
    assert compare(5, control_steps=60, count=count) == 0


@pytest.mark.slow
def test_a_million_control_steps_are_mujocos():
    assert rounds(1_000_000) == 0


def drive(count, rows, threads, order=None, steps=12):
    """Rows and touches of some of 40 walkers that are driven together."""
    rng = np.random.default_rng(3)
    total = 40
    walls, places = random_walls(rng, total)
    whole = Engine(total)
    place_walkers(whole, rng, places)
    objects = objects_near(rng, places)
    drivers = Drivers(rng, total)
    engine = Engine(count, threads)
    engine.rows[:] = whole.rows[rows]
    part = [type(group)(*(array[rows].copy() for array in group)) for group in (walls, objects)]
    members = np.arange(count) if order is None else order
    for _ in range(steps):
        engine.controls[:] = drivers.controls()[rows]
        engine.run(members, 50, *part)
    engine.close()
    return engine.rows.copy(), part[1].touched


def test_neither_number_nor_order_nor_threads_matter():
    everyone = np.arange(40)
    rows, touched = drive(40, everyone, 1)
    assert touched.any()
    for others in (
        drive(40, everyone, 2),
        drive(40, everyone, 3, order=everyone[::-1].copy()),
    ):
        assert others[0].tobytes() == rows.tobytes()
        assert (others[1] == touched).all()
    for part in (everyone[7:8], everyone[5:7], everyone[3:10], everyone[::-2]):
        few = drive(len(part), part, 1)
        assert few[0].tobytes() == rows[part].tobytes()
        assert (few[1] == touched[part]).all()


def test_touches_are_those_of_every_single_step():
    rng = np.random.default_rng(2)
    count = 32
    walls, places = random_walls(rng, count, density=0.2)
    objects = objects_near(rng, places, number=6)
    engine = Engine(count)
    place_walkers(engine, rng, places)
    drivers, members = Drivers(rng, count), np.arange(count)
    expected = objects.touched.copy()
    for _ in range(10):
        engine.controls[:] = drivers.controls()
        start = engine.rows.copy()
        engine.run(members, 50, walls, objects)
        end, by_now = engine.rows.copy(), objects.touched.copy()
        engine.rows[:] = start
        for _ in range(50):
            engine.run(members, 1, walls, no_objects(count))
            for m, k in np.argwhere(~expected):
                pose = Pose(*engine.positions[m, :4].tolist())
                expected[m, k] = touches(pose, tuple(objects.centers[m, k].tolist()), float(objects.radius[m]))
        assert engine.rows.tobytes() == end.tobytes()
        np.testing.assert_array_equal(by_now, expected)
    assert 40 < expected.sum() < expected.size


def test_only_members_are_stepped():
    rng = np.random.default_rng(1)
    walls, places = random_walls(rng, 20)
    engine = Engine(20)
    place_walkers(engine, rng, places)
    engine.controls[:] = -1.0
    before = engine.rows.copy()
    members = np.array([3, 11, 4])
    engine.run(members, 50, walls, no_objects(20))
    moved = (engine.rows != before).any(axis=1)
    assert np.flatnonzero(moved).tolist() == [3, 4, 11]


@pytest.mark.parametrize(
    ("count", "threads", "lanes"),
    [(1, 1, 1), (2, 2, 1), (3, 1, 4), (32, 1, 4), (33, 1, host_lanes()), (64, 2, 4), (65, 2, host_lanes())],
)
def test_few_walkers_are_stepped_few_side_by_side(count, threads, lanes):
    assert Engine(count, threads).lanes == engine_lanes(count, threads) == lanes
