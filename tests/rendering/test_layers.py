"""Depth and labels: MuJoCo's, and the same in any batch, on any thread, from any pose."""

from dataclasses import replace

import numpy as np
import pytest

from memory_maze.rendering import Layers, RenderingUnavailable, View, make_renderer
from memory_maze.rendering.segmentation import (
    FIRST_OBJECT,
    FLOOR,
    LABELS,
    MOST_OBJECTS,
    SKY,
    WALKER,
    WALL,
    WALL_TOP,
    label_name,
)
from tests.rendering.layer_references import LAYER_REFERENCES, beginning, load
from tests.rendering.worlds import make_scene, played_poses, random_poses, repeat

VIS = (0.4, 1.1)
TOP = View("top", field_of_view=None)


def require_agreement(ours, depth, labels):
    """Labels but for single pixels on edges; depth as exactly as a z-buffer with a near plane at 1 cm has it."""
    same = ours.segmentation == labels
    assert (~same).mean() < 0.001
    assert (np.isinf(ours.depth) == (ours.segmentation == SKY)).all()
    seen = same & (labels != SKY)
    apart = np.abs(ours.depth[seen] / depth[seen] - 1)
    assert (apart > 2e-4).mean() < 0.001
    assert np.median(apart) < 2e-4


@pytest.mark.parametrize("reference", LAYER_REFERENCES, ids=lambda reference: reference.name)
def test_layers_are_those_that_mujoco_drew_with_llvmpipe(reference):
    require_agreement(make_renderer("software", reference.view).render_layers(*beginning(reference)), *load(reference))


@pytest.mark.parametrize("heights", [(1.5, 0.0), VIS], ids=["walls", "vis"])
@pytest.mark.parametrize("view", [View(), View(width=97, height=41, field_of_view=110.0), TOP], ids=str)
def test_layers_are_those_that_mujoco_draws_here(view, heights):
    try:
        opengl = make_renderer("opengl", view)
    except RenderingUnavailable as reason:
        pytest.skip(str(reason))
    scene = make_scene(11, 3, *heights)
    poses = np.concatenate([random_poses(scene, 10), played_poses(scene, 10)])
    theirs = opengl.render_layers(repeat(scene, 20), poses)
    require_agreement(make_renderer("software", view).render_layers(repeat(scene, 20), poses), *theirs[1:])
    np.testing.assert_array_equal(theirs.image, opengl.render(repeat(scene, 20), poses))


@pytest.mark.parametrize("heights", [(1.5, 0.0), VIS], ids=["walls", "vis"])
@pytest.mark.parametrize("view", [View(), View(width=33, height=17, look="current"), TOP], ids=str)
def test_the_image_is_that_which_is_drawn_alone(view, heights):
    scene = make_scene(9, 2, *heights)
    scenes, poses = repeat(scene, 8), random_poses(scene, 8)
    renderer = make_renderer("software", view)
    np.testing.assert_array_equal(renderer.render_layers(scenes, poses).image, renderer.render(scenes, poses))


@pytest.mark.parametrize("view", [View(), TOP], ids=["first person", "top"])
def test_layers_do_not_depend_on_threads_or_on_the_batch(view):
    scene = make_scene()
    scenes, poses = repeat(scene, 7), random_poses(scene, 7)
    renderer = make_renderer("software", view)
    whole, threaded = renderer.render_layers(scenes, poses), renderer.render_layers(scenes, poses, threads=3)
    for i, pose in enumerate(poses):
        alone = renderer.render_layers(scene, pose[None])
        for name in Layers._fields:
            one, other, own = (getattr(layers, name) for layers in (whole, threaded, alone))
            np.testing.assert_array_equal(one[i], own[0])
            np.testing.assert_array_equal(one[i], other[i])


def test_a_caller_s_buffers_are_drawn_into():
    scene = make_scene()
    image, depth = np.zeros((2, 64, 64, 3), np.uint8), np.zeros((2, 64, 64), np.float32)
    out = Layers(image, depth, np.full((2, 64, 64), 255, np.uint8))
    given = make_renderer("software", View()).render_layers(repeat(scene, 2), random_poses(scene, 2), out)
    assert all(one is other for one, other in zip(given, out, strict=True))
    assert image.any()
    assert (depth > 0).all()
    assert (out.segmentation < 255).all()


