"""Maps from above: walls in the tints of their images, the floor, the objects, and where the agent is and was."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze.game.body import Pose
from memory_maze.game.episode import Episode
from memory_maze.game.moments import Moments
from memory_maze.maze.layout import Layout
from memory_maze.observation.scenes import scene_of
from memory_maze.pictures.drawing.raster import paint
from memory_maze.pictures.drawing.shapes import Area, Box, Line, Point, Shape
from memory_maze.pictures.lettering import INK, RGB, color_bytes
from memory_maze.pictures.marks import TRAIL, arrow_marks, number_marks, object_marks
from memory_maze.pictures.pins import Obstacle, place_labels
from memory_maze.rendering.images.textures import load_image
from memory_maze.scenario.schema import Scenario

FLOOR_TINT, WALL_TINT = 0.22, 0.8
"""How much of an image's mean colour a map takes; the rest is white."""

GREY_WALL, GREY_FLOOR = 150, 238

EDGE_SHADE = 0.62
"""How bright a wall's outline is beside the wall."""

OBJECT_WEIGHT, SPOT_WEIGHT, TRAIL_WEIGHT = 10.0, 4.0, 0.5
"""How bad it is that a number covers an object with its ring, a place that is marked, a point of the trail."""

TRAIL_SAMPLES = 200
"""Points of a trail that numbers avoid, at most."""


def draw_map(scenario: Scenario, now: Moments, side: int, trail: Sequence[Pose] = ()) -> Image.Image:
    """Draws one moment from above.

    Args:
      scenario: of the episode.
      now: the moment, of one maze.
      side: pixels of the longer side.
      trail: where the agent has been, oldest first.

    Returns:
      An RGB picture. The prompted object has a ring.
    """
    return Chart(scenario, now.episode(), side).of_moment(now, trail)


def draw_layout(layout: Layout, side: int) -> Image.Image:
    """Draws a maze in which nothing is: an RGB picture, `side` pixels the longer way."""
    rows, columns = layout.shape
    cell = side / max(rows, columns)
    image = Image.new("RGB", (round(columns * cell), round(rows * cell)))
    paint(image, _ground(_grey(layout.walls), layout.walls, cell))
    return image


