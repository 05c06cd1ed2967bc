"""Frames that MuJoCo 3.17 drew with Mesa's llvmpipe, and the mazes and poses that they show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering import Scenes, TextureNames, View
from tests.rendering.worlds import repeat

PATH = Path(__file__).parents[1] / "data" / "rendering_opengl.npz"


@dataclass(frozen=True)
class Reference:
    name: str
    view: View
    frames: int
    largest_error: float
    """Mean absolute error, of 255. It scatters more than over the benchmark's hundreds of frames."""
    wall_height: float = 1.5
    object_height: float = 0.0


REFERENCES = (
    Reference("current", View(look="current"), 5, 0.015),
    Reference("legacy", View(look="legacy"), 5, 0.015),
    Reference("vis", View(look="current"), 3, 0.035, 0.4, 1.1),
    Reference("top", View("top", field_of_view=None, look="current"), 1, 0.08),
    Reference("wide", View(width=96, height=40, field_of_view=110.0, look="current"), 2, 0.05),
)


def load(reference: Reference) -> tuple[Scenes, NDArray[np.float64], NDArray[np.uint8]]:
    """Scenes, poses and frames of a reference."""
    with np.load(PATH) as stored:
        prefix = reference.name + "_"
        arrays = {key.removeprefix(prefix): stored[key] for key in stored.files if key.startswith(prefix)}
    poses, frames = arrays.pop("poses"), arrays.pop("frames")
    return repeat(Scenes(**arrays, textures=TextureNames()), len(poses)), poses, frames
