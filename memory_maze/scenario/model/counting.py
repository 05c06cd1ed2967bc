"""Numbers with their nouns."""

from __future__ import annotations


def counted(count: int, noun: str, rest: str = "") -> str:
    """`1 room`, `2 rooms`, or with a rest `2 cells apart from the start`."""
    return f"{count} {noun}{'' if count == 1 else 's'}{rest}"
