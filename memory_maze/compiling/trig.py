"""Sine and cosine from plain arithmetic, so that every machine and every NumPy gives the same frame."""

from __future__ import annotations

import math

import numpy as np

from memory_maze.compiling import kernel

HALF_PI_HIGH = 1.5707963267341256
"""The first 33 bits of pi / 2, so that a multiple of it is exact; the rest follows."""

HALF_PI_LOW = math.pi / 2 - HALF_PI_HIGH


@kernel
def sine_cosine(angle: float) -> tuple[float, float]:
    """Sine and cosine of an angle in radians, to about 2e-16, by Taylor series on [-pi/4, pi/4]."""
    turns = np.rint(angle * (2 / math.pi))
    x = (angle - turns * HALF_PI_HIGH) - turns * HALF_PI_LOW
    x2 = x * x
    sine, cosine = 0.0, 0.0
    for k in range(8, 0, -1):
        sine = (1.0 - sine) * x2 / (2 * k * (2 * k + 1))
        cosine = (1.0 - cosine) * x2 / (2 * k * (2 * k - 1))
    sine, cosine = x * (1.0 - sine), 1.0 - cosine
    quadrant = int(turns - 4 * np.floor(turns / 4))
    if quadrant == 0:
        return sine, cosine
    if quadrant == 1:
        return cosine, -sine
    if quadrant == 2:
        return -sine, -cosine
    return -cosine, sine