@pytest.mark.parametrize(
    ("field", "array"),
    [
        ("depth", np.zeros((1, 64, 64))),
        ("depth", np.zeros((1, 64, 32), np.float32)),
        ("segmentation", np.zeros((1, 64, 64), np.int32)),
    ],
)
def test_buffers_that_do_not_fit_are_refused(field, array):
    fitting = Layers(
        np.zeros((1, 64, 64, 3), np.uint8), np.zeros((1, 64, 64), np.float32), np.zeros((1, 64, 64), np.uint8)
    )
    with pytest.raises(ValueError, match=f"{field} must be C-contiguous"):
        make_renderer("software", View()).render_layers(
            make_scene(), np.zeros((1, 4)), fitting._replace(**{field: array})
        )


def test_more_objects_than_labels_are_refused():
    scene = make_scene(objects=MOST_OBJECTS + 1)
    with pytest.raises(ValueError, match=f"{MOST_OBJECTS} objects apart"):
        make_renderer("software", View()).render_layers(scene, np.zeros((1, 4)))


def test_a_row_of_the_floor_has_one_depth_and_every_depth_makes_a_point_of_its_surface():
    view, scene = View(), make_scene()
    poses = random_poses(scene, 20)
    layers = make_renderer("software", view).render_layers(repeat(scene, 20), poses)
    up = (2 * (63.5 - np.arange(64)) / 64 - 1) * np.tan(np.radians(40))
    fall = 0.09950371902 - 0.99503719021 * up
    frame, row, _ = np.nonzero(layers.segmentation == FLOOR)
    found = layers.depth[layers.segmentation == FLOOR]
    np.testing.assert_allclose(found * fall[row], poses[frame, 2] + 0.9, rtol=1e-5)


def test_objects_keep_their_labels_while_others_are_hidden():
    scene = make_scene(9, 1, *VIS)
    middle = (scene.object_position[0, :, :2].mean(axis=0)).tolist()
    pose = np.array([[*middle, 0.0, 0.0]])
    renderer = make_renderer("software", View("top", 128, 128, None))
    all_shown = set(np.unique(renderer.render_layers(scene, pose).segmentation))
    assert {FIRST_OBJECT, FIRST_OBJECT + 1, FIRST_OBJECT + 2, WALKER, FLOOR, WALL_TOP} <= all_shown
    hidden = replace(scene, object_visible=np.array([[False, True, True]]))
    assert set(np.unique(renderer.render_layers(hidden, pose).segmentation)) == all_shown - {FIRST_OBJECT}


def test_the_top_camera_is_a_hundred_metres_above_the_floor():
    scene = make_scene()
    layers = make_renderer("software", TOP).render_layers(scene, random_poses(scene, 1))
    np.testing.assert_allclose(layers.depth[layers.segmentation == FLOOR], 100, rtol=1e-6)
    np.testing.assert_allclose(layers.depth[layers.segmentation == WALL_TOP], 98.5, rtol=1e-6)


def test_poses_on_grid_lines_in_walls_above_and_outside_have_layers():
    scene = make_scene()
    places = [-30.0, -11.0, -10.0, -1.0, 0.0, 0.85, 1.0, 1 - 1e-12, 10.999, 11.0]
    headings = [k * np.pi / 4 for k in range(9)]
    poses = np.array([[x, y, z, h] for x in places for y in places for h in headings for z in (0.0, 0.6, 3.0)])
    renderer = make_renderer("software", View(width=16, height=16))
    layers = renderer.render_layers(repeat(scene, len(poses)), poses)
    assert set(np.unique(layers.segmentation)) <= {SKY, FLOOR, WALL, WALL_TOP, *range(FIRST_OBJECT, FIRST_OBJECT + 3)}
    assert (layers.depth >= 0).all()


def test_labels_have_names():
    assert {name: label_name(label) for name, label in LABELS.items()} == {name: name for name in LABELS}
    assert label_name(FIRST_OBJECT + 2) == "object 2"
    with pytest.raises(ValueError, match="7 is no label"):
        label_name(7)


def test_who_draws_images_alone_compiles_nothing_else(run_python):
    code = (
        "import sys; from memory_maze import make; make('classic/9x9').reset(seed=0);"
        "print([name for name in sys.modules if name.startswith('memory_maze.rendering.software.layers.entry_point')])"
    )
    assert run_python(code).stdout.strip() == "[]"
