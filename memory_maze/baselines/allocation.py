"""Large blocks of memory, used again without going back to the system between two uses."""

from __future__ import annotations

import ctypes

MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1
"""Numbers of parameters of glibc's malloc, as mallopt(3) has them."""

LARGE = 2**30
"""Bytes that no block of a training comes to."""

LARGE_BEFORE_2_35 = 2**25
"""The most that older versions of glibc take: larger blocks still go back."""

MOST = 2**31 - 1
"""The largest number that can be told."""


def keep_large_blocks() -> bool:
    """Tells this process's malloc to keep what it was given; returns whether it can be told so, as glibc's can.

    Tensors of a gradient step are some megabytes each. A block so large is given back as soon as it is free, and comes
    anew, full of zeros, at the next step: a tenth of a training's processor time on a CPU. This holds for the whole
    process, and overrules the environment variables of malloc: a command's business, not a library's.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    is_set = mallopt(MMAP_THRESHOLD, LARGE) or mallopt(MMAP_THRESHOLD, LARGE_BEFORE_2_35)
    return bool(is_set and mallopt(TRIM_THRESHOLD, MOST))
