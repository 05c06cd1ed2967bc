"""Where everything is in a window of any size."""

from __future__ import annotations

from typing import NamedTuple

PANEL = 104
"""Pixels that the lines below the picture take in a window of the usual size."""

USUAL = 512
"""Pixels a side of the picture there."""

MAP_SHARE, LARGEST_MAP_SHARE = 0.36, 0.6
"""The side of a map as a share of the picture's: over it or beside it, and where there is much room beside it."""

SMALLEST_SCALE, LARGEST_SCALE = 0.5, 4.0


class Place(NamedTuple):
    """A square."""

    left: int
    top: int
    side: int


class Layout(NamedTuple):
    """Places in pixels from the top left corner."""

    size: tuple[int, int]
    """The size of the window: width and height."""
    picture: Place
    map: Place | None
    """The place for a map; None where no map is shown."""
    panel: int
    """How far down the lines below begin."""
    scale: float
    """How large letters are, beside a window of the usual size."""

    @property
    def covers(self) -> bool:
        """Whether the map lies over the picture."""
        return self.map is not None and self.map.left < self.picture.left + self.picture.side


def arranged(size: tuple[int, int], has_map: bool, keeps_clear: bool) -> Layout:
    """Arranges a window: the picture as large as can be, the map beside it where there is room, else in its corner.

    Args:
      size: width and height, pixels.
      has_map: whether a map is shown.
      keeps_clear: whether the map may not lie over the picture, which then makes room for it.
    """
    width, height = size
    scale = min(max(min(width / USUAL, height / (USUAL + PANEL)), SMALLEST_SCALE), LARGEST_SCALE)
    room = max(1, height - round(scale * PANEL))
    side = min(width, room)
    beside = has_map and (keeps_clear or width - side >= round(MAP_SHARE * side))
    if beside:
        side = max(1, min(room, int(width / (1 + MAP_SHARE))))
    across = round(MAP_SHARE * side)
    if beside:
        across = max(1, min(width - side, round(LARGEST_MAP_SHARE * side)))
    left = (width - side - (across if beside else 0)) // 2
    picture = Place(left, (room - side) // 2, side)
    margin = max(4, side // 48)
    over = Place(left + margin, picture.top + margin, across)
    chart = Place(left + side + margin, picture.top + margin, max(1, across - 2 * margin)) if beside else over
    return Layout(size, picture, chart if has_map else None, height - round(scale * PANEL), scale)
