"""Compiled code follows its sources, wherever they are: the files, the constants, the functions that it is made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import memory_maze
from tests.compiling.conftest import Run

BOXES = """
import numpy as np
from memory_maze.maze import covering
todo = np.zeros((11, 11), np.uint8)
todo[:] = np.arange(11)[:, None]
found = np.empty((121, 5), np.int32)
print(covering.cover_blocks(todo, found), hits(covering.cover_blocks))
"""

TOUCHES = """
import numpy as np
from memory_maze.physics.touching import mark_touches
from memory_maze.game.touch import touches
from memory_maze.game.body import Pose
pose, center = (0.0, 0.0, 0.0, 0.0), (0.9, 0.0, 0.0)
touched = np.zeros((1, 1), np.bool_)
record, centers = np.array([[[*pose, 0.0]]]), np.array([[center]])
mark_touches(np.array([0]), record, centers, np.array([0.4]), np.array([1]), touched)
print(bool(touched[0, 0]), touches(Pose(*pose), center, 0.4), hits(mark_touches))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the package."""
    package = Path(memory_maze.__file__).parent
    shutil.copytree(package, tmp_path / "copy" / "memory_maze", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "copy"


def change(copy: Path, file: str, old: str, new: str) -> None:
    path = copy / "memory_maze" / file
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def test_a_constant_of_another_module_counts(run: Run, copy: Path) -> None:
    assert run(BOXES) == "9 0"
    change(copy, "maze/layout.py", "BLOCKS = 3", "BLOCKS = 2")
    assert run(BOXES, copy) == "4 0"
    assert run(BOXES) == "9 1"


def test_a_constant_behind_a_function_of_another_module_counts(run: Run, copy: Path) -> None:
    assert run(TOUCHES) == "False False 0"
    change(copy, "scenario/model/fields.py", "BALL_RADIUS = 0.2", "BALL_RADIUS = 0.6")
    assert run(TOUCHES, copy) == "True True 0"
    assert run(TOUCHES) == "False False 1"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("physics/exact/model.py", "NOSLIP_SWEEPS = 5", "NOSLIP_SWEEPS = 6"),
        ("physics/exact/newton.py", "improvement = SCALE *", "improvement = 2 * SCALE *"),
        ("scenario/model/fields.py", "BALL_RADIUS = 0.2", "BALL_RADIUS = 0.25"),
    ],
)
def test_sources_of_functions_that_write_machine_code_count(
    run: Run, copy: Path, file: str, old: str, new: str
) -> None:
    code = (
        "from memory_maze.compiling.fingerprint import fingerprint;"
        "from memory_maze.physics.exact.run import make_run; print(fingerprint(make_run(4).py_func))"
    )
    before = run(code)
    assert run(code, copy) == before
    change(copy, file, old, new)
    assert run(code, copy) != before


def test_a_folder_that_was_moved_compiles_nothing_anew(run: Run, copy: Path, tmp_path: Path) -> None:
    assert run(BOXES, copy) == "9 0"
    shutil.move(copy, tmp_path / "elsewhere")
    path = tmp_path / "elsewhere" / "memory_maze" / "maze" / "covering.py"
    path.write_text("# A comment, and other line numbers.\n\n" + path.read_text())
    assert run(BOXES, tmp_path / "elsewhere") == "9 1"
    assert run(BOXES) == "9 1"
