"""Large blocks of memory, used again without going back to the system between two uses."""

from __future__ import annotations

import ctypes

MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1
"""Numbers of parameters of glibc's malloc, as mallopt(3) has them."""

LARGE, LESS_LARGE = 2**30, 2**25
"""Bytes: what no block of a training comes to, and the most that older versions of glibc take."""

MOST = 2**31 - 1


def keep_large_blocks() -> bool:
    """Tells this process's malloc to keep what it was given; returns whether it can be told so, as glibc's can.

    Tensors of a gradient step are some megabytes each. A block so large is given back as soon as it is free, and comes
    anew, full of zeros, at the next step: a tenth of a training's processor time on a CPU.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    is_set = mallopt(MMAP_THRESHOLD, LARGE) or mallopt(MMAP_THRESHOLD, LESS_LARGE)
    return bool(is_set and mallopt(TRIM_THRESHOLD, MOST))
