"""The page: the memory through which the loops that colour a block of jobs hand on what they find.

One flat array of 32-bit words, cut into rows of BLOCK words, a word a job.
"""

from __future__ import annotations

LARGEST_LEVEL = 10
LOG_SIZE = 10
"""Mip levels go from 0, with 1 << LOG_SIZE texels a side, to LARGEST_LEVEL, with one."""

IMAGE_TEXELS = ((1 << LOG_SIZE) + 1) * ((2 << LOG_SIZE) + 1)
"""Texels that an image has room for; see texture_store.py."""

ONE_BITS = 0x3F800000
"""The bits of 1.0 in float32."""

VECTOR = 16
"""Loops run over a multiple of so many jobs, for loops of vectors to have no rest; what lies there is harmless."""

BLOCK = 144
"""How many jobs a block has. The rows of all loops fit the processor's nearest cache, and do not lie a power of 2
apart."""

QUAD, ROW = 0 * BLOCK, 1 * BLOCK
"""Rows of the page: column and row of the job's lower left pixel, float32."""
SCALE = 2 * BLOCK
"""Two rows of the page: 256 times the texels a side of the finer and of the coarser mip level, float32."""
SHARE = 4 * BLOCK
"""Row of the page: the coarser level's share, 0 to 255, in both halves of the word; likewise the weights."""
PLACE, WEIGHT_X, WEIGHT_Y = 5 * BLOCK, 7 * BLOCK, 9 * BLOCK
"""Two rows of the page each, by level: where the first of four texels lies, and the weights of those beside it and
below it."""
TEXEL = 11 * BLOCK
"""Eight rows of the page: the texel, the one beside it, and those below the two, level by level."""
PLANE = 19 * BLOCK
"""Rows of the page: the first fields of the job's surface, float32; see planes.py."""
PAGE_WORDS = 33 * BLOCK
