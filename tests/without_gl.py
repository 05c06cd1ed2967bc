"""Runs commands where no OpenGL library can be found, and tells which ones got into the process all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GUARD = r'''
"""Python runs this before anything else: ctypes finds no OpenGL library; what is mapped at the end goes to a file."""

import atexit
import ctypes
import ctypes.util
import os
import re

GL = re.compile(r"(lib)?(E?GL|GLX|GLdispatch|GLESv?\d?|OpenGL|OSMesa|glfw3?|gallium.*)(_\w+)?([.-].*)?")

load, find = ctypes._dlopen, ctypes.util.find_library


def is_gl(name):
    return name is not None and GL.fullmatch(os.path.basename(os.fsdecode(name))) is not None


def refusing_load(name, *arguments):
    if is_gl(name):
        raise OSError(f"{name}: cannot open shared object file: No such file or directory")
    return load(name, *arguments)


def report():
    with open("/proc/self/maps") as maps:
        files = {line.split(maxsplit=5)[5].strip() for line in maps if line.count("/")}
    with open(f"{os.environ['GL_REPORTS']}/{os.getpid()}", "w") as file:
        file.write("\n".join(sorted(filter(is_gl, files))))


ctypes._dlopen = refusing_load
ctypes.util.find_library = lambda name: None if is_gl(name) else find(name)
atexit.register(report)
'''


def run_without_gl(
    arguments: list[str], folder: Path, backend: str | None
) -> tuple[subprocess.CompletedProcess[str], list[str] | None]:
    """Runs Python where ctypes finds no OpenGL library and there is no display.

    Args:
      arguments: Python's.
      folder: to run in; a folder for the guard is made beside it.
      backend: what `MUJOCO_GL` names; None leaves it unset.

    Returns:
      the process, and the OpenGL libraries that it had mapped at its end; None if it did not get to tell.
    """
    guard, reports = folder.parent / f"{folder.name}-guard", folder.parent / f"{folder.name}-reports"
    for made in (folder, guard, reports):
        made.mkdir(exist_ok=True)
    (guard / "sitecustomize.py").write_text(GUARD)
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "MUJOCO_GL")}
    environment |= {"PYTHONPATH": str(guard), "GL_REPORTS": str(reports)}
    if backend is not None:
        environment["MUJOCO_GL"] = backend
    done = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    output = done.communicate()
    told = reports / str(done.pid)
    mapped = told.read_text().split() if told.exists() else None
    return subprocess.CompletedProcess(arguments, done.returncode, *output), mapped
