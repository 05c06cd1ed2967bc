"""The software renderer's own frames of the references, kept so that a changed pixel is seen on any machine.

python -m tests.rendering.keep_frames

They may change with a commit that means to change the picture and says so in the changelog; never with one that makes
drawing faster, or moves code. `test_exactness.py` and `tests/task/test_pixels.py` hold the new ones against those
of MuJoCo and upstream, which do not change.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering import make_renderer
from tests.rendering.references import REFERENCES, Reference, load

PATH = Path(__file__).parents[1] / "data" / "rendering_software.npz"


def draw(reference: Reference) -> NDArray[np.uint8]:
    """The software renderer's frames of a reference."""
    scenes, poses, _ = load(reference)
    return make_renderer("software", reference.view).render(scenes, poses)


def kept(reference: Reference) -> NDArray[np.uint8]:
    """The frames as they were kept."""
    with np.load(PATH) as stored:
        return stored[reference.name]


def main() -> None:
    frames: dict[str, Any] = {reference.name: draw(reference) for reference in REFERENCES}
    np.savez_compressed(PATH, **frames)


if __name__ == "__main__":
    main()
