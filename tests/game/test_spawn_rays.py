"""The first look's rays are MuJoCo's, to the last bit."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.game.body import BALL_HEIGHT
from memory_maze.game.spawn_rays import RAY_HEIGHT, RAYS, cast_rays, longest_ray
from memory_maze.maze.coordinates import cells_to_metres
from memory_maze.maze.covering import Boxes, wall_boxes
from memory_maze.maze.sources import open_source
from memory_maze.scenario.model.fields import BALL_RADIUS

NO_BOXES = Boxes(np.empty((0, 2)), np.empty((0, 2)), np.empty(0, np.uint8))


def mujoco_rays(spawn, boxes, wall_height, centers, radius):
    """How far MuJoCo's rays go in a model of the same boxes and spheres; -1 where they hit nothing."""
    mujoco = pytest.importorskip("mujoco")
    spec = mujoco.MjSpec()
    for (x, y), (half_x, half_y) in zip(boxes.center, boxes.half, strict=True):
        place, size = [x, y, wall_height / 2], [half_x, half_y, wall_height / 2]
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, pos=place, size=size)
    for center, size in [*((center, radius) for center in centers), ((0.0, 0.0, BALL_HEIGHT), BALL_RADIUS)]:
        spec.worldbody.add_geom(type=mujoco.mjtGeom.mjGEOM_SPHERE, pos=list(center), size=[size, 0, 0])
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    start = np.array([*spawn, RAY_HEIGHT])
    angles = 2 * np.pi * np.arange(RAYS) / RAYS
    directions = np.stack([np.cos(angles), np.sin(angles), np.zeros(RAYS)], axis=1)
    return np.array(
        [
            mujoco.mj_ray(model, data, start, direction, None, 1, -1, np.zeros(1, np.int32), None)
            for direction in directions
        ]
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("height", [0.0, 0.35])
def test_rays_go_as_far_as_mujocos(seed, height):
    rng = np.random.default_rng(seed)
    layout = open_source(load("classic/9x9", {"maze.size": [7, 9, 13][seed % 3]}).maze, seed, 3).next()
    boxes = wall_boxes(layout.walls, 2.0)
    cells = rng.permutation(np.argwhere(~layout.walls))[:4].tolist()
    places = cells_to_metres(cells, layout.shape, 2.0)
    spawn, centers = tuple(places[0].tolist()), np.column_stack([places[1:], np.full(3, height)])
    reach = np.empty(RAYS)
    cast_rays(spawn, boxes.center, boxes.half, centers, 0.6, reach)
    expected = mujoco_rays(spawn, boxes, 1.5, centers, 0.6)
    assert reach.tolist() == expected.tolist()
    assert longest_ray(spawn, boxes, 1.5, centers, 0.6) == int(np.argmax(expected))


def test_a_ray_that_hits_nothing_is_no_longer_than_others():
    # The walker is the only thing there is, behind ray 0.
    reach = np.empty(RAYS)
    cast_rays((4.0, 0.0), NO_BOXES.center, NO_BOXES.half, np.empty((0, 3)), 0.6, reach)
    assert reach[0] == -1
    assert reach[5] == pytest.approx(3.8, abs=0.1)
    assert longest_ray((4.0, 0.0), NO_BOXES, 1.5, np.empty((0, 3)), 0.6) == 5


def test_walls_lower_than_the_rays_stop_none():
    box = Boxes(np.array([[-2.0, 0.0]]), np.ones((1, 2)), np.zeros(1, np.uint8))
    assert longest_ray((2.0, 0.0), box, 1.5, np.empty((0, 3)), 0.6) == 5
    assert longest_ray((-5.0, 0.0), box, 0.05, np.array([[5.0, 0.0, 0.0]]), 0.6) == 0
