"""Everything in the README runs on a machine without any OpenGL library."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.without_gl import run_without_gl

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")

BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)

COMMANDS = [
    command.removeprefix(".venv/bin/memory-maze ")
    for kind, block in BLOCKS
    for command in re.split(r"&&|\n", block.replace("&& ", "&&"))
    if kind == "bash" and command.startswith(".venv/bin/memory-maze ")
] + re.findall(r"`memory-maze (\w+ my_maze\.yaml)`", README)
"""What the README has its readers type, without `memory-maze`."""

CLI = "from memory_maze_cli.app import main; main()"

BACKENDS = pytest.mark.parametrize("backend", ["disable", None], ids=["off", "unset"])
"""Without MUJOCO_GL, dm_control itself looks for OpenGL when it is imported."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/maps")


@pytest.fixture
def folder(tmp_path):
    """A folder with the README's scenario in it, as its reader would have."""
    made = tmp_path / "reader"
    made.mkdir()
    (made / "my_maze.yaml").write_text(next(block for kind, block in BLOCKS if kind == "yaml"))
    return made


def test_the_readme_has_commands():
    assert [command.split()[0] for command in COMMANDS] == ["images", "render", "preview", "validate", "preview"]


@BACKENDS
@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run_without_opengl(command, backend, folder):
    if ".mp4" in command:
        pytest.importorskip("imageio_ffmpeg", reason="the README installs the extra `video`")
    done, mapped = run_without_gl(["-c", CLI, *shlex.split(command)], folder, backend)
    assert done.returncode == 0, done.stderr
    assert mapped == []
    for file in re.findall(r"--out (\S+)", command):
        assert (folder / file).stat().st_size > 1000


@BACKENDS
def test_the_program_runs_without_opengl(backend, folder):
    program = next(block for kind, block in BLOCKS if kind == "python")
    program += "env.reset(seed=0); obs = env.step(1)[0]; print(obs.shape, obs.any())"
    done, mapped = run_without_gl(["-c", program], folder, backend)
    assert done.stdout.endswith("(64, 64, 3) True\n"), done.stderr
    assert mapped == []


@pytest.mark.needs("mujoco")
def test_there_is_no_opengl_to_be_found(folder):
    program = "import memory_maze; memory_maze.make('classic/9x9', renderer='opengl').reset()"
    done, _ = run_without_gl(["-c", program], folder, None)
    assert "RenderingUnavailable: OpenGL is not available" in done.stderr


@pytest.mark.parametrize("library", ["libEGL.so.1", "libGL.so.1", "libOSMesa.so.8"])
def test_a_library_that_gets_in_is_noticed(library, folder):
    program = f"from _ctypes import dlopen; dlopen({library!r}, 2)"
    done, mapped = run_without_gl(["-c", program], folder, None)
    if done.returncode:
        pytest.skip(f"{library} is not installed")
    assert mapped is not None
    assert any(library.removesuffix(".so.1").removesuffix(".so.8") in file for file in mapped)
