"""What a scenario's camera gives, for people."""

import numpy as np
import pytest
from PIL import Image

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.observation.observer import Observer
from memory_maze.pictures import paint_depth, paint_labels
from memory_maze.pictures.looks import Lens, place_of_agent


def first(scenario):
    return next(iter(rollout(scenario, "noop", 0, 1)))


def test_own_pixels_are_enlarged_as_much_each():
    scenario = load("classic/9x9")
    lens, now = Lens(scenario, 208, own_pixels=True), first(scenario)
    assert lens.side == 192
    observer = Observer((scenario,))
    own = observer.picture(now).repeat(3, axis=0).repeat(3, axis=1)
    np.testing.assert_array_equal(np.asarray(lens.frame(now)), own)
    lens.close()
    observer.close()


def test_large_frames_are_drawn_anew():
    scenario = load("classic/9x9")
    lens, now = Lens(scenario, 100, own_pixels=False), first(scenario)
    observer = Observer((scenario,))
    np.testing.assert_array_equal(np.asarray(lens.frame(now)), observer.picture(now, 100))
    assert lens.layers(now) == {}
    lens.close()
    observer.close()


@pytest.mark.parametrize("own_pixels", [False, True])
def test_depth_and_labels_are_painted(own_pixels):
    scenario = load("examples/depth-and-segmentation")
    lens, now = Lens(scenario, 64, own_pixels), first(scenario)
    observer = Observer((scenario,))
    seen = observer.of_one(now, ["depth", "segmentation"])
    layers = lens.layers(now)
    np.testing.assert_array_equal(np.asarray(layers["depth"]), paint_depth(seen["depth"]))
    colors = now.colors[0, : now.objects[0]]
    np.testing.assert_array_equal(np.asarray(layers["segmentation"]), paint_labels(seen["segmentation"], colors))
    lens.close()
    observer.close()


@pytest.mark.parametrize("name", ["classic/9x9-Top", "classic/15x15-Top"])
def test_the_agent_is_found_from_above(name):
    scenario = load(name)
    before, *_, after = rollout(scenario, "oracle", 0, 30)
    lens = Lens(scenario, 400, own_pixels=False)
    frames = [np.asarray(lens.frame(now), int) for now in (before, after)]
    lens.close()
    changed = np.argwhere(np.abs(frames[0] - frames[1]).sum(axis=2) > 60)[:, ::-1] / 400
    for now in (before, after):
        spot = place_of_agent(scenario, now)
        assert spot is not None
        assert np.linalg.norm(changed - spot, axis=1).min() < 0.01


def test_the_agent_is_not_to_be_found_in_its_own_view():
    scenario = load("classic/9x9")
    assert place_of_agent(scenario, first(scenario)) is None


def test_pictures_are_rgb():
    scenario = load("classic/9x9")
    lens = Lens(scenario, 64, own_pixels=True)
    assert isinstance(lens.frame(first(scenario)), Image.Image)
    lens.close()
