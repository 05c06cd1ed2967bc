"""The software renderer gives the same frame always and everywhere, and survives any pose."""

import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from memory_maze.rendering import View, make_renderer
from tests.rendering.keep_frames import draw, kept
from tests.rendering.references import REFERENCES
from tests.rendering.worlds import make_scene, random_poses, repeat


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.name)
def test_frames_are_bit_identical_on_every_machine(reference):
    """Equal to the kept ones, whatever the processor. `keep_frames.py` says when those may change."""
    frames = draw(reference)
    changed = (frames != kept(reference)).any(axis=-1).sum(axis=(1, 2))
    assert changed.tolist() == [0] * len(frames), "pixels of each frame that are not as kept"


@pytest.mark.parametrize("view", [View(), View("top", field_of_view=None)], ids=["first person", "top"])
def test_frames_do_not_depend_on_threads_or_on_the_batch(view):
    scene = make_scene()
    scenes, poses = repeat(scene, 7), random_poses(scene, 7)
    whole = make_renderer("software", view).render(scenes, poses)
    assert np.array_equal(make_renderer("software", view).render(scenes, poses, threads=3), whole)
    single = make_renderer("software", view)
    for frame, pose in zip(whole, poses, strict=True):
        assert np.array_equal(single.render(scene, pose[None])[0], frame)


def test_frames_do_not_depend_on_what_was_drawn_before():
    scene, other = make_scene(), make_scene(15, 4)
    poses, fresh = random_poses(scene, 3), make_renderer("software", View())
    used = make_renderer("software", View())
    used.render(repeat(other, 3), random_poses(other, 3))
    assert np.array_equal(used.render(repeat(scene, 3), poses), fresh.render(repeat(scene, 3), poses))


def test_a_caller_s_buffer_is_drawn_into():
    scene = make_scene()
    out = np.zeros((2, 64, 64, 3), np.uint8)
    assert make_renderer("software", View()).render(repeat(scene, 2), random_poses(scene, 2), out) is out
    assert out.any()


@pytest.mark.parametrize(
    "out", [np.zeros((1, 64, 64, 3)), np.zeros((1, 64, 63, 3), np.uint8), np.zeros((1, 64, 64, 6), np.uint8)[..., ::2]]
)
def test_a_buffer_that_does_not_fit_is_refused(out):
    with pytest.raises(ValueError, match="uint8"):
        make_renderer("software", View()).render(make_scene(), np.zeros((1, 4)), out)


def test_poses_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="poses"):
        make_renderer("software", View()).render(make_scene(), np.zeros((2, 4)))


@pytest.mark.parametrize(
    "view",
    [
        View(width=8),
        View(height=2000),
        View(field_of_view=None),
        View(field_of_view=180.0),
        View(kind="side"),  # type: ignore[arg-type]
    ],
)
def test_a_view_that_cannot_be_drawn_is_refused(view):
    with pytest.raises(ValueError, match=r"."):
        make_renderer("software", view)


def test_an_unknown_renderer_is_refused():
    with pytest.raises(ValueError, match="software, opengl"):
        make_renderer("vulkan", View())


@pytest.mark.parametrize("size", [(16, 16), (17, 33), (101, 64)])
@pytest.mark.parametrize("field_of_view", [10.0, 80.0, 150.0, 175.0])
def test_any_size_and_field_of_view_can_be_drawn(size, field_of_view):
    scene = make_scene()
    view = View(width=size[0], height=size[1], field_of_view=field_of_view)
    frames = make_renderer("software", view).render(repeat(scene, 4), random_poses(scene, 4))
    assert frames.shape == (4, size[1], size[0], 3)
    assert frames.std() > 1


def test_poses_on_grid_lines_in_walls_and_outside_can_be_drawn():
    scene = make_scene()
    places = [-30.0, -11.0, -10.0, -1.0, 0.0, 0.85, 1.0, 1 - 1e-12, 10.999, 11.0]
    headings = [k * np.pi / 4 for k in range(9)]
    poses = np.array([[x, y, 0.0, heading] for x in places for y in places for heading in headings])
    frames = make_renderer("software", View(width=16, height=16)).render(repeat(scene, len(poses)), poses)
    assert frames.any()


