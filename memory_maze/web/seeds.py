"""Seeds and other numbers from 0 on, as browsers send them."""

from __future__ import annotations

from typing import Any

from memory_maze.game.seeds import LAST_SEED
from memory_maze.web.errors import WebError


def is_seed(value: Any) -> bool:
    """Whether a value is a seed of an environment."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LAST_SEED


def seed_of(value: Any) -> int:
    """The seed that a number, or a text of digits, stands for.

    Raises:
      WebError: it is none.
    """
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 10:
        value = int(value)
    if not is_seed(value):
        raise WebError(f"a seed is a whole number from 0 to {LAST_SEED}")
    return int(value)
