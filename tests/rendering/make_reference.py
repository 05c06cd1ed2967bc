"""Draws the reference frames of `tests/data/rendering_opengl.npz` with MuJoCo's OpenGL renderer, on llvmpipe.

MUJOCO_GL=egl python -m tests.rendering.make_reference
"""

from __future__ import annotations

from typing import Any

import numpy as np

from memory_maze.rendering import make_renderer
from tests.rendering.references import PATH, REFERENCES
from tests.rendering.worlds import make_scene, random_poses, repeat


def main() -> None:
    arrays: dict[str, Any] = {}
    for reference in REFERENCES:
        scene = make_scene(9, 1, reference.wall_height, reference.object_height)
        poses = random_poses(scene, reference.frames, seed=2)
        frames = make_renderer("opengl", reference.view).render(repeat(scene, reference.frames), poses)
        arrays[f"{reference.name}_poses"], arrays[f"{reference.name}_frames"] = poses, frames
        for field, value in vars(scene).items():
            if field != "textures":
                arrays[f"{reference.name}_{field}"] = value
    np.savez_compressed(PATH, **arrays)


if __name__ == "__main__":
    main()
