"""Where MuJoCo is not installed: everything of our own works, and what needs it says so in one sentence."""

import pytest

WITHOUT = """
import sys
from importlib.util import find_spec
import importlib.util
sys.modules["mujoco"] = sys.modules["dm_control"] = None
importlib.util.find_spec = lambda name, package=None: None if name in ("mujoco", "dm_control") else find_spec(name)
import memory_maze, numpy
"""

PLAYS = """
single = memory_maze.make("classic/9x9")
many = memory_maze.make_vec("classic/9x9", 3)
single.reset(seed=0), many.reset(seed=0)
print(single.step(1)[1], many.step(numpy.ones(3, int))[1])
assert not [name for name in sys.modules if name.startswith("mujoco.")]
"""

REFUSALS = {
    "memory_maze.worlds.build_world((memory_maze.load('classic/9x9'),), engine='mujoco')": (
        "MissingPackage: the physics engine `mujoco` needs mujoco, which is not installed; run pip install mujoco"
    ),
    "memory_maze.make('classic/9x9', {'camera.renderer': 'opengl'}).reset(seed=0)": (
        "RenderingUnavailable: `camera.renderer: opengl` needs mujoco, which is not installed; run pip install mujoco"
    ),
}


def test_mazes_physics_and_picture_are_our_own(run_python):
    assert run_python(WITHOUT + PLAYS).stdout == "0.0 [0. 0. 0.]\n"


@pytest.mark.parametrize("code", REFUSALS)
def test_what_needs_it_says_so(run_python, code):
    attempt = f"import memory_maze.worlds\ntry:\n    {code}\nexcept Exception as error:\n    print(repr(error))"
    name, _, sentence = REFUSALS[code].partition(": ")
    told = run_python(WITHOUT + attempt).stdout.strip()
    assert told.startswith(name)
    assert sentence in told
