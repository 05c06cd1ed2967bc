"""Two processes share the first compilation; that works only while they agree on types."""

import numba
import numpy as np

from memory_maze.compiling import files
from memory_maze.rendering import needs_compilation
from memory_maze.rendering.scene import View
from memory_maze.rendering.software import warmup
from memory_maze.rendering.software.renderer import SoftwareRenderer
from memory_maze.rendering.software.shading.coloring import color_jobs
from memory_maze.rendering.software.warmup import _examples
from tests.rendering.worlds import make_scene, played_poses


def test_the_examples_have_the_types_that_frames_have():
    scene = make_scene(9, 0)
    SoftwareRenderer(View("first-person", 16, 16)).render(scene, played_poses(scene, 1))
    assert not needs_compilation()
    jobs = np.int32(0)
    types = tuple(numba.typeof(one) for one in (*_examples()[:3], jobs, jobs, jobs))
    kept = color_jobs._cache
    assert [path.stem for path in files._files(kept._stem)] == [kept._name(types)]


def test_the_helper_makes_what_the_other_process_needs(tmp_path, monkeypatch):
    monkeypatch.setenv("MEMORY_MAZE_CACHE", str(tmp_path))
    assert not color_jobs._cache.is_there()
    assert warmup._start_helper().wait(warmup.PATIENCE) == 0
    assert color_jobs._cache.is_there()
