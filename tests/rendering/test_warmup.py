"""Two processes share the first compilation; that works only while they agree on types."""

import numba
import numpy as np
import pytest

from memory_maze.rendering import needs_compilation
from memory_maze.rendering.coloring import color_jobs
from memory_maze.rendering.scene import View
from memory_maze.rendering.software import SoftwareRenderer
from memory_maze.rendering.warmup import _examples
from tests.rendering.worlds import make_scene, played_poses


def test_the_examples_have_the_types_that_frames_have():
    scene = make_scene(9, 0)
    SoftwareRenderer(View("first-person", 16, 16)).render(scene, played_poses(scene, 1))
    assert not needs_compilation()
    file = getattr(color_jobs._cache, "_cache_file", None)
    if file is None:
        pytest.skip("nothing is kept on disk here")
    kept = {key[0] for key in file._load_index()}
    jobs = np.int32(0)
    assert kept == {tuple(numba.typeof(one) for one in (*_examples()[:3], jobs, jobs, jobs))}
