"""What agents see, prompt and map over it, held against pictures that upstream drew in the same moments."""

import functools

import numpy as np
import pytest

from memory_maze import build
from memory_maze.rendering import RenderingUnavailable
from tests.recordings import strips

ONE_DRIVER, ANOTHER_DRIVER = 0.02, 1.0
"""Mean absolute errors, of 255, against llvmpipe, which the software renderer follows; two of Mesa's drivers may differ
by the second."""


@pytest.fixture(params=strips(), ids=lambda strip: f"{strip.run} {strip.look}")
def strip(request):
    return request.param


def drawn(strip, **camera):
    """The strip's moments, played anew: uint8 [n, H, W, 3]."""
    return _drawn(strip.scenario(**camera), strip)


@functools.cache
def _drawn(scenario, strip):
    environment = build(scenario, strip.seed)
    seen = [picture(environment.reset())]
    for action in strip.actions[: max(strip.steps)]:
        seen.append(picture(environment.step(int(action))))
    environment.close()
    return np.stack([seen[step] for step in strip.steps])


def picture(time_step):
    """The picture of an observation of either form."""
    observation = time_step.observation
    return observation["image"] if isinstance(observation, dict) else observation


def apart(ours, theirs):
    return np.abs(ours.astype(np.int16) - theirs)


def test_the_software_renderer_draws_what_upstream_drew(strip):
    errors = apart(drawn(strip), strip.frames)
    assert errors.mean(axis=(1, 2, 3)).max() <= ONE_DRIVER
    assert (errors.max(axis=-1) > 0).mean() < 0.02
    assert (errors.max(axis=-1) > 8).mean() < 0.0005


def test_the_prompt_is_upstreams_to_the_pixel(strip):
    edge = np.ones(strip.frames.shape[1:3], bool)
    edge[2:-2, 2:-2] = False
    if strip.run.startswith("Oracle"):
        # The map lies over the border.
        edge[:, edge.shape[1] // 2 :] = False
    ours = drawn(strip)
    assert np.array_equal(ours[:, edge], strip.frames[:, edge])
    assert all(len(np.unique(frame[edge], axis=0)) == 1 for frame in ours)


def test_the_other_look_is_not_what_upstream_drew(strip):
    other = "current" if strip.look == "legacy" else "legacy"
    changed = apart(drawn(strip, look=other), strip.frames).mean()
    if strip.scenario().camera.view == "top":
        # The sides of walls, where looks differ, are not seen from above.
        assert changed <= ONE_DRIVER
    else:
        assert changed > 10 * ONE_DRIVER


def test_opengl_draws_what_upstream_drew(strip):
    try:
        errors = apart(drawn(strip, renderer="opengl"), strip.frames)
    except RenderingUnavailable as reason:
        pytest.skip(str(reason))
    assert errors.mean() < ANOTHER_DRIVER


def test_there_are_strips_of_all_variants_and_both_looks():
    assert {strip.run.split("_")[0] for strip in strips()} == {"std", "6CL", "HiFreq", "Oracle", "Top", "Vis"}
    assert {strip.look for strip in strips()} == {"current", "legacy"}
