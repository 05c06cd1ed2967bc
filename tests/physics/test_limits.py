"""What the engine does not step it leaves alone and tells of; what it takes for granted is as MuJoCo has it."""

import numpy as np
import pytest

import memory_maze
from memory_maze.game.body import Pose
from memory_maze.game.touch import touches
from memory_maze.physics.exact import model
from memory_maze.physics.exact.engine import Engine, Objects, Walls
from memory_maze.physics.exact.states import from_integration_state, to_integration_state
from tests.physics.judge import STATE, Judge
from tests.physics.mazes import no_objects, place_walkers, random_walls


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize(
    ("column", "value"),
    [(1, np.nan), (5, 1e9), (4, np.inf), (7, 1e300), (13, np.nan)],
    ids=["x", "roll", "steer", "speed", "warm"],
)
def test_a_walker_out_of_its_senses_is_left_as_it_is(count, column, value):
    rng = np.random.default_rng(0)
    walls, places = random_walls(rng, count)
    engine = Engine(count)
    place_walkers(engine, rng, places)
    sane = Engine(count)
    sane.rows[:] = engine.rows
    engine.rows[0, column] = value
    before = engine.rows[0].copy()
    members = np.arange(count)
    assert engine.run(members, 50, walls, no_objects(count)).tolist() == [0]
    assert engine.rows[0].tobytes() == before.tobytes()
    sane.run(members, 50, walls, no_objects(count))
    assert engine.rows[1:].tobytes() == sane.rows[1:].tobytes()
    engine.rows[0] = sane.rows[0]
    assert not len(engine.run(members, 50, walls, no_objects(count)))


def test_a_walker_inside_a_wall_is_left_to_mujoco():
    walls = Walls(np.array([[[0.0, 0.0, 1.0, 1.0]]]), np.array([1]), np.array([1.5]))
    engine = Engine(1)
    engine.positions[0, 0] = 0.9
    before = engine.rows.copy()
    assert engine.run(np.array([0]), 50, walls, no_objects(1)).tolist() == [0]
    assert engine.rows.tobytes() == before.tobytes()


def crowded(boxes):
    boxes = np.array([boxes], np.float64)
    return Walls(boxes, np.array([len(boxes[0])]), np.array([1.5]))


def test_more_walls_than_geometry_permits_are_left_to_mujoco():
    four = crowded([[1.19, 0, 1, 1], [-1.19, 0, 1, 1], [0, 1.19, 1, 1], [0, -1.19, 1, 1]])
    many = crowded([[1.5 + k / 100, 0, 1, 1] for k in range(9)])
    for walls in (four, many):
        engine = Engine(1)
        assert engine.run(np.array([0]), 1, walls, no_objects(1)).tolist() == [0]
        assert not engine.rows.any()


def test_three_walls_at_once_are_stepped():
    walls = crowded([[1.19, 0, 1, 1], [-1.19, 0, 1, 1], [0, 1.19, 1, 1]])
    engine, judge = Engine(1), Judge(walls, 0)
    expected = engine.rows[0].copy()
    for control in ((-1.0, 0.5), (-1.0, -1.0), (0.3, 0.7)):
        engine.controls[0] = expected[16:] = control
        expected = judge.step(expected, 50)
        assert not len(engine.run(np.array([0]), 50, walls, no_objects(1)))
        assert engine.rows[0].tobytes() == expected.tobytes()


def test_a_ball_above_the_walls_is_stepped():
    walls = crowded([[1.0, 0, 1, 1], [-1.0, 0, 0.9, 1]])
    walls.height[:] = 0.3
    for height in (0.2, 0.11, 0.3):
        engine, judge = Engine(1), Judge(walls, 0)
        engine.positions[0, :4] = -0.05, 0.1, height, 0.3
        engine.velocities[0, 2] = -1.0
        expected = engine.rows[0].copy()
        expected[16] = engine.controls[0, 0] = -1.0
        for _ in range(5):
            expected = judge.step(expected, 20)
            assert not len(engine.run(np.array([0]), 20, walls, no_objects(1)))
            assert engine.rows[0].tobytes() == expected.tobytes()


def test_states_go_over_to_mujoco_and_back():
    row = np.arange(18.0)
    state = to_integration_state(row, 53)
    assert state.shape == (53,)
    assert from_integration_state(state).tobytes() == row.tobytes()
    state[20] = 1.0
    with pytest.raises(ValueError, match="forces from outside"):
        from_integration_state(state)
    with pytest.raises(ValueError, match=r"18 numbers or more in a row, not the shape \(4,\)"):
        from_integration_state(np.zeros(4))


