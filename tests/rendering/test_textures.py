"""Textures are labmaze's images, halved as the driver halves them."""

import numpy as np
import pytest

from memory_maze.rendering.images.textures import load_image
from memory_maze.rendering.scene import TextureNames
from memory_maze.rendering.software.images.texture_store import halve, level_of, pack, texture_store


def test_an_unknown_image_is_named_with_those_that_exist():
    with pytest.raises(ValueError, match="cerise"):
        load_image("style_01", "wall", "mauve")


@pytest.mark.parametrize("style", ["style_01", "style_02", "style_03", "style_04", "style_05"])
def test_every_style_has_images_of_one_size(style):
    assert load_image(style, "floor", "blue").shape == (1024, 1024, 3)


def test_halving_rounds_a_half_up_along_x_and_then_along_y():
    image = np.array([[0x0000FF, 0x010001], [0x0000FF, 0x000000]], np.uint32)
    assert halve(image).item() == 0x010080


def test_the_process_holds_one_copy_of_a_texture_set():
    assert texture_store(TextureNames()) is texture_store(TextureNames())


@pytest.mark.parametrize("size", [1024, 256, 2, 1])
def test_levels_repeat_their_first_row_and_column_after_the_last(size):
    chain = texture_store(TextureNames()).texels.reshape(10, -1)[3]
    level = level_of(chain, size)
    expected = pack(load_image("style_01", "wall", "green"))
    while len(expected) > size:
        expected = halve(expected)
    assert np.array_equal(level, np.pad(expected, ((0, 1), (0, 1)), "wrap"))
