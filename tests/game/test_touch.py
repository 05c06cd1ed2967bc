import math

import mujoco
import numpy as np
import pytest

from memory_maze.game.body import BODY_HEIGHT, HEAD_PARTS, Pose, direction
from memory_maze.game.touch import touches
from memory_maze.physics.touching import steps_apart
from memory_maze.physics.wall_pool import STEP_REACH

BODY = "".join(
    f'<geom type="cylinder" size="{part.radius} {part.half_length}" pos="0 {part.ahead} {part.height - BODY_HEIGHT}"'
    f' zaxis="{"0 1 0" if part.along_heading else "0 0 1"}"/>'
    for part in HEAD_PARTS
)

MODEL = f"""
<mujoco><compiler angle="radian"/><worldbody>
  <geom name="sphere" type="sphere" size="0.6" margin="-1.2" gap="1.2"/>
  <body pos="0 0 {BODY_HEIGHT}" quat="1 0 0 -1"><joint type="slide" axis="0 1 0"/><joint type="slide" axis="1 0 0"/>
    <joint type="hinge" axis="0 0 -1"/>{BODY}<geom type="sphere" size="0.2" pos="0 0 -0.4"/></body>
</worldbody></mujoco>"""


@pytest.mark.parametrize("height", [0.0, 0.5, 1.1])
def test_the_rule_is_mujocos_contact(height):
    model = mujoco.MjModel.from_xml_string(MODEL.replace('size="0.6"', f'size="0.6" pos="0 0 {height}"', 1))
    data = mujoco.MjData(model)
    random = np.random.default_rng(0)
    outcomes = []
    for _ in range(500):
        distance, angle = random.uniform(0, 1.0), random.uniform(0, 2 * math.pi)
        pose = Pose(distance * math.cos(angle), distance * math.sin(angle), 0.0, random.uniform(-4, 4))
        # The body is turned by -90 degrees: its y axis is the world's x, its x axis the world's -y.
        data.qpos[:] = (pose.x, -pose.y, pose.steer)
        mujoco.mj_forward(model, data)
        touched = any("sphere" in (geom_name(model, c.geom1), geom_name(model, c.geom2)) for c in data.contact)
        assert touches(pose, (0.0, 0.0, height), 0.6) == touched, pose
        outcomes.append(touched)
    assert 0 < sum(outcomes) < len(outcomes)


def geom_name(model, geom):
    return model.geom(geom).name


def test_a_floor_object_is_touched_within_the_published_distance():
    edge = math.sqrt(0.8**2 - 0.2**2)
    assert touches(Pose(edge - 1e-9, 0, 0, 0), (0, 0, 0), 0.6)
    assert not touches(Pose(edge + 1e-9, 0, 0, 0), (0, 0, 0), 0.6)


def test_heading_is_clockwise_steer():
    for steer in (0.0, 0.3, -2.0, 5.0):
        assert direction(steer) == pytest.approx((math.cos(-steer), math.sin(-steer)), abs=1e-15)


def test_nothing_can_be_touched_in_the_steps_that_objects_are_apart():
    random = np.random.default_rng(1)
    centers, touched = np.array([(0, 0, 1.1), (0.5, 1, 0)]), np.zeros(2, np.bool_)
    apart = 0
    for _ in range(300):
        x, y, steer = random.uniform(-3, 3, size=3)
        steps = steps_apart(np.array([x, y, 0, steer, 0]), centers, 0.6, 2, touched)
        if steps > 0:
            apart += 1
            way, angle = steps * STEP_REACH, random.uniform(0, 2 * math.pi)
            moved = Pose(x + way * math.cos(angle), y + way * math.sin(angle), 0, random.uniform(-3, 3))
            assert not touches(moved, (0, 0, 1.1), 0.6 - 1e-9)
            assert not touches(moved, (0.5, 1, 0), 0.6 - 1e-9)
    assert apart > 100
