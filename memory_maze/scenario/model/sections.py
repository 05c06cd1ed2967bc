"""The sections of a scenario document, each a model of its fields. Rules over several fields: `rules`."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from memory_maze.scenario.model.fields import (
    LARGEST_PICTURE,
    PHYSICS_STEP,
    SMALLEST_PICTURE,
    WALL_TEXTURES,
    CellOfMaze,
    CellsOfMaze,
    Colors,
    FileName,
    Images,
    LayoutText,
    ListToTuple,
    Model,
    Names,
    NineImages,
    OddCells,
    Style,
    most_pillars,
)
from memory_maze.scenario.model.text_layout import LONGEST_SIDE, layout_rows
from memory_maze.scenario.model.words import GeneratorWord, ObservationKey, RendererWord, RuleWord

BENCHMARK_KEYS: tuple[ObservationKey, ...] = (
    "image",
    "target_color",
    "agent_pos",
    "agent_dir",
    "targets_vec",
    "targets_pos",
    "target_vec",
    "target_pos",
    "maze_layout",
)
"""The keys of the published benchmark, in its order: the default, whatever further keys there are."""

Output = Literal["image", "depth", "segmentation"]

OUTPUTS: tuple[Output, ...] = Output.__args__  # type: ignore[attr-defined]
"""What a camera can give, in the order of `rendering.Layers`."""


class Rooms(Model):
    """How labmaze carves rooms."""

    max: int = Field(default=6, ge=1, le=200)
    """How many rooms there are at most. Fewer are made where no more fit."""
    min_side: int = Field(default=3, ge=3, le=LONGEST_SIDE)
    """The shortest side that a room may have, in cells. labmaze rounds even sides up to odd ones."""
    max_side: int = Field(default=5, ge=3, le=LONGEST_SIDE)
    """The longest side that a room may have, in cells; never longer than the maze's own shorter side."""
    objects: int = Field(default=1, ge=1, le=25)
    """In how many cells of each room an object may be placed."""
    spawns: int = Field(default=1, ge=1, le=25)
    """In how many cells of each room the agent may start."""


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
        if self.walls is None:
            return WALL_TEXTURES[self.style]
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


class Objects(Model):
    """The coloured spheres to be found."""

    count: int = Field(default=3, ge=1, le=100)
    """How many objects are in the maze."""
    places: CellsOfMaze | None = None
    """The [x, y] of the first objects' cells, counted as `episode.start.cell` is: object i stands in number i in every
    episode. The others, and by default all, have random places. Needs `maze.layout` or `maze.seed`."""
    radius: float = Field(default=0.6, ge=0.1, le=2.0)
    """The radius of every object, in metres; at most half of a cell."""
    height: float = Field(default=0.0, ge=-1.5, le=3.0)
    """How far the centre of an object is above the floor, in metres. At 0 its lower half is under the floor."""
    colors: Literal["palette", "shuffled"] | Colors = "palette"
    """`palette`: the benchmark's six colours in slot order; `shuffled`: the six in a new order each episode;
    or a list of palette names and `#rrggbb`, one for each object, all different."""
    centre_object_counts_at_start: bool = False
    """Keep a quirk of the published benchmark: an object in the cell at the world's origin counts as touched
    in the first control step, wherever the agent is, and is not drawn in the first frame. The classic
    scenarios set it."""


class Start(Model):
    """Where an episode begins; what is left out is drawn at random."""

    cell: CellOfMaze | None = None
    """[x, y] of a free cell, counted from the bottom-left cell inside the outer wall: x to the right, y up.
    Needs `maze.layout` or `maze.seed`."""
    heading: float | None = Field(default=None, ge=-360.0, le=360.0)
    """Where the agent looks at the start, in degrees anticlockwise from +x (to the right on a map)."""


class Episode(Model):
    """How long an episode lasts and how it begins."""

    seconds: float | None = Field(default=None, gt=0, le=100_000)
    """How long an episode lasts, in simulated seconds. Give either this or `steps`."""
    steps: int | None = Field(default=None, ge=1, le=10_000_000)
    """How long an episode lasts, in control steps. Give either this or `seconds`."""
    start: Literal["random"] | Start = "random"
    """`random`: a spawn cell and heading drawn each episode; or a fixed `cell`, `heading` or both."""

    @property
    def fixed_cell(self) -> tuple[int, int] | None:
        """The start's [x, y], where it is fixed."""
        return None if self.start == "random" else self.start.cell


