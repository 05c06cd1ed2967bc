"""The package labmaze is the judge of our generator, where it is installed."""

import itertools
import platform
import random

import numpy as np
import pytest

from memory_maze.maze.generators.labmaze import LabmazeGenerator
from memory_maze.scenario.schema import Maze, Rooms
from tests.maze.parameters import draw_maze, draw_seed

pytest.importorskip("labmaze")
if platform.system() != "Linux":
    pytest.skip("labmaze draws other numbers here than on Linux", allow_module_level=True)

from tests.maze.labmaze_package import package_layouts


def require_equal_streams(maze, seed, count):
    ours = LabmazeGenerator(maze, seed)
    for number, theirs in enumerate(itertools.islice(package_layouts(maze, seed), count)):
        made = ours.next()
        what = f"maze {number} of seed {seed}: {maze!r}"
        assert made.text == theirs.text, what
        assert np.array_equal(made.areas, theirs.areas), what
        assert made.areas.dtype == np.uint8, what
        assert (made.spawns, made.places) == (theirs.spawns, theirs.places), what


@pytest.mark.parametrize("part", range(8))
def test_mazes_are_labmazes(part):
    draw = random.Random(part)
    for _ in range(15):
        require_equal_streams(draw_maze(draw, 31), draw_seed(draw), 3)


def test_a_long_stream_is_labmazes():
    require_equal_streams(Maze(width=9, height=9), 2024, 300)


def test_the_largest_mazes_are_labmazes():
    require_equal_streams(Maze(width=101, height=101, rooms=Rooms(max=200, max_side=21)), 5, 2)
    require_equal_streams(Maze(width=101, height=3), 6, 3)
    require_equal_streams(Maze(width=3, height=101), 7, 3)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(100))
def test_twenty_thousand_small_mazes_are_labmazes(part):
    draw = random.Random(1000 + part)
    for _ in range(20):
        require_equal_streams(draw_maze(draw, 21), draw_seed(draw), 10)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_two_thousand_mazes_of_any_size_are_labmazes(part):
    draw = random.Random(2000 + part)
    for _ in range(50):
        require_equal_streams(draw_maze(draw, 101), draw_seed(draw), 2)


@pytest.mark.slow
@pytest.mark.parametrize("size", [9, 11, 13, 15])
def test_a_thousand_mazes_of_each_classic_stream_are_labmazes(size):
    require_equal_streams(Maze(width=size, height=size), size, 1000)
