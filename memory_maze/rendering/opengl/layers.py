"""MuJoCo's depth and segmentation of a scene that stands ready."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.segmentation import SKY


def set_label(geom: Any, label: int) -> None:
    """Has a geom drawn as a label; MuJoCo draws its `segid` plus one, and 0 where there is nothing."""
    geom.segid = label - 1


def read_layers(
    scene: Any, context: Any, rectangle: Any, depth: NDArray[np.float32], labels: NDArray[np.uint8]
) -> None:
    """Draws a scene once more, as labels, and reads them with the depth that belongs to them.

    MuJoCo draws segmentations without anti-aliasing: both are those of the pixels' centres, on every driver.

    Args:
      scene: aimed, its geoms labelled; drawn last without labels.
      context: MuJoCo's, current.
      rectangle: the frame.
      depth: float32[height, width] to fill: metres along the camera's axis, infinity for the sky.
      labels: uint8[height, width] to fill.
    """
    import mujoco

    flags = [int(mujoco.mjtRndFlag.mjRND_SEGMENT), int(mujoco.mjtRndFlag.mjRND_IDCOLOR)]
    context.readDepthMap = mujoco.mjtDepthMap.mjDEPTH_ZEROFAR
    colors = np.empty((*labels.shape, 3), np.uint8)
    nearness = np.empty(depth.shape, np.float32)
    scene.flags[flags] = 1
    mujoco.mjr_render(rectangle, scene, context)
    scene.flags[flags] = 0
    mujoco.mjr_readPixels(colors, nearness, rectangle, context)
    labels[:] = colors[::-1, :, 0]
    camera = scene.camera[0]
    near, far = float(camera.frustum_near), float(camera.frustum_far)
    metres = near * far / (near + nearness[::-1].astype(np.float64) * (far - near))
    depth[:] = np.where(labels == SKY, np.inf, metres)
