"""What both renderers check before they draw."""

from __future__ import annotations

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.scene import Look, Scenes, View, ViewKind

SMALLEST, LARGEST = 16, 1024
"""Pixels along a side of a frame."""


def check_view(view: View) -> None:
    """Raises ValueError, saying what is wrong, for a view that cannot be drawn."""
    if view.kind not in get_args(ViewKind):
        raise ValueError(f"unknown view {view.kind!r}; known: {', '.join(get_args(ViewKind))}")
    if view.look not in get_args(Look):
        raise ValueError(f"unknown look {view.look!r}; known: {', '.join(get_args(Look))}")
    for name, pixels in (("width", view.width), ("height", view.height)):
        if not SMALLEST <= pixels <= LARGEST:
            raise ValueError(f"a frame's {name} is between {SMALLEST} and {LARGEST} pixels, not {pixels}")
    if view.field_of_view is None and view.kind != "top":
        raise ValueError("a first-person view needs a field of view")
    if view.field_of_view is not None and not 0 < view.field_of_view < 180:
        raise ValueError(f"a field of view is between 0 and 180 degrees, not {view.field_of_view}")


def frame_buffer(
    view: View, scenes: Scenes, poses: NDArray[np.float64], out: NDArray[np.uint8] | None
) -> NDArray[np.uint8]:
    """The array to draw into: `out` if it fits, a new one if it is None.

    Raises:
      ValueError: poses or out do not fit the scenes and the view.
    """
    count = len(scenes)
    if poses.shape != (count, 4) or poses.dtype != np.float64:
        raise ValueError(f"poses must be float64[{count}, 4], not {poses.dtype}{list(poses.shape)}")
    shape = (count, view.height, view.width, 3)
    if out is None:
        return np.empty(shape, np.uint8)
    if out.shape != shape or out.dtype != np.uint8 or not out.flags.c_contiguous:
        raise ValueError(f"out must be C-contiguous uint8{list(shape)}, not {out.dtype}{list(out.shape)}")
    if not out.flags.writeable:
        raise ValueError("out is read-only")
    return out
