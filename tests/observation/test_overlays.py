import numpy as np
import pytest
from PIL import Image

from memory_maze.observation.border import border_width, draw_borders
from memory_maze.observation.minimap import draw_minimaps


@pytest.mark.parametrize(("resolution", "width"), [(16, 1), (63, 1), (64, 2), (127, 2), (128, 2), (256, 4), (1024, 8)])
def test_the_borders_width_follows_the_resolution(resolution, width):
    assert border_width(resolution) == width


def framed(image, is_shown):
    """Frames a picture whose prompt is a red object's."""
    colors = np.array([[[0, 0, 0], [170, 38, 30]]]) / 220
    draw_borders(image[None], np.array([is_shown]), colors, np.ones(1, np.int64), border_width(64))


def test_no_border_is_drawn_when_the_prompt_is_not_shown():
    image = np.zeros((64, 64, 3), np.uint8)
    framed(image, is_shown=False)
    assert not image.any()


def test_the_border_is_the_prompts_colour_at_seven_tenths():
    image = np.zeros((64, 64, 3), np.uint8)
    framed(image, is_shown=True)
    assert image[0, 0].tolist() == [137, 30, 24]
    assert (image[:2] == image[0, 0]).all()
    assert (image[:, -2:] == image[0, 0]).all()
    assert not image[2:-2, 2:-2].any()


def minimap(heading, layout, position=(2.5, 2.5)):
    image = np.zeros((64, 64, 3), np.uint8)
    draw_minimaps(image[None], [layout], np.array([position]), np.array([heading], dtype=float))
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


def by_pillow(image, layout, position, heading, scale):
    """Upstream's way: enlarge, shift, turn."""
    side = max(layout.shape)
    size = side * scale
    cells = np.zeros((side, side), np.uint8)
    cells[: layout.shape[0], : layout.shape[1]] = layout
    colors = np.array([(0, 0, 0), (255, 255, 255), (0, 255, 0)], np.uint8)[cells]
    colors[int(position[1]), int(position[0])] = (255, 0, 0)
    shift = [(here - side / 2) / side * size for here in position]
    turned = (
        Image.fromarray(np.ascontiguousarray(colors[::-1]))
        .resize((size, size), Image.Resampling.NEAREST)
        .transform((size, size), Image.Transform.AFFINE, (1, 0, shift[0], 0, 1, -shift[1]), Image.Resampling.NEAREST)
        .rotate(np.arctan2(*heading) / np.pi * 180, Image.Resampling.NEAREST)
    )
    image[:size, -size:] = image[:size, -size:] // 2 + np.asarray(turned) // 2


@pytest.mark.parametrize("seed", range(60))
def test_the_minimap_is_pillows_to_the_pixel(seed):
    random = np.random.default_rng(seed)
    layout = random.integers(0, 3, random.choice([3, 5, 9, 15], 2)).astype(np.uint8)
    position = random.uniform(0, layout.shape[::-1]) if seed % 3 else np.array(layout.shape[::-1]) // 2 + 0.5
    angle = random.uniform(-7, 7) if seed % 4 else random.integers(4) * np.pi / 2
    heading, scale = np.array([np.cos(angle), np.sin(angle)]), int(random.choice([1, 2, 3, 8]))
    expected = random.integers(0, 256, (130, 140, 3)).astype(np.uint8)
    found = expected.copy()
    by_pillow(expected, layout, position, heading, scale)
    draw_minimaps(found[None], [layout], position[None], heading[None], scale)
    np.testing.assert_array_equal(found, expected)
