"""Blocks that are kept."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource
import numpy
from memory_maze.baselines.allocation import keep_large_blocks

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        numpy.empty(2**26, numpy.uint8)[::4096] = 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

given_back = faults()
assert keep_large_blocks()
kept = faults()
print(given_back, kept)
"""


IS_KEPT = platform.libc_ver()[0] == "glibc" and tuple(map(int, platform.libc_ver()[1].split("."))) >= (2, 35)


@pytest.mark.skipif(not IS_KEPT, reason="another malloc, or one that keeps smaller blocks alone")
def test_a_block_that_was_used_is_there_when_it_is_used_again() -> None:
    """Pages that the system has to bring: for each use, or for the first one alone."""
    told = subprocess.run([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, check=True, text=True).stdout
    given_back, kept = map(int, told.split())
    assert kept < given_back / 5
