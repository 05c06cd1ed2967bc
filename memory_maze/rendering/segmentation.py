"""What the numbers of a segmentation mean: which surface a pixel shows, and of the objects which one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SKY, FLOOR, WALL, WALL_TOP, WALKER = range(5)
"""Labels: nothing but sky; the floor; the side of a wall; its top; the walker itself, which only a top view shows."""

FIRST_OBJECT = 10
"""The label of the scenario's first object: object k has the label FIRST_OBJECT + k."""

MOST_OBJECTS = 256 - FIRST_OBJECT
"""Objects that a label, a byte, can tell apart."""

LABELS: Mapping[str, int] = MappingProxyType(
    {"sky": SKY, "floor": FLOOR, "wall": WALL, "wall top": WALL_TOP, "walker": WALKER}
)
"""Labels by name; objects follow from `FIRST_OBJECT` on."""

_NAMES = {label: name for name, label in LABELS.items()}


def label_name(label: int) -> str:
    """`floor`, or `object 2`.

    Raises:
      ValueError: no label has this number.
    """
    if FIRST_OBJECT <= label < FIRST_OBJECT + MOST_OBJECTS:
        return f"object {label - FIRST_OBJECT}"
    if label not in _NAMES:
        raise ValueError(f"{label} is no label; labels are {_NAMES}, and objects from {FIRST_OBJECT} on")
    return _NAMES[label]