@pytest.mark.needs("dm_control")
def test_the_model_is_the_tasks():
    import mujoco

    env = memory_maze.build("classic/9x9")
    compiled = env.physics.model.ptr
    assert mujoco.mj_stateSize(compiled, STATE) >= 18
    option = compiled.opt
    assert (option.timestep, -option.gravity[2]) == (model.STEP, model.GRAVITY)
    assert (option.tolerance, option.iterations) == (model.TOLERANCE, model.ITERATIONS)
    assert option.tolerance * option.ls_tolerance == model.SEARCH_TOLERANCE
    assert option.ls_iterations == model.SEARCH_EVALUATIONS
    assert (option.noslip_iterations, option.noslip_tolerance) == (model.NOSLIP_SWEEPS, 0.0)
    assert compiled.stat.meaninertia == model.MEAN_INERTIA
    masses = [model.ROOT_MASS, model.HEAD_MASS, model.CAMERA_MASS, model.BALL_MASS]
    assert compiled.body_mass.tolist() == [0.0, *masses]
    assert compiled.body_inertia[2:].tolist() == [list(model.HEAD_INERTIA), [1.0] * 3, [model.BALL_INERTIA] * 3]
    assert compiled.body_quat[2].tolist() == [model.HEAD_TURN, 0, 0, -model.HEAD_TURN]
    assert compiled.body_quat[3, :2].tolist() == list(model.CAMERA_TURN)
    assert compiled.body_iquat[2].tolist() == list(model.HEAD_INERTIA_TURN)
    assert compiled.body_pos[2:, 2].tolist() == [model.BODY_HEIGHT, model.CAMERA_OFFSET[1], model.BALL_OFFSET]
    assert compiled.body_pos[3, 1] == model.CAMERA_OFFSET[0]
    assert compiled.body_ipos[2, 2] == model.HEAD_OFFSET
    assert compiled.dof_damping.tolist() == [0, 0, 0, model.STEER_DAMPING, model.ROLL_DAMPING]
    assert compiled.actuator_gear[:, 0].tolist() == [model.ROLL_GEAR, model.STEER_GEAR]
    assert compiled.body_invweight0[4, 0] == model.CONTACT_WEIGHT
    friction = np.maximum(compiled.geom_friction[0], compiled.geom_friction[-1])
    assert friction[:2].tolist() == [model.FRICTION[0], model.FRICTION[2]]
    assert compiled.geom_solimp[0].tolist()[:3] == list(model.IMPEDANCE)
    assert compiled.geom_solref[0].tolist() == [model.TIME_CONSTANT, 1.0]


def test_whoever_is_fast_misses_nothing():
    walls = crowded([[100.0, 0.0, 1.0, 1.0]])
    centers = np.array([[[0.5 + 0.17 * k, 0.01 * k, 0.2] for k in range(50)]])
    count = len(centers[0])
    judge = Judge(walls, 0)
    row, expected = np.zeros(18), np.zeros(count, np.bool_)
    row[6:8] = 40.0, 3.0
    start = row.copy()
    for steps in range(1, 41):
        row = judge.step(row, 1)
        pose = Pose(*row[1:5].tolist())
        expected |= [touches(pose, tuple(center), 0.2) for center in centers[0].tolist()]
        objects = Objects(centers, np.array([0.2]), np.array([count]), np.zeros((1, count), np.bool_))
        engine = Engine(1)
        engine.rows[0] = start
        assert not len(engine.run(np.array([0]), steps, walls, objects))
        assert engine.rows[0].tobytes() == row.tobytes()
        np.testing.assert_array_equal(objects.touched[0], expected)
    assert 20 < expected.sum() < count


def test_arrays_of_another_kind_are_refused():
    rng = np.random.default_rng(0)
    walls, _ = random_walls(rng, 2)
    engine = Engine(2)
    for other in (
        walls._replace(counts=walls.counts.astype(np.int32)),
        walls._replace(boxes=walls.boxes[:1]),
        walls._replace(height=np.ones(4)[::2]),
    ):
        with pytest.raises(ValueError, match="must be contiguous"):
            engine.run(np.array([0]), 1, other, no_objects(2))
