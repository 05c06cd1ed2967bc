import numpy as np
import pytest

from memory_maze import load
from memory_maze.maze.coordinates import cells_to_metres, inner_to_grid, metres_to_position
from memory_maze.maze.paths import reachable, shortest_path
from memory_maze.maze.sources import open_source, read_layout

MAP = """
*******
*P  G *
* *** *
*G    *
*******
"""


def test_a_text_layout_is_read_as_drawn():
    layout = read_layout(MAP)
    assert layout.text == MAP.strip("\n")
    assert layout.spawns == ((1, 1),)
    assert layout.places == ((1, 4), (3, 1))


def test_free_cells_are_counted_from_the_bottom():
    assert read_layout(MAP).free.tolist() == [[1, 1, 1, 1, 1], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1]]


def test_without_marks_every_free_cell_may_be_a_start_and_hold_an_object():
    layout = read_layout("*****\n*   *\n*****")
    assert layout.spawns == layout.places == ((1, 1), (1, 2), (1, 3))


def test_a_generated_maze_depends_on_the_seed_alone():
    maze = load("classic/9x9").maze
    one, same, other = (open_source(maze, seed, 3) for seed in (1, 1, 2))
    assert [one.next().text for _ in range(3)] == [same.next().text for _ in range(3)]
    assert one.next().text != other.next().text


def test_a_maze_with_a_seed_of_its_own_stays_the_same():
    maze = load("classic/9x9", {"maze.seed": 3}).maze
    source, other = open_source(maze, 1, 3), open_source(maze, 2, 3)
    assert source.next().text == source.next().text == other.next().text


@pytest.mark.parametrize("seed", range(20))
def test_a_maze_with_a_seed_of_its_own_holds_all_objects(seed):
    maze = load("classic/9x9", {"maze.seed": seed}).maze
    assert len(open_source(maze, 0, 4).next().places) == 4


@pytest.mark.parametrize("size", [3, 5, 9, 21])
def test_every_size_keeps_its_outer_wall(size):
    layout = open_source(load("classic/9x9", {"maze.size": size, "objects.count": 1}).maze, 0, 1).next()
    assert layout.shape == (size + 2, size + 2)
    assert layout.walls[0].all()
    assert layout.walls[-1].all()
    assert layout.walls[:, [0, -1]].all()


def test_coordinates_of_a_cell_agree():
    shape = (11, 15)
    row, column = inner_to_grid((0, 0), shape)
    assert (row, column) == (9, 1)
    metres = cells_to_metres([(row, column)], shape, 2.0)
    assert metres.tolist() == [[-12.0, -8.0]]
    assert metres_to_position(metres, shape, 2.0).tolist() == [[0.5, 0.5]]


def test_the_shortest_path_goes_round_walls():
    free = read_layout(MAP).free
    assert shortest_path(free, (0, 1), (4, 1)) in (
        ((0, 1), (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 1)),
        ((0, 1), (0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (4, 1)),
    )
    assert shortest_path(free, (0, 0), (0, 0)) == ((0, 0),)


def test_no_way_is_an_empty_path():
    free = np.array([[1, 0, 1]], dtype=np.uint8)
    assert shortest_path(free, (0, 0), (2, 0)) == ()
    assert reachable(free, (0, 0)).tolist() == [[True, False, False]]
