"""From what was typed to values, and from counts to words: numbers, lists of numbers, choices, shares, plurals."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

import typer

Choice = TypeVar("Choice", bound=StrEnum)

LAST_SEED = 2**32 - 1


def whole(least: int, most: int | None = None) -> Callable[[Any], int]:
    """Reads whole numbers.

    Args:
      least: that is taken.
      most: likewise; None: any.
    """

    def read(given: Any) -> int:
        number = int(given) if re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", str(given)) else None
        if number is None or number < least or (most is not None and number > most):
            raise typer.BadParameter(f"give a whole number {_between(least, most)}, not {shown(given)}")
        return number

    return read


def count(least: int, most: int) -> Callable[[Any], int]:
    """Reads whole numbers that may be large: `5000000`, `5e6`."""

    def read(given: Any) -> int:
        try:
            value = float(given)
        except ValueError:
            value = math.nan
        if not (least <= value <= most and value.is_integer()):
            raise typer.BadParameter(f"give a whole number {_between(least, most)}, such as 5e6, not {shown(given)}")
        return int(value)

    return read


def number(least: float, most: float) -> Callable[[Any], float]:
    """Reads numbers from `least` to `most`."""

    def read(given: Any) -> float:
        try:
            value = float(given)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise typer.BadParameter(f"give a number {_between(least, most)}, not {shown(given)}")
        return value

    return read


def one_of(choices: type[Choice]) -> Callable[[Any], Choice]:
    """Reads the value of one of an enumeration."""

    def read(given: Any) -> Choice:
        try:
            return choices(given)
        except ValueError:
            known = [choice.value for choice in choices]
            raise typer.BadParameter(f"give {either(known)}, not {shown(given)}") from None

    return read


seed = whole(0, LAST_SEED)
"""Reads a seed."""


def joined(texts: list[str] | None) -> str | None:
    """One list of what an option was given, which may stand there several times; None where it does not."""
    return ",".join(texts) if texts else None


def numbers(text: str, option: str, example: str, most: int, limit: int | None = None) -> list[int]:
    """Reads a list of numbers with ranges, such as `0,3,10-14`.

    Args:
      text: as typed.
      option: that it was typed for.
      example: of a list.
      most: the largest number that is taken.
      limit: how many numbers are taken; None: any.
    """
    found: list[int] = []
    for part in text.split(","):
        bounds = re.fullmatch(r"\s*([0-9]{1,18})\s*(?:-\s*([0-9]{1,18})\s*)?", part)
        if bounds is None:
            raise typer.BadParameter(f"{shown(text)} is no list of numbers; write {example}", param_hint=option)
        first, last = int(bounds[1]), int(bounds[2] or bounds[1])
        if last < first or last > most:
            raise typer.BadParameter(f"{shown(part.strip())} is no range of numbers up to {most}", param_hint=option)
        if limit is not None and len(found) + last - first >= limit:
            raise typer.BadParameter(f"{limit} are the most", param_hint=option)
        found.extend(range(first, last + 1))
    return found


def splits(text: str, option: str) -> dict[str, int]:
    """Reads how many of each split, such as `train=900,eval=100`."""
    found: dict[str, int] = {}
    for part in text.split(","):
        pair = re.fullmatch(r"\s*([^=\s]+)\s*=\s*([0-9]{1,8})\s*", part)
        if pair is None or pair[1] in found:
            raise typer.BadParameter(f"{shown(text)} is no list of splits; write train=900,eval=100", param_hint=option)
        found[pair[1]] = int(pair[2])
    return found


def share(text: str, option: str) -> tuple[int, int]:
    """Reads which of how many shares, such as `3/16`: (3, 16)."""
    pair = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if pair is None or int(pair[1]) >= int(pair[2]):
        raise typer.BadParameter(f"{shown(text)} is no share; write 0/4, 1/4, 2/4 and 3/4", param_hint=option)
    return int(pair[1]), int(pair[2])


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """How many, as people read it: `1 seed`, `3 seeds`."""
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def either(words: list[str]) -> str:
    """`text, json or github`."""
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def shown(given: Any) -> str:
    """What was typed, for a message."""
    text = repr(str(given))
    return text if len(text) <= 60 else f"{text[:57]}...{text[-1]}"


def _between(least: float, most: float | None) -> str:
    return f"of at least {least}" if most is None else f"from {least} to {most}"
