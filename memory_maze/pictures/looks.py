"""What a scenario's camera gives at a moment, as pictures for people."""

from __future__ import annotations

import numpy as np
from PIL import Image

from memory_maze.game.moments import Moments
from memory_maze.observation.frames import view_of
from memory_maze.observation.observer import Observer
from memory_maze.observation.scenes import scene_of
from memory_maze.pictures.layers import paint_depth, paint_labels
from memory_maze.rendering.camera import EYE_Z, TANGENT, cameras
from memory_maze.scenario.schema import Scenario

LAYERS = ("depth", "segmentation")
"""What a camera may give beside the image."""


class Lens:
    """Looks through the camera of one scenario."""

    def __init__(self, scenario: Scenario, side: int, own_pixels: bool) -> None:
        """Draws nothing yet.

        Args:
          scenario: whose camera it is.
          side: pixels a side of pictures; with `own_pixels` about so many, since each pixel is enlarged as much.
          own_pixels: whether pictures are those that the agent gets, enlarged with hard edges.
        """
        resolution = scenario.camera.resolution
        self.has_own_pixels = own_pixels
        self.side = resolution * max(1, round(side / resolution)) if own_pixels else side
        """Pixels a side of pictures."""
        drawn = scenario if own_pixels else scenario.override({"camera.resolution": side})
        self._names = tuple(name for name in LAYERS if name in scenario.camera.outputs)
        self._observer = Observer((drawn,))

    def frame(self, now: Moments) -> Image.Image:
        """What the agent sees, RGB."""
        return self._enlarged(Image.fromarray(self._observer.picture(now)))

    def layers(self, now: Moments) -> dict[str, Image.Image]:
        """The other outputs of the camera, in colours for people, by name."""
        if not self._names:
            return {}
        seen = self._observer.of_one(now, self._names)
        painted = {}
        if "depth" in self._names:
            painted["depth"] = paint_depth(seen["depth"])
        if "segmentation" in self._names:
            painted["segmentation"] = paint_labels(seen["segmentation"], now.colors[0, : now.objects[0]])
        return {name: self._enlarged(Image.fromarray(painted[name])) for name in self._names}

    def close(self) -> None:
        """Closes the renderer. May be called twice."""
        self._observer.close()

    def _enlarged(self, picture: Image.Image) -> Image.Image:
        return picture.resize((self.side, self.side), Image.Resampling.NEAREST)


def place_of_agent(scenario: Scenario, now: Moments) -> tuple[float, float] | None:
    """Where the agent is in a picture from above, as shares of the picture's sides; None where it is not to be seen.

    Args:
      scenario: of the episode.
      now: the moment, of one maze.
    """
    view = view_of(scenario)
    if view.kind != "top":
        return None
    pose = now.pose()
    eye = cameras(view, scene_of(scenario, now.episode()), np.array([[pose.x, pose.y, pose.z, -pose.steer]]))[0]
    half = float(eye[EYE_Z] * eye[TANGENT])
    across, down = 0.5 + pose.x / (2 * half), 0.5 - pose.y / (2 * half)
    return (across, down) if 0 <= across <= 1 and 0 <= down <= 1 else None