def test_a_camera_above_the_walls_and_one_between_them_can_be_drawn_together():
    scene = make_scene()
    poses = random_poses(scene, 4)
    poses[1::2, 2] = 3.0
    renderer = make_renderer("software", View())
    together = renderer.render(repeat(scene, 4), poses)
    for frame, pose in zip(together, poses, strict=True):
        assert np.array_equal(renderer.render(scene, pose[None])[0], frame)


def test_rectangular_mazes_are_padded_without_a_trace():
    scene = make_scene(9)
    padded: dict[str, Any] = {
        name: np.pad(getattr(scene, name), ((0, 0), (0, 3), (0, 6)))
        for name in ("wall_texture", "wall_block", "floor_texture", "floor_area")
    }
    wide = replace(scene, **padded)
    poses = random_poses(scene, 1)
    renderer = make_renderer("software", View())
    assert np.array_equal(renderer.render(wide, poses), renderer.render(scene, poses))


def test_a_touched_object_is_not_drawn_and_one_around_the_camera_neither():
    scene = make_scene(object_height=0.9)
    pose = np.append(scene.object_position[0, 0, :2], [0.0, 0.0])[None]
    renderer = make_renderer("software", View())
    hidden = replace(scene, object_visible=np.zeros_like(scene.object_visible))
    inside = replace(scene, object_visible=np.array([[True, False, False]]))
    assert np.array_equal(renderer.render(inside, pose), renderer.render(hidden, pose))
    pose[0, 0] -= 1.5
    assert not np.array_equal(renderer.render(inside, pose), renderer.render(hidden, pose))


def test_the_kept_top_view_follows_changes_of_the_maze():
    scene = make_scene()
    renderer = make_renderer("software", View("top", 128, 128, None))
    pose = random_poses(scene, 1)
    before = renderer.render(scene, pose)
    touched = replace(scene, object_visible=np.zeros_like(scene.object_visible))
    after = renderer.render(touched, pose)
    assert not np.array_equal(before, after)
    assert np.array_equal(after, make_renderer("software", View("top", 128, 128, None)).render(touched, pose))
    assert np.array_equal(renderer.render(scene, pose), before)


def test_importing_the_package_imports_neither_numba_nor_mujoco():
    code = "import sys, memory_maze.rendering; assert not {'numba', 'mujoco', 'PIL'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_closed_renderer_draws_again():
    scene, renderer = make_scene(), make_renderer("software", View())
    pose = random_poses(scene, 1)
    before = renderer.render(scene, pose)
    renderer.close()
    renderer.close()
    assert np.array_equal(renderer.render(scene, pose), before)


@pytest.mark.parametrize("kind", ["first-person", "top"])
def test_scenes_of_one_batch_may_have_cameras_of_their_own(kind):
    scene = make_scene()
    fields, heights = np.array([60.0, 80.0, 1.2]), np.array([0.6, 0.9, 1.2])
    scenes, poses = replace(repeat(scene, 3), field_of_view=fields, camera_height=heights), random_poses(scene, 3)
    together = make_renderer("software", View(kind)).render(scenes, poses)
    for frame, field_of_view, height, pose in zip(together, fields, heights, poses, strict=True):
        view = View(kind, field_of_view=float(field_of_view), camera_height=float(height))
        assert np.array_equal(frame, make_renderer("software", view).render(scene, pose[None])[0])


def test_a_top_view_follows_its_field_of_view():
    scene, pose = make_scene(), np.zeros((1, 4))
    fields = np.array([10.0])
    scenes = replace(scene, field_of_view=fields)
    renderer = make_renderer("software", View("top"))
    before = renderer.render(scenes, pose)
    fields[0] = 20.0
    assert not np.array_equal(renderer.render(scenes, pose), before)
