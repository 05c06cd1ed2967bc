"""Sine and cosine are those of the recordings, whatever C library is there."""

import hashlib
import math
import platform

import numba
import numpy as np
import pytest

from memory_maze.physics.exact import trig
from memory_maze.physics.exact.group import Neighbours, open_group
from memory_maze.physics.exact.tracing import traced

RANGES = ((0, 1e-7), (0, 0.13), (0.12, 0.86), (0.85, 2.43), (2.42, 10.0), (10.0, 2e4), (2e4, 1e8))


def _fill(group, side):
    columns = Neighbours(group, side, 0)
    cosine, sine = trig.cosine_and_sine(columns.read(0))
    columns.write(1, cosine)
    columns.write(2, sine)


def compute(angles, lanes):
    """Cosines and sines of angles [n, lanes]."""
    fill = traced(_fill)

    @numba.njit
    def run(numbers):
        for block in numbers:
            fill(open_group(block, lanes), lanes)

    numbers = np.zeros((len(angles), 3, lanes))
    numbers[:, 0] = angles
    run(numbers)
    return numbers[:, 1], numbers[:, 2]


def angles():
    rng = np.random.RandomState(4)
    found = [rng.uniform(low, high, 8000) * rng.choice([-1, 1], 8000) for low, high in RANGES]
    found[0][:4] = 0.0, -0.0, 5e-324, -1e-300
    return np.concatenate(found)


@pytest.mark.parametrize("lanes", [1, 4, 8, 16])
def test_sine_and_cosine_are_those_of_the_recordings(lanes):
    found = compute(angles().reshape(-1, lanes), lanes)
    digest = hashlib.sha256(found[0].tobytes() + found[1].tobytes()).hexdigest()
    assert digest == "0a90c6712101e6a6de07ce3e55f50ae0287658d7f5a3d4b84abdc060c2d409e8"


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc" or platform.machine() != "x86_64", reason="the recordings' C library is glibc"
)
def test_they_are_glibcs():
    x = angles()
    cosines, sines = compute(x[:, None], 1)
    expected = np.array([(math.cos(angle), math.sin(angle)) for angle in x])
    assert np.stack([cosines[:, 0], sines[:, 0]], axis=1).tobytes() == expected.tobytes()


def test_numbers_that_are_none_stay_so():
    cosines, sines = compute(np.array([[np.nan, np.inf, -np.inf, 1e300]]), 4)
    assert np.isnan(cosines[0, :3]).all()
    assert np.isnan(sines[0, :3]).all()
