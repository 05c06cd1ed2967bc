"""The style that needs no files."""

import hashlib
import itertools

import numpy as np
import pytest

import memory_maze
from memory_maze.rendering.images.plain import PICTURES, SIZE, plain_image
from memory_maze.rendering.images.textures import load_image
from memory_maze.scenario.model.fields import FLOOR_TEXTURES, WALL_TEXTURES

RECORDED = "46a6bd7502870305799857a5991372698905cfd5e43a48c3b0b0bde36dffb36b"
"""SHA-256 of all images, one after the other."""

EVERY = [(surface, name) for surface, pictures in PICTURES.items() for name in pictures]


def test_its_names_are_those_of_the_default_style():
    assert list(PICTURES["wall"]) == list(WALL_TEXTURES["plain"]) == list(WALL_TEXTURES["style_01"])
    assert list(PICTURES["floor"]) == list(FLOOR_TEXTURES["plain"]) == list(FLOOR_TEXTURES["style_01"])


def test_the_images_are_the_same_bytes_everywhere():
    digest = hashlib.sha256()
    for surface, name in EVERY:
        image = load_image("plain", surface, name)
        assert (image.shape, image.flags.writeable) == ((1024, 1024, 3), False)
        assert image.dtype == np.uint8
        digest.update(image.tobytes())
    assert digest.hexdigest() == RECORDED


@pytest.mark.parametrize(("surface", "name"), EVERY)
def test_no_seam_shows_where_images_meet(surface, name):
    pattern = PICTURES[surface][name].pattern
    places = np.arange(SIZE, dtype=np.int32)
    x, y = places[None, :], places[:, None]
    tones = pattern(x, y)
    assert tones.shape == (SIZE, SIZE)
    assert np.array_equal(pattern(x + SIZE, y), tones)
    assert np.array_equal(pattern(x, y + SIZE), tones)


def test_walls_differ_from_afar_and_each_has_a_pattern():
    means = {name: plain_image("wall", name).mean(axis=(0, 1)) for name in PICTURES["wall"]}
    for one, other in itertools.combinations(means, 2):
        assert np.abs(means[one] - means[other]).sum() > 50, (one, other)
    assert len({picture.pattern for picture in PICTURES["wall"].values()}) == len(PICTURES["wall"])
    assert all(plain_image("wall", name).std(axis=(0, 1)).min() > 5 for name in PICTURES["wall"])


def test_a_scenario_keeps_its_episodes_in_plain_style(monkeypatch):
    monkeypatch.setattr("memory_maze.rendering.images.textures.style_folder", None)
    plain = memory_maze.make("classic/9x9-ExtraObs", {"maze.style": "plain"})
    usual = memory_maze.make("classic/9x9-ExtraObs")
    seen, _ = plain.reset(seed=4)
    monkeypatch.undo()
    expected, _ = usual.reset(seed=4)
    assert not np.array_equal(seen["image"], expected["image"])
    for key in expected.keys() - {"image"}:
        assert np.array_equal(seen[key], expected[key])
    assert seen["image"].std() > 10


def test_an_unknown_name_is_told_with_those_there_are():
    with pytest.raises(ValueError, match="'plain' has no floor image 'lava'; it has: blue_bright, blue, blue_team"):
        load_image("plain", "floor", "lava")
