"""Makes `published_trajectory.json` from the table of entries in upstream's README, which its package carries.

python -m tests.data.make_published_trajectory

The package is memory-maze 1.0.3, installed from PyPI into an environment of its own.
"""

from __future__ import annotations

import json
import re
import subprocess

from benchmarks.peer import peer_python
from tests.recordings import DATA

FILE = DATA / "published_trajectory.json"

SIZES = ("9x9", "15x15")
"""The published sets, in the order in which the table names shapes that differ."""

UNTOLD = ("terminal", "reset")
"""Flags, without a shape, that the authors' program pydreamer writes after `reward` and that the table leaves out."""

ROW = re.compile(r"^\| `(\w+)` *\| (\(.*?\)) *\| (\w+) *\|", re.MULTILINE)
"""A row of the table: name, shape or shapes, and type, such as `targets_pos`, "(3, 2) or (6, 2)" and "float"."""

DESCRIPTION = "from importlib.metadata import metadata; print(metadata('memory-maze').get_payload())"
"""A program that prints the README of the package."""

Entry = tuple[list[int], str | None]
"""Shape without the axis of time, and type; None where the table names a kind of number that has no width."""


def main() -> None:
    done = subprocess.run([peer_python("upstream"), "-c", DESCRIPTION], check=True, capture_output=True, text=True)
    FILE.write_text(written({size: entries(done.stdout, number) for number, size in enumerate(SIZES)}))


def entries(readme: str, set_number: int) -> dict[str, Entry]:
    """The entries of a trajectory by name.

    Args:
      readme: text with the table.
      set_number: which of `SIZES`.

    Raises:
      ValueError: there is no such table.
    """
    found: dict[str, Entry] = {}
    for name, shapes, kind in ROW.findall(readme):
        found[name] = (_shape(shapes.split(" or "), set_number), kind if re.search(r"\d", kind) else None)
        if name == "reward":
            found |= {flag: ([], None) for flag in UNTOLD}
    if not set(UNTOLD) <= found.keys():
        raise ValueError("the README has no table of a trajectory's entries; is it that of memory-maze 1.0.3?")
    return found


def written(sets: dict[str, dict[str, Entry]]) -> str:
    """JSON with a line an entry."""
    blocks = (
        f' "{size}": {{\n' + ",\n".join(f'  "{name}": {json.dumps(entry)}' for name, entry in found.items()) + "\n }"
        for size, found in sets.items()
    )
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _shape(shapes: list[str], set_number: int) -> list[int]:
    text = shapes[set_number] if len(shapes) > 1 else shapes[0]
    return [int(side) for side in re.findall(r"\d+", text)]


if __name__ == "__main__":
    main()