class Camera(Model):
    """How the maze is seen."""

    view: Literal["first-person", "top"] = "first-person"
    """`first-person`: from the agent's head; `top`: the whole maze from above."""
    resolution: int = Field(default=64, ge=SMALLEST_PICTURE, le=LARGEST_PICTURE)
    """How many pixels the square picture has along each side."""
    field_of_view: float | None = Field(default=None, ge=0.5, le=150.0)
    """The vertical angle of view, in degrees. By default 80 in first person, and in a top view what just shows the
    whole maze."""
    height: float = Field(default=0.9, ge=0.25, le=5.0)
    """How far the first-person camera is above the floor, in metres."""
    look: Literal["legacy", "current"] = "legacy"
    """Where wall textures begin: as in every published score and dataset (MuJoCo before 3.12), or as MuJoCo
    draws them since."""
    renderer: RendererWord = "software"
    """What draws the picture. `software` needs no OpenGL."""
    outputs: Annotated[tuple[Output, ...], ListToTuple] = Field(
        default=("image",), json_schema_extra={"uniqueItems": True, "contains": {"const": "image"}}
    )
    """What the camera gives: beside `image`, in an observation that is then a mapping, `depth` in metres and
    `segmentation`, which says of each pixel what surface or which object it shows."""


class Control(Model):
    """How the agent acts."""

    frequency: float = Field(default=4.0, ge=0.1, le=200.0)
    """How many control steps there are in a simulated second. A control step must be a multiple of the physics step
    (5 ms)."""
    actions: Literal["discrete", "continuous"] = "discrete"
    """`discrete`: noop, forward, left, right, forward+left, forward+right; `continuous`: (roll, steer), each
    in [-1, 1]."""


class Observation(Model):
    """What the agent is given."""

    form: Literal["image", "dict"] = "image"
    """`image`: the picture alone; `dict`: a mapping with `keys`."""
    keys: Annotated[tuple[ObservationKey, ...], ListToTuple] = Field(
        default=BENCHMARK_KEYS, min_length=1, json_schema_extra={"uniqueItems": True}
    )
    """Which entries the mapping of form `dict` has."""
    prompt: Literal["border", "none"] = "border"
    """`border`: the prompted colour frames the picture; `none`: it does not."""
    prompt_steps: int | None = Field(default=None, ge=1)
    """Show every prompt in only so many observations, counted anew each time that the prompt changes; by default
    in all."""
    shortest_path: bool = False
    """Mark the shortest path to the prompted object in `maze_layout` (as 2), and on the minimap."""
    minimap: bool = False
    """Blend a map, turned so that the heading points up, into the picture's top-right corner."""


class Task(Model):
    """What the agent is rewarded for."""

    rule: RuleWord = "hunt"
    """How prompts follow one another and what is rewarded: `hunt` is the benchmark's rule."""


class Content(Model):
    """All that a scenario document says, section by section. `Scenario` adds the rules over several fields."""

    summary: str = Field(min_length=1, max_length=300)
    """One sentence for people."""
    tags: Names = ()
    """Words to find the scenario by."""
    maze: Maze
    objects: Objects = Objects()
    episode: Episode
    camera: Camera = Camera()
    control: Control = Control()
    observation: Observation = Observation()
    task: Task = Task()

    @property
    def maze_shape(self) -> tuple[int, int]:
        """(width, height) of the maze in cells, the outer wall left out."""
        return self.maze.sides

    @property
    def shows_image_alone(self) -> bool:
        """Whether an observation is the picture itself, and no mapping."""
        return self.observation.form == "image" and self.camera.outputs == ("image",)

    @property
    def physics_steps(self) -> int:
        """How many physics steps make one control step."""
        return round(1 / self.control.frequency / PHYSICS_STEP)

    @property
    def episode_steps(self) -> int:
        """Control steps until the time limit. Seconds end 1 ms early, as the benchmark's do, against rounding."""
        if self.episode.steps is not None:
            return self.episode.steps
        assert self.episode.seconds is not None
        return max(1, math.ceil((self.episode.seconds - 1e-3) / (self.physics_steps * PHYSICS_STEP)))
