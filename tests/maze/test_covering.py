import numpy as np
import pytest
from dm_control.locomotion.arenas import covering as dm_covering
from labmaze import TextGrid

from memory_maze.maze.covering import cover, wall_boxes
from memory_maze.maze.layout import NO_BLOCK, block_numbers


@pytest.mark.parametrize("seed", range(40))
def test_the_covering_is_dm_controls(seed):
    random = np.random.default_rng(seed)
    mask = random.random((random.integers(1, 20), random.integers(1, 20))) < random.uniform(0.1, 0.95)
    text = "".join("".join("*" if cell else " " for cell in row) + "\n" for row in mask)
    walls = dm_covering.make_walls(TextGrid(text), wall_char="*", make_odd_sized_walls=True)
    assert cover(mask).tolist() == [[w.start.y, w.start.x, w.end.y, w.end.x] for w in walls]


def test_every_wall_cell_is_in_exactly_one_box():
    walls = np.random.default_rng(0).random((13, 17)) < 0.6
    count = np.zeros(walls.shape, int)
    for top, left, bottom, right in cover(walls):
        count[top:bottom, left:right] += 1
    np.testing.assert_array_equal(count, walls)


def test_nine_blocks_divide_the_walls_as_evenly_as_may_be():
    blocks = block_numbers(np.ones((11, 11), dtype=bool))
    assert [np.argmax(blocks[:, 0] == block) for block in (0, 3, 6)] == [0, 3, 7]
    assert blocks.max() == 8
    assert (block_numbers(np.zeros((11, 11), dtype=bool)) == NO_BLOCK).all()


def test_boxes_stay_in_their_block_and_are_ordered_by_it():
    boxes = wall_boxes(np.ones((11, 13), dtype=bool), 2.0)
    assert (np.diff(boxes.block.astype(int)) >= 0).all()
    assert (4 * boxes.half.prod(axis=1)).sum() == 11 * 13 * 4.0
