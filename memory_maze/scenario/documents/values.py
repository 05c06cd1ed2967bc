"""How messages show what was given."""

from __future__ import annotations

from typing import Any

LONGEST = 60
"""Characters of a value that messages show."""

_MOST_BITS = 200
"""Bits of a whole number that is written out, at most. Python itself refuses to write out thousands of digits."""

_DIGITS_PER_BIT = 0.30103
"""The decimal logarithm of 2."""


def shown(value: Any) -> str:
    """A value as it would be written in YAML, shortened; for what YAML cannot hold, as Python shows it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list, tuple)):
        return "a mapping" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return f"a number of about {value.bit_length() * _DIGITS_PER_BIT:.0f} digits"
    text = _represented(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}...{text[-1]}"


def _represented(value: Any) -> str:
    if isinstance(value, str):
        return repr(value)
    try:
        return " ".join(repr(value).split())
    except Exception:
        # Whatever a program passed has its own ways to fail.
        return f"a {type(value).__name__}"
