"""What both renderers check before they draw."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.scene import Layers, Look, Scenes, View, ViewKind
from memory_maze.rendering.segmentation import MOST_OBJECTS
from memory_maze.scenario.model.fields import LARGEST_PICTURE, SMALLEST_PICTURE


def check_view(view: View) -> None:
    """Raises ValueError, saying what is wrong, for a view that cannot be drawn."""
    if view.kind not in get_args(ViewKind):
        raise ValueError(f"unknown view {view.kind!r}; known: {', '.join(get_args(ViewKind))}")
    if view.look not in get_args(Look):
        raise ValueError(f"unknown look {view.look!r}; known: {', '.join(get_args(Look))}")
    for name, pixels in (("width", view.width), ("height", view.height)):
        if not SMALLEST_PICTURE <= pixels <= LARGEST_PICTURE:
            sizes = f"{SMALLEST_PICTURE} and {LARGEST_PICTURE}"
            raise ValueError(f"a frame's {name} is between {sizes} pixels, not {pixels}")
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
    return _buffer("out", (count, view.height, view.width, 3), np.uint8, out)


def layer_buffers(view: View, scenes: Scenes, poses: NDArray[np.float64], out: Layers | None) -> Layers:
    """The arrays to draw into: those of `out` if they fit, new ones if it is None.

    Raises:
      ValueError: poses or out do not fit the scenes and the view, or there are more objects than labels.
    """
    objects = scenes.object_radius.shape[1]
    if objects > MOST_OBJECTS:
        raise ValueError(f"labels tell {MOST_OBJECTS} objects apart, not {objects}")
    image, depth, segmentation = out or (None, None, None)
    image = frame_buffer(view, scenes, poses, image)
    shape = image.shape[:3]
    return Layers(
        image,
        _buffer("depth", shape, np.float32, depth),
        _buffer("segmentation", shape, np.uint8, segmentation),
    )


def _buffer(name: str, shape: tuple[int, ...], kind: type[np.generic], out: NDArray[Any] | None) -> NDArray[Any]:
    if out is None:
        return np.empty(shape, kind)
    if out.shape != shape or out.dtype != kind or not out.flags.c_contiguous:
        wanted = f"{np.dtype(kind)}{list(shape)}"
        raise ValueError(f"{name} must be C-contiguous {wanted}, not {out.dtype}{list(out.shape)}")
    if not out.flags.writeable:
        raise ValueError(f"{name} is read-only")
    return out
