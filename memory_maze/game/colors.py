"""The colours that objects have."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from memory_maze.scenario.model.colors import rgb_of_hex
from memory_maze.scenario.model.fields import PALETTE, PALETTE_SCALE
from memory_maze.scenario.schema import Scenario

MOST_DISTINCT = 100
"""As many as there can be objects."""

_LEVELS = 9
"""Steps of red, green and blue among which distinct colours are chosen."""

_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])
"""From linear sRGB to CIE XYZ under D65, and its white (IEC 61966-2-1)."""


def color_table(scenario: Scenario) -> NDArray[np.float64]:
    """float64 [k, 3]: the RGB colours in [0, 1] that the scenario's objects take, in slot order."""
    colors = scenario.objects.colors
    if colors == "distinct":
        return distinct_colors()[: scenario.objects.count].copy()
    named = tuple(PALETTE) if isinstance(colors, str) else colors
    return np.array([_rgb(color) for color in named])


@lru_cache(maxsize=1)
def distinct_colors() -> NDArray[np.float64]:
    """float64 [100, 3]: RGB in [0, 1], each as far as can be from all before it, to the eye (CIELAB)."""
    steps = np.linspace(0.0, 1.0, _LEVELS)
    colors = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    colors = colors[colors.max(axis=1) >= 0.5]
    seen = _lab(colors)
    chosen = [int(np.abs(colors - [0.75, 0.125, 0.125]).sum(axis=1).argmin())]
    nearest = np.full(len(colors), np.inf)
    while len(chosen) < MOST_DISTINCT:
        nearest = np.minimum(nearest, ((seen - seen[chosen[-1]]) ** 2).sum(axis=1))
        # Rounded, so that every machine chooses the same among equals.
        chosen.append(int(nearest.round(6).argmax()))
    table: NDArray[np.float64] = colors[chosen]
    table.flags.writeable = False
    return table


def _lab(colors: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=-1)


def color_name(color: NDArray[np.float64]) -> str:
    """What people call an object's colour: its name in the palette, or `#rrggbb`.

    Args:
      color: float64 [3], RGB in [0, 1].
    """
    for name, parts in PALETTE.items():
        if np.allclose(color, np.array(parts) / PALETTE_SCALE, atol=1e-6):
            return name
    return "#{:02x}{:02x}{:02x}".format(*np.rint(255 * color).astype(np.uint8).tolist())


def _rgb(color: str) -> NDArray[np.float64]:
    if color in PALETTE:
        return np.array(PALETTE[color]) / PALETTE_SCALE
    return np.array(rgb_of_hex(color)) / 255
