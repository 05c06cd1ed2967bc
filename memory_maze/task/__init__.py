"""The dm_control side: arena, walker and target entities, the task, the environment."""

import os
import warnings

from memory_maze.machine import OPENGL_OFF, OPENGL_VARIABLE

_KNOWN = ("egl", "glfw", "osmesa", *OPENGL_OFF)

_chosen = os.environ.get(OPENGL_VARIABLE)

with warnings.catch_warnings():
    # dm_control tries GLFW first, which warns where there is no display, and refuses to be imported when the variable
    # says anything that it does not know. Nothing here draws with it.
    warnings.simplefilter("ignore")
    if _chosen is not None and _chosen not in _KNOWN:
        del os.environ[OPENGL_VARIABLE]
    try:
        import dm_control.composer
    except Exception:
        # Where EGL's library is missing, PyOpenGL raises what dm_control does not expect, or the variable names EGL.
        os.environ[OPENGL_VARIABLE] = OPENGL_OFF[0]
        import dm_control.composer  # noqa: F401
    finally:
        if _chosen is not None:
            os.environ[OPENGL_VARIABLE] = _chosen
        else:
            os.environ.pop(OPENGL_VARIABLE, None)
