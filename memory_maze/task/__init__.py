"""The dm_control side: arena, walker and target entities, the task, the environment."""

import warnings

with warnings.catch_warnings():
    # dm_control tries GLFW first, which warns where there is no display; nothing here needs one.
    warnings.simplefilter("ignore")
    import dm_control.composer  # noqa: F401
