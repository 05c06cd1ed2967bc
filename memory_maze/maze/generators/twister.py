"""The random numbers of labmaze's mazes: a Mersenne Twister of 64 bits, and what labmaze draws with it.

The engine is that of Nishimura (2000) and of C++'s `std::mt19937_64`; whole numbers and shuffles are drawn as
GNU's C++ library draws them, with which labmaze is compiled on Linux.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import Array, entry_point, kernel

WORDS = 312
"""Words of 64 bits in the engine's state."""

_SHIFT = WORDS // 2
_NEXT = 2 * WORDS
"""Where the array of a twister holds how many of its numbers are used up."""

_MATRIX = np.uint64(0xB5026F5AA96619E9)
_UPPER = np.uint64(0xFFFFFFFF80000000)
_LOWER = np.uint64(0x7FFFFFFF)
_FACTOR = np.uint64(6364136223846793005)
_MASK_A, _MASK_B, _MASK_C = np.uint64(0x5555555555555555), np.uint64(0x71D67FFFEDA60000), np.uint64(0xFFF7EEE000000000)
_1, _17, _29, _32, _37, _43, _62 = (np.uint64(bits) for bits in (1, 17, 29, 32, 37, 43, 62))
_LOW_HALF = np.uint64(0xFFFFFFFF)


def new_twister(seed: int) -> NDArray[np.uint64]:
    """A stream of random numbers at its beginning.

    Args:
      seed: in [0, 2**64).

    Returns:
      uint64 [625]: the engine's 312 words, the 312 numbers made of them, and how many of these are used up.
    """
    twister = np.empty(2 * WORDS + 1, np.uint64)
    start_twister(twister, np.uint64(seed))
    return twister


@entry_point
def start_twister(twister: Array, seed: np.uint64) -> None:
    """Puts a twister to the beginning of a seed's stream."""
    twister[0] = seed
    for i in range(1, WORDS):
        before = twister[i - 1]
        twister[i] = _FACTOR * (before ^ (before >> _62)) + np.uint64(i)
    twister[_NEXT] = WORDS


@kernel
def _twist(upper: np.uint64, lower: np.uint64, far: np.uint64) -> np.uint64:
    mixed = (upper & _UPPER) | (lower & _LOWER)
    return far ^ (mixed >> _1) ^ ((mixed & _1) * _MATRIX)


@kernel
def _refill(twister: Array) -> None:
    """Makes the next 312 numbers."""
    for i in range(_SHIFT):
        twister[i] = _twist(twister[i], twister[i + 1], twister[i + _SHIFT])
    for i in range(_SHIFT, WORDS - 1):
        twister[i] = _twist(twister[i], twister[i + 1], twister[i - _SHIFT])
    twister[WORDS - 1] = _twist(twister[WORDS - 1], twister[0], twister[_SHIFT - 1])
    for i in range(WORDS):
        x = twister[i]
        x ^= (x >> _29) & _MASK_A
        x ^= (x << _17) & _MASK_B
        x ^= (x << _37) & _MASK_C
        twister[WORDS + i] = x ^ (x >> _43)


@kernel
def draw(twister: Array) -> np.uint64:
    """The next number of the stream."""
    used = int(np.int64(twister[_NEXT]))
    if used == WORDS:
        _refill(twister)
        used = 0
    twister[_NEXT] = used + 1
    return twister[WORDS + used]


@kernel
def pick(twister: Array, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`, which are fewer than 2**32 apart. One draw, even if they are equal.

    The C++ library draws again in one of 2**64 / (highest - lowest + 1) cases, which this leaves out.
    """
    x = draw(twister)
    count = np.uint64(highest - lowest + 1)
    high_half = (x >> _32) * count
    low_half = (x & _LOW_HALF) * count
    return lowest + int(np.int64((high_half + (low_half >> _32)) >> _32))


@kernel
def between(twister: Array, lowest: int, highest: int) -> int:
    """A whole number from `lowest` to `highest`; `lowest`, without a draw, where that leaves no choice."""
    return lowest if lowest >= highest else pick(twister, lowest, highest)


@kernel
def _swap(values: Array, a: int, b: int) -> None:
    values[a], values[b] = values[b], values[a]


@kernel
def shuffle(twister: Array, values: Array, count: int) -> None:
    """Shuffles the first `count` values, as `std::shuffle` does: one draw gives two places."""
    i = 1
    if count > 1 and count % 2 == 0:
        _swap(values, 1, pick(twister, 0, 1))
        i = 2
    while i < count:
        first, second = i + 1, i + 2
        place = pick(twister, 0, first * second - 1)
        _swap(values, i, place // second)
        _swap(values, i + 1, place % second)
        i += 2
