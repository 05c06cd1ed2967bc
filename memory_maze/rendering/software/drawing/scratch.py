"""Memory for one drawing thread."""

from __future__ import annotations

import contextlib
import mmap

import numpy as np
from numpy.typing import NDArray

from memory_maze.rendering.software.records.frame_types import (
    FULL,
    INT_ROWS,
    LAST_SURFACE,
    PLANE_FIELDS,
    REAL_ROWS,
    WORD_ROWS,
    Scratch,
)
from memory_maze.rendering.software.records.page import PAGE_WORDS, VECTOR
from memory_maze.rendering.software.visibility.facets import CORNERS

MOST_IN_A_QUAD = 16
"""Surfaces that a quad of 2 x 2 pixels can show: one a sample."""

SPHERE_FIELDS = 9

STAGGER = 80
"""Numbers added to each row, so that rows do not all begin in the same lines of the processor's cache."""


def make_scratch(width: int, height: int, cells: int, spheres: int) -> Scratch:
    """Scratch memory for frames of a size, mazes with at most `cells` columns plus rows, and so many spheres."""
    columns, rows = width + (width & 1), height + (height & 1)
    quads = columns // 2
    jobs = FULL + MOST_IN_A_QUAD * quads + STAGGER + VECTOR
    surfaces = LAST_SURFACE + 1
    return Scratch(
        samples=np.zeros((4 * rows, columns), np.uint16),
        planes=_untouched((surfaces, PLANE_FIELDS)),
        spheres=np.zeros((spheres, SPHERE_FIELDS)),
        stack=np.zeros((4 * cells + 64, 5)),
        reals=np.zeros((REAL_ROWS, max(4 * rows, CORNERS) + STAGGER)),
        ints=np.zeros((INT_ROWS, jobs), np.int32),
        words=np.zeros((WORD_ROWS, jobs), np.uint32),
        mixed=np.zeros((FULL + quads, MOST_IN_A_QUAD + 2), np.int32),
        page=np.zeros(PAGE_WORDS, np.float32),
        pixels=np.zeros((rows, columns), np.uint32),
    )


def _untouched(shape: tuple[int, int]) -> NDArray[np.float32]:
    """Zeros of which only what is written to takes memory: a frame writes a few pages of 4 MB.

    NumPy's own would take it all, because NumPy asks the system for huge pages.
    """
    size = 4 * shape[0] * shape[1]
    # Private, for a forked process not to draw into its parent's memory.
    private = {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS} if hasattr(mmap, "MAP_PRIVATE") else {}
    memory = mmap.mmap(-1, size, **private)
    with contextlib.suppress(OSError, AttributeError):
        # Where the system gives huge pages unasked.
        memory.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(memory, np.float32).reshape(shape)
