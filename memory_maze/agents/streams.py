"""Random numbers of policies: every maze has a stream of its own, so that what is drawn in one depends on no other."""

from __future__ import annotations

from collections.abc import Sequence

Seeds = int | Sequence[int]
"""One seed a maze; or one for all, from which each maze's is made by its number. Not negative."""


def row_seed(seeds: Seeds, row: int) -> tuple[int, int]:
    """What a maze's stream is made from."""
    return (seeds, row) if isinstance(seeds, int) else (seeds[row], 0)
