"""Depth and labels that MuJoCo 3.17 drew with Mesa's llvmpipe, for the first frames of `references.py`.

MUJOCO_GL=egl python -m tests.rendering.layer_references
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering import Scenes, make_renderer
from tests.rendering.references import REFERENCES, Reference
from tests.rendering.references import load as load_frames

PATH = Path(__file__).parents[1] / "data" / "layers_opengl.npz"

LAYER_REFERENCES = tuple(reference for reference in REFERENCES if reference.name != "legacy")
"""The looks have the same shapes."""

FRAMES = 2


def beginning(reference: Reference) -> tuple[Scenes, NDArray[np.float64]]:
    """Scenes and poses of the first frames of a reference."""
    scenes, poses, _ = load_frames(reference)
    given = {name: value for name, value in vars(scenes).items() if isinstance(value, np.ndarray)}
    arrays: dict[str, Any] = {name: value[:FRAMES] for name, value in given.items()}
    return replace(scenes, **arrays), poses[:FRAMES]


def load(reference: Reference) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Depth and labels of the first frames of a reference."""
    with np.load(PATH) as stored:
        return stored[f"{reference.name}_depth"], stored[f"{reference.name}_segmentation"]


def main() -> None:
    arrays: dict[str, Any] = {}
    for reference in LAYER_REFERENCES:
        layers = make_renderer("opengl", reference.view).render_layers(*beginning(reference))
        arrays[f"{reference.name}_depth"] = layers.depth
        arrays[f"{reference.name}_segmentation"] = layers.segmentation
    np.savez_compressed(PATH, **arrays)


if __name__ == "__main__":
    main()
