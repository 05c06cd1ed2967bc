"""MuJoCo's sphere is a polyhedron: where its corners are in a frame, and how the light changes over its triangles.

28 slices around the z axis and 16 stacks. Each four-cornered facet is cut from its lower right to its upper left
corner. OpenGL moves a corner to the nearest 256th of a pixel before it decides which samples a triangle covers, but
interpolates from where the corner was.
"""

from __future__ import annotations

import math

import numpy as np

from memory_maze.compiling import Array, interpreted, kernel
from memory_maze.compiling.trig import sine_cosine
from memory_maze.rendering.software.records.frame_types import (
    AHEAD,
    AWAY_X,
    AWAY_Y,
    AWAY_Z,
    BRIGHT,
    COS,
    DISTANCE,
    FIRST_ROW,
    PIXEL_X,
    PIXEL_Y,
    RADIUS,
    RIGHT,
    SIN,
    SPEED,
    SPEED_X,
    SPEED_Y,
    U_X,
    U_Y,
    UP,
    Camera,
    U,
)
from memory_maze.rendering.software.records.planes import AMBIENT, DIFFUSE

SLICES, STACKS = 28, 16
"""How many slices and stacks a sphere has: MuJoCo's defaults for built-in solids."""

AROUND = SLICES + 1
"""How many corners a stack has: the first again behind the last, so that none needs looking for its neighbour."""

CORNERS = AROUND * (STACKS + 1)

FINE = 256
"""Places in a pixel, along one axis, at which a corner can be."""

_SLICE = np.array([interpreted(sine_cosine)(2 * math.pi * (i % SLICES) / SLICES) for i in range(AROUND)])
_STACK = np.array([interpreted(sine_cosine)(math.pi * (j / STACKS - 0.5)) for j in range(STACKS + 1)])
SLICE_COS, SLICE_SIN = _SLICE[:, 1].copy(), _SLICE[:, 0].copy()
"""float64 [29]: cosine and sine of each corner's azimuth."""
STACK_COS, STACK_SIN = _STACK[:, 1].copy(), _STACK[:, 0].copy()
"""float64 [17]: cosine and sine of each stack's elevation."""


@kernel
def place(reals: Array, camera: Camera, corner: int, right: float, up: float) -> None:
    """Writes where a corner is in the frame, from its tangents to the right and upwards."""
    x = np.rint((right / camera.tangent_x + 1) * (0.5 * FINE * camera.width))
    y = np.rint((up / camera.tangent_y + 1) * (0.5 * FINE * camera.height))
    reals[PIXEL_X, corner], reals[PIXEL_Y, corner] = x, y
    reals[FIRST_ROW, corner] = np.ceil(y * (4 / FINE) - 0.5)


@kernel
def place_corners(reals: Array, sphere: Array, camera: Camera, first: int) -> None:
    """Writes the corners of a sphere from stack `first` on: as the camera sees them, in cells, and in the frame."""
    radius, cos, sin = sphere[RADIUS], sphere[COS], sphere[SIN]
    x, y, z = sphere[AWAY_X], sphere[AWAY_Y], sphere[AWAY_Z]
    middle_right = x * camera.right_x + y * camera.right_y
    middle_up = x * camera.up_x + y * camera.up_y + z * camera.up_z
    middle_ahead = x * camera.forward_x + y * camera.forward_y + z * camera.forward_z
    rights, ups, aheads = reals[RIGHT], reals[UP], reals[AHEAD]
    brights = reals[BRIGHT]
    for stack in range(first, STACKS + 1):
        wide, tall = STACK_COS[stack], STACK_SIN[stack]
        for i in range(AROUND):
            corner = stack * AROUND + i
            dx = wide * (SLICE_COS[i] * cos - SLICE_SIN[i] * sin)
            dy = wide * (SLICE_SIN[i] * cos + SLICE_COS[i] * sin)
            right = middle_right + radius * (dx * camera.right_x + dy * camera.right_y)
            up = middle_up + radius * (dx * camera.up_x + dy * camera.up_y + tall * camera.up_z)
            facing = -(dx * camera.forward_x + dy * camera.forward_y + tall * camera.forward_z)
            ahead = middle_ahead - radius * facing
            rights[corner], ups[corner], aheads[corner] = right, up, ahead
            brights[corner] = min(1.0, AMBIENT + DIFFUSE * max(0.0, facing))
            place(reals, camera, corner, right / ahead, up / ahead)


@kernel
def set_facet(plane: Array, reals: Array, camera: Camera, corners: tuple[int, int, int]) -> None:
    """Writes the fields of a triangle, as `set_plane` does; the light takes the place of the image coordinate u.

    A ray's share of a corner is the volume that it spans with the other two. Ray and light over all shares are linear
    functions of the pixel, so pixels beyond the triangle's edges get the light that its plane would have there.
    """
    rights, ups, aheads, brights = reals[RIGHT], reals[UP], reals[AHEAD], reals[BRIGHT]
    step_x, step_y = 2 * camera.tangent_x / camera.width, 2 * camera.tangent_y / camera.height
    first_x, first_y = 0.5 * step_x - camera.tangent_x, 0.5 * step_y - camera.tangent_y
    speed, speed_x, speed_y = 0.0, 0.0, 0.0
    light, light_x, light_y = 0.0, 0.0, 0.0
    a, b, c = corners
    for _ in range(3):
        over_x = ups[b] * aheads[c] - aheads[b] * ups[c]
        over_y = aheads[b] * rights[c] - rights[b] * aheads[c]
        over = rights[b] * ups[c] - ups[b] * rights[c] + first_x * over_x + first_y * over_y
        speed, speed_x, speed_y = speed + over, speed_x + over_x, speed_y + over_y
        bright = brights[a]
        light, light_x, light_y = light + bright * over, light_x + bright * over_x, light_y + bright * over_y
        a, b, c = b, c, a
    over_x = ups[b] * aheads[c] - aheads[b] * ups[c]
    over_y = aheads[b] * rights[c] - rights[b] * aheads[c]
    distance = rights[a] * over_x + ups[a] * over_y + aheads[a] * (rights[b] * ups[c] - ups[b] * rights[c])
    plane[SPEED], plane[SPEED_X], plane[SPEED_Y] = speed, speed_x * step_x, speed_y * step_y
    plane[U], plane[U_X], plane[U_Y] = light, light_x * step_x, light_y * step_y
    plane[DISTANCE] = distance
