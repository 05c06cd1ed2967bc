"""How episodes are drawn: the order of random numbers that makes them equal upstream's.

docs/physics.md, section "The order of random numbers", lists the draws. Nothing else draws from the stream, and nothing
reads global random state.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import ORIGIN, Pose
from memory_maze.game.colors import color_table
from memory_maze.game.drawn_values import draw_values
from memory_maze.game.episode import Cell, Episode, facts
from memory_maze.game.spawn_rays import longest_ray
from memory_maze.game.starts import certain_cells, require_start
from memory_maze.game.touch import touches
from memory_maze.maze.coordinates import cells_to_metres, inner_to_grid, metres_to_position
from memory_maze.maze.covering import Boxes, wall_boxes
from memory_maze.maze.layout import BLOCKS, Layout
from memory_maze.maze.sources import MOST_MAZES, no_room, open_source
from memory_maze.scenario.model.drawn import makes_mazes
from memory_maze.scenario.model.fields import WALL_TEXTURES
from memory_maze.scenario.schema import Blocks, Scenario

_TEXTURE_DRAWS = 10
"""Wall images drawn per maze: one for each of the characters '0'..'9', of which the nine blocks use nine."""

_COLORS = ("objects", "colors")

_SECOND = 2
"""Tells the second stream of a maze seed from whatever else that seed starts."""


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
        self._draws = scenario.draws
        fields = [draw.path for draw in self._draws]
        self._draws_mazes = any(map(makes_mazes, fields))
        self._draws_colors = _COLORS in fields
        self._layouts = open_source(scenario.maze, maze_seed, scenario.objects.count)
        if scenario.maze.seed is not None and not self._draws_mazes:
            # The source gives this one maze for ever, so looking at it takes nothing from the stream.
            require_start(scenario, self._layouts.next())
        self._mazes = 0
        self._colors = color_table(scenario)
        self._facts = facts(scenario)

    def next(
        self,
        random_state: np.random.RandomState,
        second: np.random.RandomState,
        still_touched: tuple[bool, ...] = (),
    ) -> Episode:
        """Draws the next episode.

        Args:
          random_state: the environment's stream.
          second: of what the benchmark does not draw.
          still_touched: flags of the previous episode's objects that nothing has cleared yet, which is so only
            when no step was taken since its reset; the first target is none of them.

        Raises:
          GenerationError: no maze holds all objects.
        """
        scenario, drawn = self._scenario, {}
        if self._draws:
            drawn = draw_values(self._draws, second)
            scenario = scenario.fixed(drawn)
            self._follow(scenario, second)
        layout, block_texture, cells = self._maze_with_objects(scenario, random_state)
        if scenario.objects.colors == "shuffled":
            still_touched = ()
        candidates, count = scenario.prompted_objects, scenario.objects.count
        first_target = draw_target(random_state, candidates, still_touched[:candidates])
        cell_size = scenario.maze.cell_size
        flat = cells_to_metres(cells, layout.shape, cell_size)
        centers = np.full((count, 3), scenario.objects.height)
        centers[:, :2] = flat
        boxes = wall_boxes(layout.walls, cell_size)
        start_cell = _start_cell(scenario, random_state, layout, cells)
        x, y = cells_to_metres([start_cell], layout.shape, cell_size)[0].tolist()
        return Episode(
            layout=layout,
            boxes=boxes,
            block_texture=block_texture,
            object_cells=cells,
            centers=centers,
            positions=metres_to_position(flat, layout.shape, cell_size),
            colors=self._colors[:count].copy(),
            first_target=first_target,
            start=_start(scenario, random_state, (x, y), boxes, centers),
            touched_at_start=_touched_at_start(scenario, centers),
            **{**self._facts, "drawn": drawn},
        )

    def get_state(self) -> SourceState:
        """What `set_state` needs to draw the same episodes again, given the same random stream."""
        return SourceState(self._maze_seed, self._mazes, self._colors.copy())

    def set_state(self, state: SourceState) -> None:
        """Goes to where a source of the same scenario was. Mazes are generated again up to there."""
        if state.maze_seed != self._maze_seed or state.mazes < self._mazes:
            self._layouts = open_source(self._scenario.maze, state.maze_seed, self._scenario.objects.count)
            self._maze_seed, self._mazes = state.maze_seed, 0
        if not self._draws_mazes:
            self._layouts.skip(state.mazes - self._mazes)
        self._mazes = state.mazes
        self._colors = state.colors.copy()

    def _follow(self, scenario: Scenario, second: np.random.RandomState) -> None:
        """Takes over what an episode has drawn of the mazes and the colours."""
        if self._draws_mazes:
            self._layouts = open_source(scenario.maze, draw_maze_seed(second), scenario.objects.count)
        if self._draws_colors:
            self._colors = color_table(scenario)
        self._facts = facts(scenario)

    def _maze_with_objects(
        self, scenario: Scenario, random_state: np.random.RandomState
    ) -> tuple[Layout, NDArray[np.uint8], tuple[Cell, ...]]:
        count = scenario.objects.count
        for _ in range(MOST_MAZES):
            layout = self._layouts.next()
            self._mazes += 1
            block_texture = _draw_textures(scenario, random_state)
            if scenario.objects.colors == "shuffled":
                order = list(range(len(self._colors)))
                random_state.shuffle(order)
                self._colors = self._colors[order]
            certain, fixed_start = certain_cells(scenario, layout), _fixed_start(scenario, layout)
            taken = {fixed_start, *certain.values()}
            places = [place for place in layout.places if place not in taken]
            random_state.shuffle(places)
            others = [number for number in range(count) if number not in certain]
            if len(places) < len(others):
                continue
            cells = {**certain, **dict(zip(others, places, strict=False))}
            chosen = [cells[number] for number in range(count)]
            if fixed_start is not None or _leaves_a_start(layout, chosen):
                return layout, block_texture, tuple(chosen)
        raise no_room(scenario.maze, count)


def _leaves_a_start(layout: Layout, taken: Sequence[Cell]) -> bool:
    """Whether there is a cell to start in beside those of the objects."""
    return len(layout.spawns) > len(taken) or any(cell not in taken for cell in layout.spawns)


def _draw_textures(scenario: Scenario, random_state: np.random.RandomState) -> NDArray[np.uint8]:
    """uint8 [9]: which of the wall images each block has. With fixed blocks as much is drawn as without `walls`, so
    that all that comes after is the same."""
    maze = scenario.maze
    fixed = maze.walls.blocks if isinstance(maze.walls, Blocks) else None
    textures = len(maze.wall_images if fixed is None else WALL_TEXTURES[maze.style])
    if textures == 1:
        return np.zeros(BLOCKS * BLOCKS, dtype=np.uint8)
    drawn = random_state.randint(textures, size=_TEXTURE_DRAWS)[: BLOCKS * BLOCKS].astype(np.uint8)
    return drawn if fixed is None else np.array([maze.wall_images.index(image) for image in fixed], np.uint8)


def _start_cell(
    scenario: Scenario, random_state: np.random.RandomState, layout: Layout, taken: tuple[Cell, ...]
) -> Cell:
    fixed = _fixed_start(scenario, layout)
    if fixed is not None:
        return fixed
    spawns = [spawn for spawn in layout.spawns if spawn not in taken]
    return spawns[random_state.randint(0, len(spawns))]


def _start(
    scenario: Scenario,
    random_state: np.random.RandomState,
    place: tuple[float, float],
    boxes: Boxes,
    centers: NDArray[np.float64],
) -> Pose:
    x, y = place
    start = scenario.episode.start
    if start != "random" and start.heading is not None:
        return Pose(x, y, 0.0, -math.radians(start.heading))
    ray = longest_ray(place, boxes, scenario.maze.wall_height, centers, scenario.objects.radius)
    return Pose(x, y, 0.0, _draw_steer(random_state, ray))


def _fixed_start(scenario: Scenario, layout: Layout) -> Cell | None:
    cell = scenario.episode.fixed_cell
    return None if cell is None else inner_to_grid(cell, layout.shape)


def _touched_at_start(scenario: Scenario, centers: NDArray[np.float64]) -> tuple[bool, ...]:
    objects = scenario.objects
    if not objects.centre_object_counts_at_start:
        return (False,) * objects.count
    return tuple(touches(ORIGIN, (x, y, z), objects.radius) for x, y, z in centers.tolist())


def draw_maze_seed(random_state: np.random.RandomState) -> int:
    """The first draw from an environment's stream: the seed of its mazes."""
    return int(random_state.randint(2147483648))


def second_stream(maze_seed: int) -> np.random.RandomState:
    """The stream of what the benchmark does not draw: of objects that move, and of values that an episode draws."""
    return np.random.RandomState([maze_seed, _SECOND])


def first_episode(scenario: Scenario, seed: int) -> Episode:
    """The first episode of an environment that is made, or reset, with a seed.

    Args:
      scenario: of the environment.
      seed: in [0, 2**32).

    Raises:
      GenerationError: no maze holds all objects.
    """
    stream = np.random.RandomState(seed)
    maze_seed = draw_maze_seed(stream)
    return EpisodeSource(scenario, maze_seed).next(stream, second_stream(maze_seed))


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


def _draw_steer(random_state: np.random.RandomState, ray: int) -> float:
    u = random_state.uniform(-1, 1)
    # tanh(arctanh(u)) is not exactly u; upstream's bias factor of 0 leaves this behind.
    rotation = 2 * np.pi * ray / 10 + np.pi * (1 + np.tanh(np.arctanh(u)))
    w, k = np.cos(rotation / 2), np.sin(rotation / 2)
    return float(np.arctan2(2 * (w * k), 1 - 2 * k**2))
