"""What a model believes beside what is: the view, the maze, and the maze as it is believed to be, as frames."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze.baselines.probing.protocol import TRUTH, Arrays, Prediction, Predictor
from memory_maze.baselines.probing.scores import compare
from memory_maze.baselines.probing.trajectories import batches
from memory_maze.dataset import Recording
from memory_maze.game.body import Pose
from memory_maze.pictures.drawing.raster import to_image
from memory_maze.pictures.drawing.shapes import Area, Page, Picture, Ring, Shape, Text, moved
from memory_maze.pictures.lettering import INK, RGB
from memory_maze.pictures.marks import arrow_marks, object_marks

SIDE = 256
"""Pixels along each picture."""

GAP, TITLE, LETTERS = 12, 28, 15
"""Pixels between pictures, above them for a title, and of letters."""

FREE, WALL = (243, 241, 234), (70, 74, 84)

COLORS: tuple[RGB, ...] = ((201, 66, 58), (58, 111, 201), (62, 150, 84), (214, 158, 46), (138, 84, 178), (60, 160, 170))
"""One an object; a dataset does not hold the objects' own."""

Cells = tuple[int, ...]
"""Height and width of a maze."""

POSED = ("image", "agent_pos", "agent_dir")


def frames(recording: Recording, predictor: Predictor, steps: int | None = None) -> Iterator[NDArray[np.uint8]]:
    """Draws a trajectory, a frame a moment.

    Args:
      recording: is gone through from its beginning.
      predictor: whose belief is drawn.
      steps: control steps that are drawn at most.

    Returns:
      uint8 [H, W, 3] each.

    Raises:
      ProbingError: the trajectory does not fit.
      DatasetError: it is damaged.
    """
    keys = tuple(dict.fromkeys((*POSED, *TRUTH, *predictor.keys)))
    (trajectory,) = batches([recording], keys, 1)
    believed = _whole(predictor({key: trajectory[key] for key in predictor.keys}), trajectory)
    errors = compare(believed, trajectory)
    moments = len(trajectory["image"]) if steps is None else min(steps + 1, len(trajectory["image"]))
    for moment in range(moments):
        cells, squares = errors.walls[0, moment], errors.objects[0, moment]
        told = f"told right: {cells:.0f} % of the cells; objects are {math.sqrt(squares):.1f} cells off"
        yield np.asarray(to_image(_page(trajectory, believed, moment, told)))


def _whole(prediction: Prediction, trajectory: Arrays) -> Prediction:
    """The prediction at each moment, also where it is always the same."""
    return Prediction(
        np.broadcast_to(prediction.walls, trajectory["maze_layout"].shape),
        np.broadcast_to(prediction.objects, trajectory["targets_vec"].shape),
    )


def _page(trajectory: Arrays, believed: Prediction, moment: int, told: str) -> Page:
    view = Image.fromarray(trajectory["image"][moment, 0]).resize((SIDE, SIDE), Image.Resampling.NEAREST)
    layout = (trajectory["maze_layout"][moment, 0] > 0).astype(float)
    place, ahead = trajectory["agent_pos"][moment, 0], trajectory["agent_dir"][moment, 0]
    cell = SIDE / max(layout.shape)
    agent = tuple(_agent(place, ahead, cell, layout.shape))
    true = _places(place, ahead, trajectory["targets_vec"][moment, 0])
    panels: list[tuple[str, tuple[Shape, ...]]] = [
        (f"step {moment}", (Picture((0, 0, SIDE, SIDE), view),)),
        ("the maze", (*_ground(layout, cell), *_discs(true, cell, layout.shape), *agent)),
        (
            "as it is believed to be",
            (
                *_ground(believed.walls[moment, 0], cell),
                *_rings(_places(place, ahead, believed.objects[moment, 0]), cell, layout.shape),
                *agent,
            ),
        ),
    ]
    shapes: list[Shape] = []
    for number, (title, drawn) in enumerate(panels):
        left = GAP + number * (SIDE + GAP)
        shapes += [Text(left, TITLE - 9, title, LETTERS), *moved(drawn, left, TITLE)]
    bottom = TITLE + SIDE
    shapes.append(Text(GAP, bottom + 20, told, LETTERS))
    return Page(GAP + 3 * (SIDE + GAP), bottom + 32, tuple(shapes))


def _ground(free: NDArray[np.float64], cell: float) -> Iterator[Area]:
    """Cells, the darker the more probably a wall; row 0 at the bottom."""
    height = free.shape[0]
    for (row, column), share in np.ndenumerate(free):
        box = (column * cell, (height - 1 - row) * cell, cell, cell)
        red, green, blue = (round(wall + float(share) * (floor - wall)) for floor, wall in zip(FREE, WALL, strict=True))
        yield Area((box,), (red, green, blue))


def _places(
    place: NDArray[np.float64], ahead: NDArray[np.float64], vectors: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Cells from the lower left corner, [n, 2], of objects told by cells to the agent's right, and ahead."""
    right = np.array([ahead[1], -ahead[0]])
    return place + vectors[:, :1] * right + vectors[:, 1:] * ahead


def _discs(places: NDArray[np.float64], cell: float, shape: Cells) -> Iterator[Shape]:
    for number, (x, y) in enumerate(places.tolist()):
        color = COLORS[number % len(COLORS)]
        yield from object_marks(x * cell, (shape[0] - y) * cell, 0.26 * cell, color, is_prompted=False)


def _rings(places: NDArray[np.float64], cell: float, shape: Cells) -> Iterator[Shape]:
    # Who believes that an object is outside of the maze has it at the edge.
    for number, (x, y) in enumerate(np.clip(places, 0, shape[::-1]).tolist()):
        for color, width in ((INK, 0.2), (COLORS[number % len(COLORS)], 0.13)):
            yield Ring(x * cell, (shape[0] - y) * cell, 0.26 * cell, color, width * cell)


def _agent(place: NDArray[np.float64], ahead: NDArray[np.float64], cell: float, shape: Cells) -> Iterator[Shape]:
    x, y = place.tolist()
    pose = Pose(0.0, 0.0, 0.0, -math.atan2(ahead[1], ahead[0]))
    yield from arrow_marks(x * cell, (shape[0] - y) * cell, 0.32 * cell, pose)
