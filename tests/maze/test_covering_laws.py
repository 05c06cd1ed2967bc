"""What is true of every covering, tried on grids that hypothesis thinks of."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from memory_maze.maze.covering import cover, wall_boxes
from memory_maze.maze.layout import NO_BLOCK, block_numbers

GRIDS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=14))

MAZES = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, min_side=3, max_side=14))

LAWS = settings(deadline=None, max_examples=200, derandomize=True)
"""Examples are the same in every run, and the first waits for the compiler."""


@LAWS
@given(GRIDS)
def test_each_cell_is_covered_once_by_rectangles_of_odd_sides(mask):
    count = np.zeros(mask.shape, int)
    for top, left, bottom, right in cover(mask):
        assert (bottom - top) % 2
        assert (right - left) % 2
        count[top:bottom, left:right] += 1
    np.testing.assert_array_equal(count, mask)


@LAWS
@given(GRIDS)
def test_rectangles_come_in_the_order_of_their_first_cell(mask):
    corners = [(top, left) for top, left, _, _ in cover(mask).tolist()]
    assert corners == sorted(corners)


@LAWS
@given(GRIDS)
def test_a_covering_of_what_a_rectangle_leaves_goes_on_as_before(mask):
    """Greedy: the first rectangle decides nothing about the others but which cells are left."""
    rectangles = cover(mask)
    if len(rectangles):
        top, left, bottom, right = rectangles[0]
        rest = mask.copy()
        rest[top:bottom, left:right] = False
        np.testing.assert_array_equal(cover(rest), rectangles[1:])


@LAWS
@given(MAZES, st.sampled_from([1.0, 2.0, 3.5]))
def test_boxes_fill_the_walls_of_their_block_and_nothing_else(walls, cell_size):
    boxes = wall_boxes(walls, cell_size)
    blocks = block_numbers(walls)
    assert (4 * boxes.half.prod(axis=1)).sum() == walls.sum() * cell_size**2
    middle = (np.array(walls.shape[::-1]) - 1) / 2
    low = np.rint((boxes.center - boxes.half) / cell_size * [1, -1] + middle + [0.5, -0.5]).astype(int)
    high = np.rint((boxes.center + boxes.half) / cell_size * [1, -1] + middle + [-0.5, 0.5]).astype(int)
    for (left, bottom), (right, top), block in zip(low, high, boxes.block, strict=True):
        assert (blocks[top : bottom + 1, left : right + 1] == block).all()
        assert block != NO_BLOCK
