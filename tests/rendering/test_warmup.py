"""Whether the renderer has to be compiled is known without drawing."""

import pytest

from memory_maze.rendering import needs_compilation
from memory_maze.rendering.scene import View
from memory_maze.rendering.software.renderer import SoftwareRenderer
from tests.rendering.worlds import make_scene, played_poses


@pytest.fixture(scope="module", autouse=True)
def _drawn():
    scene = make_scene(9, 0)
    SoftwareRenderer(View("first-person", 16, 16)).render(scene, played_poses(scene, 1))


def test_whoever_has_drawn_needs_no_compilation():
    assert not needs_compilation()
