"""Upstream's distribution beside ours is noticed."""

import pytest

from memory_maze.neighbours import upstream


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["memory_maze-1.0.3.dist-info"], "1.0.3"),
        (["memory_maze-1.0.3-py3.11.egg-info"], "1.0.3"),
        (["memory_maze_scenarios-0.1.0.dist-info", "memory_maze"], None),
    ],
)
def test_upstreams_distribution_is_noticed(tmp_path, names, found):
    for name in names:
        (tmp_path / name).mkdir()
    assert upstream([str(tmp_path / "none"), "", str(tmp_path)]) == found


def test_the_import_warns_of_it(tmp_path, run_python):
    (tmp_path / "memory_maze-1.0.3.dist-info").mkdir()
    code = f"import sys; sys.path.append({str(tmp_path)!r}); import memory_maze"
    said = run_python(code).stderr
    assert "memory-maze 1.0.3 is installed beside" in said
    assert "pip uninstall memory-maze" in said
    assert "UserWarning" not in run_python("import memory_maze").stderr
