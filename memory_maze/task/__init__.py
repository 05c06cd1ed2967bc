"""The dm_control side: arena, walker and target entities, the task, the environment."""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from memory_maze.machine import OPENGL_OFF, OPENGL_VARIABLE

_KNOWN = ("egl", "glfw", "osmesa", *OPENGL_OFF)


@contextmanager
def _own_logging() -> Iterator[None]:
    """Keeps what dm_control says while it is imported out of the program's log, warnings excepted.

    It speaks through absl, which with its first word sets up the root logger where the program has not yet done so,
    and then the program's own `logging.basicConfig` has no effect.
    """
    import absl.logging

    def log(level: int, message: Any, *args: Any, **kwargs: Any) -> None:
        if level <= absl.logging.WARNING:
            logging.getLogger("absl").warning(message, *args, **kwargs)

    spoken = absl.logging.log
    absl.logging.log = log  # type: ignore[assignment]
    try:
        yield
    finally:
        absl.logging.log = spoken


def _import_dm_control() -> None:
    """Imports it whatever OpenGL there is: nothing here draws with it.

    dm_control tries GLFW first, which warns where there is no display, and refuses to be imported when the variable
    says anything that it does not know.
    """
    chosen = os.environ.get(OPENGL_VARIABLE)
    if chosen is not None and chosen not in _KNOWN:
        del os.environ[OPENGL_VARIABLE]
    try:
        import dm_control.composer
    except Exception:
        # Where EGL's library is missing, PyOpenGL raises what dm_control does not expect, or the variable names EGL.
        os.environ[OPENGL_VARIABLE] = OPENGL_OFF[0]
        import dm_control.composer  # noqa: F401
    finally:
        if chosen is not None:
            os.environ[OPENGL_VARIABLE] = chosen
        else:
            os.environ.pop(OPENGL_VARIABLE, None)


with warnings.catch_warnings(), _own_logging():
    warnings.simplefilter("ignore")
    _import_dm_control()
