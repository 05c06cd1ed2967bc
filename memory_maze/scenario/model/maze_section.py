"""The section of a scenario document that says what the maze is."""

from __future__ import annotations

from pydantic import Field

from memory_maze.scenario.model.fields import (
    WALL_TEXTURES,
    FileName,
    Images,
    LayoutText,
    Model,
    NineImages,
    OddCells,
    Options,
    Style,
    most_pillars,
)
from memory_maze.scenario.model.text_layout import LONGEST_SIDE, layout_rows
from memory_maze.scenario.model.words import GeneratorWord


class Rooms(Model):
    """How labmaze carves rooms."""

    max: int = Field(default=6, ge=1, le=200)
    """How many rooms there are at most. Fewer are made where no more fit."""
    min_side: int = Field(default=3, ge=3, le=LONGEST_SIDE)
    """The shortest side that a room may have, in cells. labmaze rounds even sides up to odd ones."""
    max_side: int = Field(default=5, ge=3, le=LONGEST_SIDE)
    """The longest side that a room may have, in cells; never longer than the maze's own shorter side."""
    objects: int = Field(default=1, ge=1, le=25)
    """How many cells of each room an object may be placed in. Another number makes a seed mean other mazes."""
    spawns: int = Field(default=1, ge=1, le=25)
    """How many cells of each room the agent may start in. Another number makes a seed mean other mazes."""


class Blocks(Model):
    """One wall image for each of the maze's 3 x 3 blocks."""

    blocks: NineImages
    """Nine images of the style, block by block, row by row from the top left."""


class Maze(Model):
    """The grid world: generated from `size` (or `width` and `height`), or drawn as a text `layout`."""

    size: OddCells | None = None
    """How many cells a square maze has along each side, inside the outer wall; odd."""
    width: OddCells | None = None
    """How many cells the maze has from left to right, inside the outer wall; odd."""
    height: OddCells | None = None
    """How many cells the maze has from bottom to top, inside the outer wall; odd."""
    layout: LayoutText | None = None
    """A fixed maze, drawn with its outer wall: `*` or `#` wall, space free, `P` a cell to start in, `G` one for an
    object, a digit the cell of the object of that number. Without any `P` (or `G`), every free cell may be one. Every
    such cell has to be within reach of the others."""
    layout_file: FileName | None = None
    """A file with such a layout, named from the folder of the document that says it: `maze.txt`. Loading puts its text
    into `layout`."""
    seed: int | None = Field(default=None, ge=0, le=2**31 - 1)
    """Generate the same maze in every episode, from this seed. Starts, objects and textures still vary."""
    generator: GeneratorWord = "labmaze"
    """What makes the mazes; has no effect on a text layout. `labmaze` carves rooms and joins them by corridors, as in
    the benchmark; `perfect` makes corridors with exactly one way between any two cells; `open` is an arena without
    inner walls."""
    rooms: Rooms = Rooms()
    """How `labmaze` carves rooms; has no effect on a text layout."""
    pillars: int = Field(default=0, ge=0, le=most_pillars(LONGEST_SIDE, LONGEST_SIDE))
    """How many pillars of one cell stand in an `open` arena, at random, each apart from all other walls."""
    options: Options = ()
    """Values for a generator of another package, by name: numbers, words, true or false, or lists of them."""
    cell_size: float = Field(default=2.0, ge=1.0, le=4.0)
    """The side of a cell, in metres."""
    wall_height: float = Field(default=1.5, ge=0.3, le=10.0)
    """How high the walls are, in metres."""
    style: Style = "style_01"
    """Which set of images the walls and floors are painted with: one of labmaze's, or `plain`, which is drawn by code
    and needs no files."""
    walls: Images | Blocks | None = None
    """Images of the style to draw wall textures from, one for each of 3 x 3 blocks; by default all. Or `blocks`: nine
    in order, the same in every episode. With `style: plain` an image may be a colour, `#rrggbb`."""
    floors: Images = ("blue", "blue_bright")
    """Images of the style for the floor: the first for corridors, the others for rooms in turn."""

    @property
    def wall_images(self) -> tuple[str, ...]:
        """The images that walls are painted with, each once where blocks name them."""
        return self.wall_images_in(self.style)

    def wall_images_in(self, style: str) -> tuple[str, ...]:
        """What `wall_images` is in an episode that draws a style."""
        if self.walls is None:
            return WALL_TEXTURES[style]
        return tuple(dict.fromkeys(self.walls.blocks)) if isinstance(self.walls, Blocks) else self.walls

    @property
    def sides(self) -> tuple[int, int]:
        """(width, height) in cells, the outer wall left out."""
        if self.layout is not None:
            rows = layout_rows(self.layout)
            return len(rows[0]) - 2, len(rows) - 2
        width, height = (self.size, self.size) if self.size is not None else (self.width, self.height)
        assert width is not None
        assert height is not None
        return width, height
