"""Machines without OpenGL: one sentence that says what to install or to choose."""

import os
import subprocess
import sys

import pytest

CODE = """
import memory_maze
for attempt in range(2):
    try:
        memory_maze.make("classic/9x9", {"camera.renderer": "opengl"}).reset(seed=0)
    except RuntimeError:
        if attempt == 1:
            raise
"""


@pytest.mark.needs("mujoco")
@pytest.mark.parametrize("backend", ["glfw", "off"])
def test_missing_opengl_is_one_sentence_each_time(backend):
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**environment, "MUJOCO_GL": backend},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "RenderingUnavailable: OpenGL is not available: install the package libegl1 or libosmesa6, "
        "or choose `camera.renderer: software`."
    )


def test_an_unknown_backend_does_not_matter_to_the_software_renderer(run_python, monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "bogus")
    code = "import memory_maze; print(memory_maze.make('classic/9x9').reset(seed=0)[0].shape)"
    assert run_python(code).stdout.strip() == "(64, 64, 3)"
