"""Shapes as pixels."""

import numpy as np
import pytest
from PIL import Image

from memory_maze.pictures.drawing.raster import paint, to_image
from memory_maze.pictures.drawing.shapes import Area, Disc, Line, Page, Shape, moved, outline
from tests.pictures.drawing.pages import BLACK, EVERYTHING, PURPLE, RED, SPOTS


def test_everything_is_where_it_is_said_to_be():
    image = to_image(EVERYTHING)
    assert image.size == (200, 121)
    assert {spot: image.getpixel(spot) for spot in SPOTS} == SPOTS
    letters = np.argwhere((np.asarray(image) == PURPLE).all(axis=2))
    assert letters[:, 1].min() >= 119
    assert 66 <= letters[:, 0].min() < letters[:, 0].max() <= 84


def test_neighbours_leave_no_gap():
    cells = tuple(Area(((10.3 * column, 0, 10.3, 20),), RED) for column in range(9))
    image = np.asarray(to_image(Page(93, 20, cells)))
    assert (image == RED).all()


def test_curves_have_soft_edges():
    image = np.asarray(to_image(Page(30, 30, (Disc(15, 15, 10, BLACK),), (255, 255, 255))))
    between = (image[..., 0] > 20) & (image[..., 0] < 235)
    assert between.sum() > 20
    assert (255 - image[..., 0]).sum() / 255 == pytest.approx(np.pi * 100, rel=0.03)


def test_a_long_line_is_one_line():
    points = tuple((5.0 + k, 20.0 + 8 * np.sin(k / 9)) for k in range(90))
    image = np.asarray(to_image(Page(100, 40, (Line(points, BLACK, 3.0),))))
    assert (image[:, 5:94].min(axis=(0, 2)) == 0).all()


@pytest.mark.parametrize("shape", EVERYTHING.shapes, ids=lambda shape: type(shape).__name__)
def test_what_lies_outside_is_left_out(shape: Shape):
    image = Image.new("RGB", (20, 20), (9, 9, 9))
    paint(image, moved([shape], -500, -500))
    assert (np.asarray(image) == 9).all()


def test_moving_moves_the_pixels():
    far = to_image(Page(260, 200, moved(EVERYTHING.shapes, 60, 79), EVERYTHING.paper))
    np.testing.assert_array_equal(np.asarray(far.crop((60, 79, 260, 200))), np.asarray(to_image(EVERYTHING)))


def test_an_outline_is_outside_of_its_box():
    image = np.asarray(to_image(Page(20, 20, (outline((5, 6, 10, 8), 2, RED),))))
    red = np.argwhere((image == RED).all(axis=2))
    assert (red.min(axis=0).tolist(), red.max(axis=0).tolist()) == ([4, 3], [15, 16])
    assert (image[6:14, 5:15] != RED).any(axis=2).all()
