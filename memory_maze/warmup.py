"""The first minute of an installation: processes of our own compile what a world will need, beside the one that waits.

Each takes what nobody else is at, see `compiling.claims`, and leaves it on disk. The waiting process does the same in
its own order, so that it seldom waits for long, and nothing is compiled twice.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from memory_maze.compiling import can_be_kept, compile_for, is_being_made, is_kept
from memory_maze.machine import cores
from memory_maze.physics.exact.run import make_run
from memory_maze.rendering import needs_compilation

MOST = 3
"""Processes beside the waiting one; more would find nothing to do."""


@cache
def compile_ahead(lanes: int) -> None:
    """Starts processes that compile, where nothing is on disk yet and cores are left for it; does not wait for them.

    Physics, which every world of ours needs, are looked for first: whoever has them imports no renderer for the answer.
    They end when they are through, or with this process.

    Args:
      lanes: walkers that our own physics will step side by side, or 0 where it steps none.
    """
    if cores() == 1 or (lanes and is_kept(make_run(lanes))) or not needs_compilation() or not can_be_kept():
        return
    for _ in range(min(cores() - 1, MOST)):
        try:
            atexit.register(_end, _start(lanes))
        except OSError:
            return


def compile_all(lanes: int) -> None:
    """Compiles, one after the other, what no process is compiling and nobody has compiled. See `compile_ahead`."""
    from memory_maze.physics.exact.proof import seems_exact
    from memory_maze.rendering.software.warmup import shared_kernels

    for kernel, examples in shared_kernels():
        if not _is_done(kernel):
            compile_for(kernel, *examples)
    if lanes and not _is_done(make_run(lanes)):
        seems_exact(lanes)


def _is_done(kernel: Callable[..., Any]) -> bool:
    return is_being_made(kernel) or is_kept(kernel)


def _start(lanes: int) -> subprocess.Popen[bytes]:
    """A process that compiles the very package that this one runs."""
    package = str(Path(sys.modules[__name__.partition(".")[0]].__path__[0]).parent)
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    code = f"from {__name__} import compile_all; compile_all({lanes})"
    return subprocess.Popen(
        [sys.executable, *(["-" + sys.flags.optimize * "O"] if sys.flags.optimize else []), "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
