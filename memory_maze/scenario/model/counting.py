"""Numbers with their nouns."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """`1 room`, `2 rooms`; nouns with a plural of their own bring it along."""
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"
