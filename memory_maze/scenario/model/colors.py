"""What a colour is, as documents name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memory_maze.scenario.model.fields import HEX_COLOR, PALETTE

_SHORT_HEX = re.compile(r"#[0-9a-fA-F]{3}")

_ELSEWHERE = {
    "black": "#000000",
    "brown": "#a52a2a",
    "cyan": "#00ffff",
    "gray": "#808080",
    "grey": "#808080",
    "lime": "#00ff00",
    "magenta": "#ff00ff",
    "orange": "#ffa500",
    "pink": "#ffc0cb",
    "teal": "#008080",
    "turquoise": "#40e0d0",
    "violet": "#ee82ee",
    "white": "#ffffff",
}
"""Names of CSS that the palette does not have, for the hint."""


def is_hex(color: str) -> bool:
    """Whether a text is `#rrggbb`."""
    return re.fullmatch(HEX_COLOR, color) is not None


def rgb_of_hex(color: str) -> tuple[int, int, int]:
    """The bytes of `#rrggbb`."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def color_problem(color: str) -> str | None:
    """What is wrong with the name of a colour, and what to do; None for a proper one."""
    if color in PALETTE or is_hex(color):
        return None
    hint = f"{', '.join(PALETTE)} or '#rrggbb'"
    if _SHORT_HEX.fullmatch(color):
        hint = f"'#{''.join(2 * digit for digit in color[1:])}'"
    elif is_hex(f"#{color}"):
        hint = f"'#{color}'"
    elif color.lower() in PALETTE:
        hint = color.lower()
    elif color.lower() in _ELSEWHERE:
        hint = f"{', '.join(PALETTE)} or '#rrggbb', such as '{_ELSEWHERE[color.lower()]}'"
    return f"{color!r} is no colour; use {hint}"


def same_colors(colors: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions that hold one colour: the first that has it, and each later one. Hexadecimal ignores case."""
    first: dict[str, int] = {}
    for number, color in enumerate(colors):
        name = color.lower() if color.startswith("#") else color
        if first.setdefault(name, number) != number:
            yield first[name], number
