"""A disc between walls."""

import numpy as np
import pytest

from memory_maze.agents.planning.ground import is_clear, pushed_out
from tests.agents.kernels import callable_kernel

WALLS = np.ones((4, 4), dtype=bool)
WALLS[1, 1] = WALLS[1, 2] = WALLS[2, 1] = False

clear = callable_kernel(is_clear)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (3, 3, True),
        (2.1, 3, False),
        (3, 2.1, False),
        (4, 2.5, True),
        (3.9, 4.1, False),
        (3.79, 3.79, True),
        (5, 5, False),
    ],
)
def test_a_place_is_clear_if_no_wall_is_within_the_radius(x, y, expected):
    assert clear(WALLS, 2.0, x, y, 0.25) is expected


def test_a_corner_is_as_far_as_it_is():
    assert clear(WALLS, 2.0, 3.84, 3.84, 0.2)
    assert not clear(WALLS, 2.0, 3.9, 3.9, 0.2)


@pytest.mark.parametrize(("x", "y", "to"), [(2.1, 3, (2.25, 3)), (2.1, 2.0, (2.25, 2.25)), (3, 3, (3, 3))])
def test_walls_push_straight_out(x, y, to):
    assert callable_kernel(pushed_out)(WALLS, 2.0, x, y, 0.25) == pytest.approx(to, abs=1e-5)


def test_a_corner_pushes_away_from_itself():
    x, y = callable_kernel(pushed_out)(WALLS, 2.0, 3.9, 3.9, 0.25)
    assert x == pytest.approx(y)
    assert np.hypot(x - 4, y - 4) == pytest.approx(0.25, abs=1e-5)
    assert clear(WALLS, 2.0, x, y, 0.25)
