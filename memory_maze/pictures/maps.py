"""Maps from above: walls in the tints of their images, the floor, the objects, and where the agent is and was."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from memory_maze.game.body import Pose, direction
from memory_maze.game.episode import Episode
from memory_maze.game.moments import Moments
from memory_maze.observation.scenes import scene_of
from memory_maze.pictures.lettering import INK, color_bytes, font
from memory_maze.rendering.images.textures import load_image
from memory_maze.scenario.schema import Scenario

FINER = 4
"""Drawn so many times larger, and then reduced: Pillow's shapes have hard edges."""

FLOOR_TINT, WALL_TINT = 0.22, 0.8
"""How much of an image's mean colour a map takes; the rest is white."""

EDGE_SHADE = 0.62
"""How bright a wall's outline is beside the wall."""

TRAIL = (92, 98, 112)
WHITE = (255, 255, 255)


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
    chart = Chart(scenario, now.episode(), side)
    chart.trail(trail)
    chart.objects_of(now)
    chart.agent(now.pose())
    return chart.image()


class Chart:
    """A map in the making: what is drawn later lies above."""

    def __init__(self, scenario: Scenario, episode: Episode, side: int) -> None:
        """Draws the walls and the floor.

        Args:
          scenario: of the episode.
          episode: whose maze it is.
          side: pixels of the longer side.
        """
        self._episode = episode
        self._height, self._width = episode.layout.shape
        self._cell = FINER * side / max(self._height, self._width)
        self._per_metre = self._cell / episode.cell_size
        self._radius = max(episode.radius * self._per_metre, 2.5 * FINER)
        size = (round(self._width * self._cell), round(self._height * self._cell))
        colors = Image.fromarray(_cell_colors(scenario, episode)).resize(size, Image.Resampling.NEAREST)
        solid = Image.fromarray(episode.layout.walls).resize(size, Image.Resampling.NEAREST)
        self._ground = Image.fromarray(_outlined(np.asarray(colors), np.asarray(solid)))
        self.clear()

    def clear(self) -> None:
        """Leaves only the walls and the floor."""
        self._picture = self._ground.copy()
        self._pen = ImageDraw.Draw(self._picture)

    def image(self) -> Image.Image:
        """The map so far, RGB."""
        width, height = self._picture.size
        return self._picture.resize((round(width / FINER), round(height / FINER)), Image.Resampling.BOX)

    def trail(self, poses: Sequence[Pose]) -> None:
        """Draws a line through poses."""
        width = round(max(0.09 * self._cell, 1.2 * FINER))
        points = [self._at(pose.x, pose.y) for pose in poses]
        if len(points) > 1:
            self._pen.line(points, fill=TRAIL, width=width, joint="curve")

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
        edge = max(0.045 * self._cell, 0.8 * FINER)
        middle = self._at(center[0], center[1])
        if is_prompted:
            self._disc(middle, self._radius + 4 * edge, INK)
            self._disc(middle, self._radius + 2 * edge, WHITE)
        else:
            self._disc(middle, self._radius + edge, WHITE)
        self._disc(middle, self._radius, color_bytes(color))

    def agent(self, pose: Pose) -> None:
        """Draws the agent as an arrow head."""
        length = max(0.36 * self._cell, 4.0 * FINER)
        x, y = self._at(pose.x, pose.y)
        for scale, color in ((1.4, WHITE), (1.0, INK)):
            corners = ((1.0, 0.0), (-0.8, 0.75), (-0.4, 0.0), (-0.8, -0.75))
            self._pen.polygon(self._turned(x, y, corners, scale * length, pose), fill=color)

    def pin(self, pose: Pose, label: str) -> None:
        """Marks a pose by a disc that points along the heading, with a letter or two on it."""
        radius = max(0.34 * self._cell, 7.0 * FINER)
        x, y = self._at(pose.x, pose.y)
        beak = ((1.65, 0.0), (0.5, 0.8), (0.5, -0.8))
        for scale, color in ((1.18, WHITE), (1.0, INK)):
            self._pen.polygon(self._turned(x, y, beak, scale * radius, pose), fill=color)
            self._disc((x, y), scale * radius, color)
        self._pen.text((x, y), label, fill=WHITE, font=font(round(1.5 * radius)), anchor="mm")

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Pixels of a point in metres."""
        return self._width * self._cell / 2 + x * self._per_metre, self._height * self._cell / 2 - y * self._per_metre

    def _disc(self, middle: tuple[float, float], radius: float, color: tuple[int, int, int]) -> None:
        x, y = middle
        self._pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)

    def _turned(
        self, x: float, y: float, corners: Sequence[tuple[float, float]], scale: float, pose: Pose
    ) -> list[tuple[float, float]]:
        """Pixels of corners that are given as (ahead, left), times `scale`, from (x, y)."""
        dx, dy = direction(pose.steer)
        return [(x + scale * (a * dx - b * dy), y - scale * (a * dy + b * dx)) for a, b in corners]


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


def _outlined(colors: NDArray[np.uint8], solid: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Darkens the outermost pixels of walls: some are as bright as the floor.

    Args:
      colors: uint8 [H, W, 3].
      solid: bool [H, W], where walls are.
    """
    inner = np.pad(solid, FINER, constant_values=True)
    inside = solid.copy()
    for dy in (0, FINER, 2 * FINER):
        for dx in (0, FINER, 2 * FINER):
            inside &= inner[dy : dy + solid.shape[0], dx : dx + solid.shape[1]]
    edge = (solid & ~inside)[..., None]
    return np.where(edge, colors * EDGE_SHADE, colors).astype(np.uint8)


@functools.cache
def _tint(style: str, name: str, surface: str, share: float) -> tuple[float, ...]:
    red, green, blue = load_image(style, surface, name)[::8, ::8].mean(axis=(0, 1)).tolist()
    return tuple(255 - share * (255 - part) for part in (red, green, blue))
