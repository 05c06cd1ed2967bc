"""What a picture is made of: the arrays of N mazes, the poses of N walkers, and the view onto them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

ViewKind = Literal["first-person", "top"]
Look = Literal["legacy", "current"]

FREE = 0
"""The value of `Scenes.wall_texture` and `Scenes.wall_block` where there is no wall."""

AS_WIDE_AS_THE_MAZE = 0.0
"""The value of `Scenes.field_of_view` where a top view just shows the whole maze and a margin of a tenth."""


@dataclass(frozen=True)
class Scenes:
    """N mazes as arrays, one row a maze. Mazes smaller than the arrays are padded with `FREE` cells.

    Grids are indexed [iy, ix], iy growing with world +y, outer wall included; cell (ix, iy) covers world
    x from (ix - width / 2) * cell_size on, and y likewise. Lengths are metres.
    """

    width: NDArray[np.int32]
    """int32 [N]: cells along x, outer wall included."""
    height: NDArray[np.int32]
    """int32 [N]: cells along y, outer wall included."""
    wall_texture: NDArray[np.uint8]
    """uint8 [N, H, W]: 1 + index into `textures.walls`, or `FREE`."""
    wall_block: NDArray[np.uint8]
    """uint8 [N, H, W]: 1 + number of the block of the maze that the wall cell is in, or `FREE`. Boxes do not cross
    blocks."""
    floor_texture: NDArray[np.uint8]
    """uint8 [N, H, W]: index into `textures.floors`."""
    floor_area: NDArray[np.uint8]
    """uint8 [N, H, W]: 0 for corridors, 1 and more for rooms. Floor tiles do not cross areas."""
    cell_size: NDArray[np.float64]
    """float64 [N]: side of a cell, metres."""
    wall_height: NDArray[np.float64]
    """float64 [N]: height of the walls, metres."""
    object_position: NDArray[np.float64]
    """float64 [N, K, 3]: x, y, z of the centre of each sphere, metres."""
    object_radius: NDArray[np.float64]
    """float64 [N, K]: radius of each sphere, metres."""
    object_color: NDArray[np.uint8]
    """uint8 [N, K, 3]: colour of each sphere, RGB bytes."""
    object_visible: NDArray[np.bool_]
    """bool [N, K]: false for spheres that are not drawn (touched at this moment, or no such object)."""
    textures: TextureNames
    """The images that the indices name; one set for all N."""
    field_of_view: NDArray[np.float64] | None = None
    """float64 [N]: the cameras' vertical fields of view in degrees, or `AS_WIDE_AS_THE_MAZE`; None: the view's."""
    camera_height: NDArray[np.float64] | None = None
    """float64 [N]: metres of first-person cameras above the floor, when the walker stands; None: the view's."""

    def __len__(self) -> int:
        return len(self.width)


@dataclass(frozen=True)
class TextureNames:
    """Which images of a style are used, in the order the scene's indices count them.

    A name is that of an image of `style`, such as `blue`, or of another style, such as `style_02/blue`.
    """

    style: str = "style_01"
    walls: tuple[str, ...] = ("blue", "cerise", "green_bright", "green", "purple", "red_bright", "red", "yellow")
    floors: tuple[str, ...] = ("blue", "blue_bright")

    def source(self, name: str) -> tuple[str, str]:
        """The style that an image is of, and its name there."""
        style, slash, own = name.rpartition("/")
        return style if slash else self.style, own


@dataclass(frozen=True)
class View:
    """How a scene is looked at; the same for every frame that a renderer draws."""

    kind: ViewKind = "first-person"
    width: int = 64
    """Pixels along the picture's width."""
    height: int = 64
    """Pixels along the picture's height."""
    field_of_view: float | None = 80.0
    """Vertical angle of view, degrees. None in a top view: just wide enough for the whole maze and a margin of a
    tenth."""
    camera_height: float = 0.9
    """Metres from the floor to the first-person camera, when the walker stands."""
    look: Look = "legacy"
    """Where wall textures begin: as MuJoCo before 3.12 draws them, or as 3.12 and later do."""


class Layers(NamedTuple):
    """N images and, for the centre of each of their pixels, how far away it is and what it shows. Row 0 is on top."""

    image: NDArray[np.uint8]
    """uint8 [N, height, width, 3]: the pictures, RGB."""
    depth: NDArray[np.float32]
    """float32 [N, height, width]: metres along the camera's axis; infinity for the sky."""
    segmentation: NDArray[np.uint8]
    """uint8 [N, height, width]: labels; see segmentation.py."""


class Renderer(Protocol):
    """A function from scenes and poses to frames, with a view fixed."""

    view: View

    def render(
        self,
        scenes: Scenes,
        poses: NDArray[np.float64],
        out: NDArray[np.uint8] | None = None,
        threads: int = 1,
    ) -> NDArray[np.uint8]:
        """Draws frame i from scene i and pose i.

        Args:
          scenes: N mazes.
          poses: float64[N, 4]: walker x, y (metres), z (metres, 0 when it stands), heading (radians,
            anticlockwise from +x).
          out: uint8[N, height, width, 3], C-contiguous, row 0 on top; made when None.
          threads: how many may draw at once. Frames do not depend on it.

        Returns:
          `out`.

        Raises:
          ValueError: shapes or dtypes do not fit.
        """
        ...

    def render_layers(
        self,
        scenes: Scenes,
        poses: NDArray[np.float64],
        out: Layers | None = None,
        threads: int = 1,
    ) -> Layers:
        """Draws what `render` draws, and the depth and the labels that belong to it. Arguments are `render`'s."""
        ...

    def close(self) -> None:
        """Frees what the renderer holds. May be called twice."""
        ...
