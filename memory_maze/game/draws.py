"""How episodes are drawn: the order of random numbers that makes them equal upstream's.

docs/physics.md, section "The order of random numbers", lists the draws. Nothing else draws from the stream, and nothing
reads global random state.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import ORIGIN, Pose
from memory_maze.game.episode import Cell, Episode, facts
from memory_maze.game.spawn_rays import longest_ray
from memory_maze.game.starts import certain_cells, require_start
from memory_maze.game.touch import touches
from memory_maze.maze.coordinates import cells_to_metres, inner_to_grid, metres_to_position
from memory_maze.maze.covering import Boxes, wall_boxes
from memory_maze.maze.layout import BLOCKS, Layout
from memory_maze.maze.sources import MOST_MAZES, GenerationError, open_source
from memory_maze.scenario.model.colors import rgb_of_hex
from memory_maze.scenario.model.fields import PALETTE, PALETTE_SCALE, WALL_TEXTURES
from memory_maze.scenario.model.schema import Blocks, Scenario

_TEXTURE_DRAWS = 10
"""Wall images drawn per maze: one for each of the characters '0'..'9', of which the nine blocks use nine."""


class SourceState(NamedTuple):
    """How far an `EpisodeSource` has come."""

    maze_seed: int
    mazes: int
    """Mazes drawn so far, those included that did not hold all objects."""
    colors: NDArray[np.float64]
    """float64 [k, 3]: all RGB colours of the scenario, in their present order."""


class EpisodeSource:
    """Draws one episode after the other from one random stream."""

    def __init__(self, scenario: Scenario, maze_seed: int) -> None:
        """Opens the stream of mazes.

        Args:
          scenario: what is drawn.
          maze_seed: labmaze's seed, in [0, 2**31); `draw_maze_seed` draws it.

        Raises:
          GenerationError: the scenario's own `maze.seed` leads to no maze that holds all objects.
          ScenarioError: in the maze of that seed a cell that the scenario fixes is a wall, or there is no start left.
        """
        self._scenario = scenario
        self._maze_seed = maze_seed
        self._layouts = open_source(scenario.maze, maze_seed, scenario.objects.count)
        if scenario.maze.seed is not None:
            # The source gives this one maze for ever, so looking at it takes nothing from the stream.
            require_start(scenario, self._layouts.next())
        self._mazes = 0
        self._colors = color_table(scenario)
        self._block_texture = _fixed_textures(scenario)
        # With fixed blocks as much is drawn as without `walls`, so that all that comes after is the same.
        is_fixed = self._block_texture is not None
        self._textures = len(WALL_TEXTURES[scenario.maze.style] if is_fixed else scenario.maze.wall_images)

    def next(self, random_state: np.random.RandomState, still_touched: tuple[bool, ...] = ()) -> Episode:
        """Draws the next episode.

        Args:
          random_state: the environment's stream.
          still_touched: flags of the previous episode's objects that nothing has cleared yet, which is so only
            when no step was taken since its reset; the first target is none of them.

        Raises:
          GenerationError: no maze holds all objects.
        """
        layout, block_texture, cells = self._maze_with_objects(random_state)
        scenario, count = self._scenario, self._scenario.objects.count
        if scenario.objects.colors == "shuffled":
            still_touched = ()
        first_target = draw_target(random_state, count, still_touched)
        cell_size = scenario.maze.cell_size
        flat = cells_to_metres(cells, layout.shape, cell_size)
        centers = np.full((count, 3), scenario.objects.height)
        centers[:, :2] = flat
        boxes = wall_boxes(layout.walls, cell_size)
        return Episode(
            layout=layout,
            boxes=boxes,
            block_texture=block_texture,
            object_cells=cells,
            centers=centers,
            positions=metres_to_position(flat, layout.shape, cell_size),
            colors=self._colors[:count].copy(),
            first_target=first_target,
            start=self._start(random_state, layout, cells, boxes, centers),
            touched_at_start=self._touched_at_start(centers),
            **facts(scenario),
        )

    def get_state(self) -> SourceState:
        """What `set_state` needs to draw the same episodes again, given the same random stream."""
        return SourceState(self._maze_seed, self._mazes, self._colors.copy())

    def set_state(self, state: SourceState) -> None:
        """Goes to where a source of the same scenario was. Mazes are generated again up to there."""
        if state.maze_seed != self._maze_seed or state.mazes < self._mazes:
            self._layouts = open_source(self._scenario.maze, state.maze_seed, self._scenario.objects.count)
            self._maze_seed, self._mazes = state.maze_seed, 0
        self._layouts.skip(state.mazes - self._mazes)
        self._mazes = state.mazes
        self._colors = state.colors.copy()

    def _maze_with_objects(
        self, random_state: np.random.RandomState
    ) -> tuple[Layout, NDArray[np.uint8], tuple[Cell, ...]]:
        count = self._scenario.objects.count
        for _ in range(MOST_MAZES):
            layout = self._layouts.next()
            self._mazes += 1
            block_texture = self._draw_textures(random_state)
            if self._scenario.objects.colors == "shuffled":
                order = list(range(len(self._colors)))
                random_state.shuffle(order)
                self._colors = self._colors[order]
            certain = certain_cells(self._scenario, layout)
            taken = {*certain.values(), self._fixed_start(layout)}
            places = [place for place in layout.places if place not in taken]
            random_state.shuffle(places)
            if len(places) + len(certain) >= count:
                others = iter(places)
                cells = tuple(certain[number] if number in certain else next(others) for number in range(count))
                return layout, block_texture, cells
        raise GenerationError(count)

    def _draw_textures(self, random_state: np.random.RandomState) -> NDArray[np.uint8]:
        if self._textures == 1:
            return np.zeros(BLOCKS * BLOCKS, dtype=np.uint8)
        drawn = random_state.randint(self._textures, size=_TEXTURE_DRAWS)[: BLOCKS * BLOCKS].astype(np.uint8)
        return drawn if self._block_texture is None else self._block_texture

    def _start(
        self,
        random_state: np.random.RandomState,
        layout: Layout,
        taken: tuple[Cell, ...],
        boxes: Boxes,
        centers: NDArray[np.float64],
    ) -> Pose:
        scenario = self._scenario
        cell = self._fixed_start(layout)
        if cell is None:
            spawns = [spawn for spawn in layout.spawns if spawn not in taken]
            cell = spawns[random_state.randint(0, len(spawns))]
        x, y = cells_to_metres([cell], layout.shape, scenario.maze.cell_size)[0].tolist()
        start = scenario.episode.start
        if start != "random" and start.heading is not None:
            return Pose(x, y, 0.0, -math.radians(start.heading))
        ray = longest_ray((x, y), boxes, scenario.maze.wall_height, centers, scenario.objects.radius)
        return Pose(x, y, 0.0, _draw_steer(random_state, ray))

    def _fixed_start(self, layout: Layout) -> Cell | None:
        cell = self._scenario.episode.fixed_cell
        return None if cell is None else inner_to_grid(cell, layout.shape)

    def _touched_at_start(self, centers: NDArray[np.float64]) -> tuple[bool, ...]:
        objects = self._scenario.objects
        if not objects.centre_object_counts_at_start:
            return (False,) * objects.count
        return tuple(touches(ORIGIN, (x, y, z), objects.radius) for x, y, z in centers.tolist())


def _fixed_textures(scenario: Scenario) -> NDArray[np.uint8] | None:
    """uint8 [9]: which wall image each block has, if the scenario says so."""
    walls = scenario.maze.walls
    if not isinstance(walls, Blocks):
        return None
    return np.array([scenario.maze.wall_images.index(image) for image in walls.blocks], np.uint8)


def draw_maze_seed(random_state: np.random.RandomState) -> int:
    """The first draw from an environment's stream: the seed of its mazes."""
    return int(random_state.randint(2147483648))


