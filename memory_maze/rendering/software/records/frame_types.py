"""The records that the drawing kernels hand to each other."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SKY_SURFACE = 0
"""Surface number of a sample that shows the sky."""

FLOOR_SURFACE = 1
"""Surface number of a sample that shows the floor, before it is known which of the floor's images."""

FIRST_FLOOR = 2
"""Surface number of the first floor image; wall tops follow, then whatever wall sides the frame shows."""

FIRST_SPHERE = 50000
"""Surface number of the first triangle of a sphere that the frame shows."""

LAST_SURFACE = 65535
"""Samples have 16 bits; should a frame show more triangles of spheres than numbers are left, the last is shared."""

SPEED, SPEED_X, SPEED_Y, U, U_X, U_Y, V, V_X, V_Y, U_BEGIN, V_BEGIN, DISTANCE, IMAGE, LIGHT, FACE = range(15)
"""Fields of a surface, the columns of `planes`. SPEED, U and V are those of the lower left pixel, and change by the
fields after them from pixel to pixel along x and y. A pixel's ray meets the surface after DISTANCE / SPEED, and finds
there the image coordinates U_BEGIN + U / SPEED and V_BEGIN + V / SPEED. IMAGE counts walls before floors; FACE is the
direction that the surface faces. Of a triangle of a sphere, U / SPEED is the light, IMAGE the number of the sphere."""

COLORED_FIELDS = LIGHT + 1
"""The first fields of a surface, which are all that is needed to colour it."""

PLANE_FIELDS = 16
"""Room for the fields: a line of the processor's cache."""

NEVER = math.inf
"""The ray parameter at which a ray meets what it does not meet."""

SAMPLE_X = (0.375, 0.875, 0.125, 0.625)
SAMPLE_Y = (0.125, 0.375, 0.625, 0.875)
"""Where in a pixel its four samples lie, from its lower left corner (Mesa's 4x pattern)."""


class Camera(NamedTuple):
    """A pinhole camera without roll. Lengths are cells, the origin is the maze's lower left corner on the floor."""

    x: float
    y: float
    z: float
    forward_x: float
    forward_y: float
    forward_z: float
    right_x: float
    right_y: float
    up_x: float
    up_y: float
    up_z: float
    tangent_x: float
    """Tangent of half the horizontal field of view."""
    tangent_y: float
    width: int
    height: int


class Maze(NamedTuple):
    """One maze of a batch."""

    wall: NDArray[np.uint8]
    """uint8 [H, W]: 1 + number of the wall image, 0 where free."""
    floor: NDArray[np.uint8]
    """uint8 [H, W]: number of the floor image."""
    width: int
    height: int
    wall_height: float
    """Height of the walls, in cells."""
    cell: float
    """Metres along a cell's side."""
    side_v: float
    """The image coordinate v of wall sides at the floor."""


class Region(NamedTuple):
    """The part of a frame that is drawn, in pixels, x1 and y1 exclusive, y from the bottom, all even."""

    x0: int
    y0: int
    x1: int
    y1: int


class Scratch(NamedTuple):
    """Memory that a thread reuses from frame to frame. Few arrays: each costs the compiler time in every kernel."""

    samples: NDArray[np.uint16]
    """uint16 [4 * pixel rows, pixel columns]: what each sample shows; row 4 y + k is sample k of pixel row y."""
    planes: NDArray[np.float32]
    """float32 [surfaces, 16]: see the fields of a surface, from `SPEED` on."""
    spheres: NDArray[np.float64]
    """float64 [spheres, 9]: see the column numbers from `AWAY_X` on."""
    stack: NDArray[np.float64]
    """float64 [depth, 5]: portals that are still to be looked through, or the corners of a polygon."""
    reals: NDArray[np.float64]
    """float64 [13, sample rows or corners]: see the row numbers from `FLAT` on."""
    ints: NDArray[np.int32]
    """int32 [13, jobs]: see the row numbers from `JOB_QUAD` on."""
    words: NDArray[np.uint32]
    """uint32 [12, jobs]: see the row number `COLOR`."""
    mixed: NDArray[np.int32]
    """int32 [quads, 18]: quads that several surfaces share: column, row, and where the colours of its 16 samples will
    be."""
    page: NDArray[np.float32]
    """float32 [words]: what passes between the loops that colour a block of jobs; see page.py."""
    pixels: NDArray[np.uint32]
    """uint32 [pixel rows, pixel columns]: packed colours, row 0 at the bottom; what is finished goes into the frame."""


FLAT, SCALED, PER_HEIGHT, ORIGIN, BEGIN, END = range(6)
"""Rows of `reals`, a number a row of samples. First-person view: the ray's speed along the heading; the same in
pixels per tangent; its climb over the height that is left to climb or fall; the frame's middle as seen from the
sample's place in its pixel. Any view: left and right border of the polygon that is being filled."""

RIGHT, UP, AHEAD, BRIGHT, PIXEL_X, PIXEL_Y, FIRST_ROW = range(6, 13)
"""More rows of `reals`, a number a corner of the sphere that is being drawn: its place as seen from the camera, in
cells; its light; its place in the frame in 256ths of a pixel, rounded; the first row of samples not below it."""
REAL_ROWS = 13

AWAY_X, AWAY_Y, AWAY_Z, RADIUS, COS, SIN, RED, GREEN, BLUE = range(9)
"""Columns of `spheres`: from the camera to a sphere's centre, and its radius, in cells; its turn about z; its colour as
bytes."""

PLANE_JOBS, SKY_JOBS, SPHERE_JOBS, MIXED_QUADS = range(4)
"""The kinds of job: quads that show a plane, the sky, a triangle of a sphere. Counted with them are the quads that
several surfaces share."""

JOB_QUAD, JOB_ROW, JOB_SURFACE = 0, 3, 6
"""Three rows of `ints` each, by kind of job: column and row of the quad that wants colours,
and the surface that it wants them of."""
FILLING = 9
"""Row of `ints`: the surface that fills a quad, by its column; negative if several do."""
CELL = 10
"""Two rows of `ints`: the codes of the floor cells under the lower and the upper corners of a row of quads."""
COUNTS = 12
"""Row of `ints`: numbers of jobs of each kind and of mixed quads."""
INT_ROWS = 13

COLOR = 0
"""Twelve rows of `words`: packed colours, by kind of job and by pixel."""
WORD_ROWS = 12

FULL = 512
"""Jobs of a kind that are collected, at least, before they are done together."""
