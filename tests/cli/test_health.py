"""What `doctor` finds out about the library itself."""

import os
import subprocess
import sys

from memory_maze_cli import health

from memory_maze.physics.exact.run import FEWEST_LANES, host_lanes


def facts():
    return {fact.subject: fact for fact in health.library()}


def test_upstreams_distribution_is_told_of(tmp_path, monkeypatch):
    assert "memory-maze" not in facts()
    folder = tmp_path / "memory_maze-1.0.3.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: memory-maze\nVersion: 1.0.3\n")
    monkeypatch.syspath_prepend(tmp_path)
    fact = facts()["memory-maze"]
    assert fact.state == "wrong"
    assert "1.0.3 is installed too" in fact.finding
    assert "pip uninstall memory-maze" in fact.finding


def test_a_library_that_is_another_s_is_told_of(tmp_path):
    """Upstream's package, put over ours, does not even import."""
    (tmp_path / "memory_maze").mkdir()
    (tmp_path / "memory_maze" / "__init__.py").write_text("import no_such_module\n")
    code = "from memory_maze_cli.app import main; main(['doctor'])"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be imported" in done.stdout
    assert "--force-reinstall" in done.stdout
    assert "Traceback" not in done.stderr


def test_files_that_were_overwritten_or_removed_are_told_of(tmp_path, monkeypatch):
    (tmp_path / "memory_maze").mkdir()
    contents = {"kept": b"1\n", "changed": b"2\n", "gone": b"3\n"}
    record = ""
    for name, content in contents.items():
        file = tmp_path / "memory_maze" / f"{name}.py"
        file.write_bytes(content)
        record += f"memory_maze/{name}.py,sha256={digest(content)},{len(content)}\n"
    (tmp_path / "memory_maze" / "changed.py").write_bytes(b"upstream's\n")
    (tmp_path / "memory_maze" / "gone.py").unlink()
    folder = tmp_path / "memory_maze_scenarios-0.1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: memory-maze-scenarios\nVersion: 0.1.0\n")
    (folder / "RECORD").write_text(record)
    monkeypatch.syspath_prepend(tmp_path)
    fact = facts()["memory_maze"]
    assert fact.state == "wrong"
    assert fact.finding.startswith("2 files are not those that were installed, such as memory_maze/changed.py")


def digest(content):
    import base64
    import hashlib

    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def test_physics_are_proved_for_each_way_to_step(monkeypatch):
    asked = []

    def is_exact(lanes):
        asked.append(lanes)
        return lanes == 1

    monkeypatch.setattr("memory_maze.physics.exact.proof.is_exact", is_exact)
    alone, *several = health.proofs()
    assert (alone.subject, alone.state) == ("physics, one maze", "ok")
    assert several
    assert all(found.state == "wrong" and "please report this" in found.finding for found in several)
    assert asked == sorted({1, FEWEST_LANES, host_lanes()})