def first_episode(scenario: Scenario, seed: int) -> Episode:
    """The first episode of an environment that is made, or reset, with a seed.

    Args:
      scenario: of the environment.
      seed: in [0, 2**32).

    Raises:
      GenerationError: no maze holds all objects.
    """
    stream = np.random.RandomState(seed)
    return EpisodeSource(scenario, draw_maze_seed(stream)).next(stream)


def draw_target(random_state: np.random.RandomState, count: int, touched: tuple[bool, ...]) -> int:
    """Draws a target uniformly from the objects that are not being touched; from all when all are.

    Args:
      random_state: one integer is drawn, and another as long as the drawn object is touched.
      count: number of objects.
      touched: a flag an object, or empty for none.
    """
    while True:
        target = random_state.randint(count)
        if not touched or not touched[target] or all(touched):
            return int(target)


def color_table(scenario: Scenario) -> NDArray[np.float64]:
    """float64 [k, 3]: the RGB colours in [0, 1] that the scenario's objects take, in slot order."""
    colors = scenario.objects.colors
    named = tuple(PALETTE) if isinstance(colors, str) else colors
    return np.array([_rgb(color) for color in named])


def _rgb(color: str) -> NDArray[np.float64]:
    if color in PALETTE:
        return np.array(PALETTE[color]) / PALETTE_SCALE
    return np.array(rgb_of_hex(color)) / 255


def _draw_steer(random_state: np.random.RandomState, ray: int) -> float:
    u = random_state.uniform(-1, 1)
    # tanh(arctanh(u)) is not exactly u; upstream's bias factor of 0 leaves this behind.
    rotation = 2 * np.pi * ray / 10 + np.pi * (1 + np.tanh(np.arctanh(u)))
    w, k = np.cos(rotation / 2), np.sin(rotation / 2)
    return float(np.arctan2(2 * (w * k), 1 - 2 * k**2))
