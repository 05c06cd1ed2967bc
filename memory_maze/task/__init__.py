"""The dm_control side: arena, walker and target entities, the task, the environment."""

import os
import warnings

_GL = "MUJOCO_GL"

_OFF = ("disable", "disabled", "off", "false", "0")

_KNOWN = ("egl", "glfw", "osmesa", *_OFF)

_chosen = os.environ.get(_GL)

with warnings.catch_warnings():
    # dm_control tries GLFW first, which warns where there is no display, and refuses to be imported when the variable
    # says anything that it does not know. Nothing here draws with it.
    warnings.simplefilter("ignore")
    if _chosen is not None and _chosen not in _KNOWN:
        del os.environ[_GL]
    try:
        import dm_control.composer
    except Exception:
        # Where EGL's library is missing, PyOpenGL raises what dm_control does not expect, or the variable names EGL.
        os.environ[_GL] = _OFF[0]
        import dm_control.composer  # noqa: F401
    finally:
        if _chosen is not None:
            os.environ[_GL] = _chosen
        else:
            os.environ.pop(_GL, None)
