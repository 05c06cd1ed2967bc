"""Draws frames and prints how long they took, as JSON. `doctor` runs it in a process of its own: drivers can crash."""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import Literal

FRAMES = 20
"""Frames that are timed after the first, at most."""

ENOUGH = 5.0
"""Seconds after which no further frame is timed."""


def timed_frames(renderer_name: Literal["software", "opengl"]) -> dict[str, float]:
    """Draws 64 x 64 pictures of a 9x9 maze.

    Returns:
      Seconds until the `first` frame is there, imports and compilation included, and of each `next` frame.

    Raises:
      RenderingUnavailable: there is no OpenGL.
    """
    begin = perf_counter()
    import numpy as np

    from memory_maze.game.draws import first_episode
    from memory_maze.observation.frames import view_of
    from memory_maze.observation.scenes import scene_of
    from memory_maze.rendering import make_renderer
    from memory_maze.scenario import load

    scenario = load("classic/9x9")
    episode = first_episode(scenario, 0)
    x, y, z, steer = episode.start
    scene, pose = scene_of(scenario, episode), np.array([[x, y, z, -steer]])
    renderer = make_renderer(renderer_name, view_of(scenario))
    renderer.render(scene, pose)
    first = perf_counter()
    drawn, end = 0, first
    while drawn < FRAMES and end - first < ENOUGH:
        renderer.render(scene, pose)
        drawn, end = drawn + 1, perf_counter()
    renderer.close()
    return {"first": first - begin, "next": (end - first) / drawn}


if __name__ == "__main__":
    print(json.dumps(timed_frames("opengl" if sys.argv[1] == "opengl" else "software")))