class Chart:
    """A map in the making: what is drawn later lies above."""

    def __init__(self, scenario: Scenario | None, episode: Episode, side: float) -> None:
        """Draws the walls and the floor.

        Args:
          scenario: of the episode; None where it is not known: walls are grey then.
          episode: whose maze it is.
          side: pixels of the longer side.
        """
        rows, columns = episode.layout.shape
        self._cell = side / max(rows, columns)
        self._per_metre = self._cell / episode.cell_size
        self._radius = max(episode.radius * self._per_metre, 2.5)
        self.width, self.height = round(columns * self._cell), round(rows * self._cell)
        """The map's sides in pixels."""
        walls = episode.layout.walls
        colors = _grey(walls) if scenario is None else _cell_colors(scenario, episode)
        self._ground = _ground(colors, walls, self._cell)
        self._painted: Image.Image | None = None
        self.clear()

    def clear(self) -> None:
        """Leaves only the walls and the floor."""
        self._marks: list[Shape] = []
        self._obstacles: list[Obstacle] = []

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The map so far, from its upper left corner."""
        return (*self._ground, *self._marks)

    def image(self) -> Image.Image:
        """The map so far, RGB."""
        if self._painted is None:
            self._painted = Image.new("RGB", (self.width, self.height))
            paint(self._painted, self._ground)
        picture = self._painted.copy()
        paint(picture, self._marks)
        return picture

    def of_moment(self, now: Moments, trail: Sequence[Pose]) -> Image.Image:
        """RGB: the map with one moment of its episode, and nothing that was drawn before.

        Args:
          now: of one maze.
          trail: where the agent has been, oldest first.
        """
        self.clear()
        self.trail(trail)
        self.objects_of(now)
        self.agent(now.pose())
        return self.image()

    def trail(self, poses: Sequence[Pose]) -> None:
        """Draws a line through poses."""
        points = tuple(self._at(pose.x, pose.y) for pose in poses)
        self._obstacles += [Obstacle(x, y, 0.0, TRAIL_WEIGHT) for x, y in points[:: 1 + len(points) // TRAIL_SAMPLES]]
        if len(points) > 1:
            self._marks.append(Line(points, TRAIL, max(0.09 * self._cell, 1.2)))

    def objects_of(self, now: Moments) -> None:
        """Draws the objects that one maze has at a moment, with a ring around the prompted one."""
        for number in np.flatnonzero(~now.gone[0, : now.objects[0]]).tolist():
            self.object(now.centers[0, number], now.colors[0, number], is_prompted=number == now.target[0])

    def object(self, center: NDArray[np.float64], color: NDArray[np.float64], *, is_prompted: bool) -> None:
        """Draws an object as a disc, with a ring around it if it is the prompted one.

        Args:
          center: float64 [3], metres.
          color: float64 [3], RGB in [0, 1].
          is_prompted: whether it is.
        """
        x, y = self._at(center[0], center[1])
        discs = object_marks(x, y, self._radius, color_bytes(color), is_prompted=is_prompted)
        self._marks += discs
        self._obstacles.append(Obstacle(x, y, discs[0].radius, OBJECT_WEIGHT))

    def agent(self, pose: Pose) -> None:
        """Draws the agent as an arrow head."""
        self._arrow(pose, max(0.36 * self._cell, 4.0))

    def pins(self, poses: Sequence[Pose], radius: float) -> None:
        """Marks poses by small arrow heads and numbers, from 1, that stand beside them and cover nothing.

        Args:
          poses: to be marked.
          radius: of a number's disc, pixels.
        """
        length = max(0.26 * self._cell, 0.55 * radius)
        spots = [self._at(pose.x, pose.y) for pose in poses]
        self._obstacles += [Obstacle(x, y, length, SPOT_WEIGHT) for x, y in spots]
        places = place_labels(spots, radius, (self.width, self.height), self._obstacles)
        for spot, place in zip(spots, places, strict=True):
            self._marks.append(Line((spot, place), INK, max(1.0, 0.13 * radius)))
        for pose in reversed(poses):
            self._arrow(pose, length)
        for number, (x, y) in enumerate(places, start=1):
            self._marks += number_marks(x, y, radius, number)

    def _arrow(self, pose: Pose, length: float) -> None:
        self._marks += arrow_marks(*self._at(pose.x, pose.y), length, pose)

    def _at(self, x: float, y: float) -> Point:
        """Pixels of a point in metres."""
        return self.width / 2 + x * self._per_metre, self.height / 2 - y * self._per_metre


def _ground(colors: NDArray[np.uint8], solid: NDArray[np.bool_], cell: float) -> tuple[Area, ...]:
    """The cells, an area a colour, and the edges of walls in a darker one: some walls are as bright as the floor.

    Args:
      colors: uint8 [H, W, 3].
      solid: bool [H, W], where walls are.
      cell: pixels a side.
    """
    cells: dict[RGB, list[Box]] = {}
    edges: dict[RGB, list[Box]] = {}
    height, width = solid.shape
    for row in range(height):
        begin = 0
        for column in range(width):
            if column + 1 == width or (colors[row, column + 1] != colors[row, column]).any():
                box = (begin * cell, row * cell, (column + 1 - begin) * cell, cell)
                cells.setdefault(_bytes(colors[row, column]), []).append(box)
                begin = column + 1
    for row, column in np.argwhere(solid).tolist():
        shade = _bytes(colors[row, column] * EDGE_SHADE)
        edges.setdefault(shade, []).extend(_edges(solid, row, column, cell))
    return tuple(Area(tuple(boxes), color) for color, boxes in [*cells.items(), *edges.items()] if boxes)


def _edges(solid: NDArray[np.bool_], row: int, column: int, cell: float) -> Iterator[Box]:
    """The sides of a wall's cell that face the floor."""
    left, top = column * cell, row * cell
    thin = max(1.0, 0.03 * cell)
    height, width = solid.shape
    sides = {
        (-1, 0): (left, top, cell, thin),
        (1, 0): (left, top + cell - thin, cell, thin),
        (0, -1): (left, top, thin, cell),
        (0, 1): (left + cell - thin, top, thin, cell),
    }
    for (down, right), box in sides.items():
        beside = (row + down, column + right)
        if 0 <= beside[0] < height and 0 <= beside[1] < width and not solid[beside]:
            yield box


def _bytes(color: NDArray[Any]) -> RGB:
    red, green, blue = (int(part) for part in color)
    return red, green, blue


def _grey(walls: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """uint8 [H, W, 3]: the cells of a maze whose images are not known."""
    return np.where(walls[..., None], np.uint8(GREY_WALL), np.uint8(GREY_FLOOR)).repeat(3, axis=2)


def _cell_colors(scenario: Scenario, episode: Episode) -> NDArray[np.uint8]:
    """uint8 [H, W, 3], row 0 on top."""
    scene = scene_of(scenario, episode)
    names = scene.textures
    walls = np.array([_tint(*names.source(name), "wall", WALL_TINT) for name in names.walls])
    floors = np.array([_tint(*names.source(name), "floor", FLOOR_TINT) for name in names.floors])
    wall_texture = scene.wall_texture[0, ::-1]
    colors = floors[scene.floor_texture[0, ::-1]]
    solid = wall_texture > 0
    colors[solid] = walls[wall_texture[solid] - 1]
    return colors.astype(np.uint8)


@functools.cache
def _tint(style: str, name: str, surface: str, share: float) -> tuple[float, ...]:
    red, green, blue = load_image(style, surface, name)[::8, ::8].mean(axis=(0, 1)).tolist()
    return tuple(255 - share * (255 - part) for part in (red, green, blue))
