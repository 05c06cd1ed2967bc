"""Ways over cells, and straight lines past walls."""

import itertools

import numpy as np
import pytest

from memory_maze.agents.routes import clear, distances_to, neighbours, route
from memory_maze.maze.coordinates import cells_to_metres
from memory_maze.maze.covering import wall_boxes
from memory_maze.maze.sources import read_layout

LAYOUT = read_layout(
    """
*******
*     *
* *** *
*   * *
*     *
*******
"""
)


def test_diagonal_steps_do_not_pass_a_corner():
    assert (2, 1) in neighbours(LAYOUT.walls, (1, 1))
    assert (3, 2) not in neighbours(LAYOUT.walls, (2, 1))
    assert (4, 3) in neighbours(LAYOUT.walls, (3, 2))


def test_distances_grow_from_the_goal_and_diagonals_are_longer():
    distances = distances_to(LAYOUT.walls, (4, 1))
    assert distances[4, 1] == 0
    assert distances[4, 5] == 4
    assert distances[3, 2] == pytest.approx(2**0.5)
    assert np.isinf(distances[LAYOUT.walls]).all()


def test_a_route_leads_over_free_neighbours_to_the_goal():
    distances = distances_to(LAYOUT.walls, (4, 3))
    cells = route(LAYOUT.walls, distances, (1, 5))
    assert cells[0] == (1, 5)
    assert cells[-1] == (4, 3)
    assert all(b in neighbours(LAYOUT.walls, a) for a, b in itertools.pairwise(cells))


def test_a_route_to_nowhere_stays():
    walls = np.ones((3, 5), dtype=bool)
    walls[1, 1] = walls[1, 3] = False
    assert route(walls, distances_to(walls, (1, 3)), (1, 1)) == [(1, 1)]


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        ((1, 1), (1, 5), True),
        ((1, 1), (4, 1), True),
        ((3, 1), (4, 5), False),
        ((3, 1), (4, 3), True),
        ((1, 1), (4, 2), False),
        ((1, 5), (1, 5), True),
    ],
)
def test_a_line_is_clear_if_no_wall_is_within_the_margin(start, end, free):
    boxes = wall_boxes(LAYOUT.walls, 2.0)
    here, there = cells_to_metres([start, end], LAYOUT.shape, 2.0)
    assert clear(here, there[None], boxes, 0.3).tolist() == [free]


def test_a_margin_keeps_off_walls():
    boxes = wall_boxes(LAYOUT.walls, 2.0)
    here, there = cells_to_metres([(1, 1), (1, 5)], LAYOUT.shape, 2.0)
    assert clear(here, there[None], boxes, 0.9).all()
    assert not clear(here, there[None], boxes, 1.1).any()
