"""Depth and labels in colours."""

import numpy as np

from memory_maze.pictures import paint_depth, paint_labels
from memory_maze.rendering.segmentation import FIRST_OBJECT, LABELS


def test_what_is_nearer_is_brighter_and_the_sky_darkest():
    picture = paint_depth(np.array([[0.5, 2.0, 8.0, np.inf]], np.float32)).astype(int).sum(axis=-1)[0]
    assert (np.diff(picture) < 0).all()


def test_depth_without_range_and_the_empty_sky_can_be_painted():
    assert paint_depth(np.full((2, 3), 4.0, np.float32)).shape == (2, 3, 3)
    assert paint_depth(np.full((2, 3), np.inf, np.float32)).shape == (2, 3, 3)


def test_every_label_has_a_colour_of_its_own_and_objects_have_theirs():
    colors = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    labels = np.array([[*LABELS.values(), FIRST_OBJECT, FIRST_OBJECT + 1]], np.uint8)
    painted = [tuple(color) for color in paint_labels(labels, colors)[0].tolist()]
    assert len(set(painted)) == len(painted)
    assert painted[-2:] == [(255, 0, 0), (0, 0, 255)]
