import numpy as np
import pytest

from memory_maze.observation.overlays import border_width, draw_borders, draw_minimap


@pytest.mark.parametrize(("resolution", "width"), [(16, 1), (63, 1), (64, 2), (127, 2), (128, 2), (256, 4), (1024, 8)])
def test_the_borders_width_follows_the_resolution(resolution, width):
    assert border_width(resolution) == width


def test_the_border_is_the_prompts_colour_at_seven_tenths():
    image = np.zeros((64, 64, 3), np.uint8)
    draw_borders(image[None], np.array([[170, 38, 30]]) / 220)
    assert image[0, 0].tolist() == [137, 30, 24]
    assert (image[:2] == image[0, 0]).all()
    assert (image[:, -2:] == image[0, 0]).all()
    assert not image[2:-2, 2:-2].any()


def minimap(heading, layout, position=(2.5, 2.5)):
    image = np.zeros((64, 64, 3), np.uint8)
    draw_minimap(image, layout, np.array(position), np.array(heading, dtype=float))
    side = 2 * max(layout.shape)
    assert not image[side:].any()
    assert not image[:, :-side].any()
    return image[:side, -side:]


def test_the_minimap_is_centred_on_the_agent_in_red():
    corner = minimap((0, 1), np.ones((5, 5), np.uint8))
    assert corner[4:6, 4:6].reshape(-1, 3).tolist() == [[127, 0, 0]] * 4
    assert corner[0, 0].tolist() == [127, 127, 127]


def test_what_lies_ahead_is_up():
    layout = np.ones((5, 5), np.uint8)
    layout[2, 4] = 2
    assert minimap((1, 0), layout)[0, 4].tolist() == [0, 127, 0]
    layout[2, 4], layout[4, 2] = 1, 2
    assert minimap((0, 1), layout)[0, 4].tolist() == [0, 127, 0]


def test_a_rectangular_maze_is_drawn_in_a_square():
    assert minimap((0, 1), np.ones((3, 7), np.uint8), (0.5, 0.5)).shape == (14, 14, 3)
