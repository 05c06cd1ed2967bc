"""The explorer knows what it has seen, and looks for the rest."""

from dataclasses import replace

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents.perception.memory import Memory, eye_of
from memory_maze.agents.perception.sight import Eye
from memory_maze.agents.planning.motion import Walker
from memory_maze.agents.policies.explorer import Explorer
from memory_maze.agents.rollouts import rollout
from memory_maze.game.draws import first_episode

EYE = Eye(0.15, 0.84, 64, False)
"""Sees 80 degrees."""

WALLS = np.array([[character == "*" for character in row] for row in ("*******", "*  *  *", "*     *", "*******")])
"""Row 0 at the bottom: a wall in the lower row."""


def remembered(*walkers, eye=EYE, objects=((1, 5),)):
    memory = Memory(WALLS, len(objects), eye, False)
    for walker in walkers:
        memory.look(walker, 2.0, np.array(objects))
    return memory


def test_it_sees_ahead_but_not_behind():
    memory = remembered(Walker(7.0, 5.0, 0.0, 0.0, 0.0))
    assert memory.known[2, 5]
    assert not memory.known[2, 1]
    assert memory.searched[2, 3]


def test_walls_hide_what_is_behind_them():
    memory = remembered(Walker(3.0, 3.0, 0.0, 0.0, 0.0))
    assert memory.barred[1, 3]
    assert memory.unexplored[1, 5]
    assert not memory.found[0]


def test_low_walls_hide_nothing():
    memory = remembered(Walker(3.0, 3.0, 0.0, 0.0, 0.0), eye=EYE._replace(over_walls=True))
    assert memory.found[0]


def test_what_is_seen_once_stays_known():
    memory = remembered(Walker(9.0, 5.0, -1.2, 0.0, 0.0), Walker(3.0, 3.0, 3.14, 0.0, 0.0))
    assert memory.found[0]
    assert not memory.closed[1, 5]


def test_the_unknown_is_neither_open_nor_barred():
    memory = remembered()
    assert memory.closed[2, 3]
    assert not memory.barred[2, 3]
    assert memory.barred[0].all()


def test_what_its_camera_sees_is_the_scenario_s():
    scenario = load("classic/9x9")
    eye = eye_of(scenario, first_episode(scenario, 0))
    assert eye.half_width == pytest.approx(np.tan(np.radians(40)))
    assert eye.rays == 64
    assert not eye.over_walls
    low = load("classic/9x9-Vis")
    assert eye_of(low, first_episode(low, 0)).over_walls


@pytest.mark.parametrize("name", ["classic/9x9", "classic/9x9-Vis", "classic/9x9-Top", "examples/t-maze-recall"])
def test_it_finds_objects(name):
    *_, last = rollout(load(name), "explorer-oracle", 2, 200)
    assert last.total[0] >= 3


def test_it_does_not_use_what_it_has_not_seen():
    scenario = load("classic/9x9")
    now = next(iter(rollout(scenario, "noop", 0, 1)))
    found = _memory_after(scenario, now).found
    unseen = np.flatnonzero(~found)
    assert len(unseen) >= 2, "this seed's first look must leave two objects unseen"
    actions = [Explorer(scenario)(replace(now, target=np.array([target])))[0] for target in unseen]
    assert len(set(actions)) == 1


def _memory_after(scenario, now):
    episode = now.episode()
    height, width = episode.layout.shape
    cells = np.array([(height - 1 - row, column) for row, column in episode.object_cells])
    memory = Memory(now.map() == 0, len(cells), eye_of(scenario, episode), False)
    pose = now.pose()
    memory.look(Walker(pose.x + width, pose.y + height, -pose.steer, 0.0, 0.0), 2.0, cells)
    return memory
