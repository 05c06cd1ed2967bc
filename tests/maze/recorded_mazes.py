"""Digests of labmaze's mazes for systems without the package. As a script it asks the package and writes them:
`python -m tests.maze.recorded_mazes`.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from pathlib import Path

from memory_maze.maze.layout import Layout
from memory_maze.scenario.schema import Maze
from tests.maze.parameters import draw_maze, draw_seed

FILE = Path(__file__).parents[1] / "data" / "labmaze_mazes.json"

STREAMS, MAZES = 150, 5


def digest(layout: Layout) -> str:
    """16 digits that tell two mazes apart: walls, spawns, places and floors."""
    return hashlib.sha256(layout.text.encode() + layout.areas.tobytes()).hexdigest()[:16]


def _record() -> None:
    from tests.maze.labmaze_package import package_layouts

    draw = random.Random(0)
    sections = [Maze(width=size, height=size) for size in (9, 11, 13, 15)]
    sections += [draw_maze(draw, draw.choice([15, 31, 101])) for _ in range(STREAMS - len(sections))]
    lines = []
    for maze in sections:
        seed = draw_seed(draw)
        layouts = itertools.islice(package_layouts(maze, seed), MAZES)
        given = maze.model_dump(include={"width", "height", "rooms"})
        lines.append(json.dumps({"maze": given, "seed": seed, "mazes": [digest(layout) for layout in layouts]}))
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    _record()
