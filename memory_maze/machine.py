"""What this machine has, as far as several rooms ask for it."""

from __future__ import annotations

import os

OPENGL_VARIABLE = "MUJOCO_GL"
"""The environment variable by which MuJoCo and dm_control choose OpenGL's back end."""

OPENGL_OFF = ("disable", "disabled", "off", "false", "0")
"""Values of that variable that switch OpenGL off, in lower case."""


def cores() -> int:
    """Cores that this process may use, at least 1."""
    # Not every system can say which ones a process may use.
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1
