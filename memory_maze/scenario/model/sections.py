"""The sections of a scenario document, each a model of its fields. Rules over several fields: `rules`."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from memory_maze.scenario.model.fields import (
    LARGEST_PICTURE,
    PHYSICS_STEP,
    SMALLEST_PICTURE,
    CellOfMaze,
    CellsOfMaze,
    Colors,
    ListToTuple,
    Model,
    Names,
    Options,
    Order,
)
from memory_maze.scenario.model.maze_section import Maze
from memory_maze.scenario.model.words import ObservationKey, RendererWord, RuleWord

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


class ForSteps(Model):
    """Something that is so in the first control steps of an episode."""

    steps: int = Field(ge=0, le=10_000_000)
    """How many observations, counted from the first one."""


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
    colors: Literal["palette", "shuffled", "distinct"] | Colors = "palette"
    """`palette`: the benchmark's six colours in slot order; `shuffled`: the six in a new order each episode;
    `distinct`: as many well-separated colours as there are objects; or a list of palette names and `#rrggbb`, one for
    each object. Colours differ, but for distractors, and where nothing is prompted."""
    visible: Literal["always", "never"] | ForSteps = "always"
    """Whether cameras show the objects: `always`, `never` (places to be remembered), or `{steps: k}`, in the first k
    observations of an episode. Objects that are not seen are touched as ever."""
    centre_object_counts_at_start: bool = False
    """Keep a quirk of the published benchmark: an object in the cell at the world's origin counts as touched
    in the first control step, wherever the agent is, and is not drawn in the first frame. The classic
    scenarios set it."""


class Start(Model):
    """Where an episode begins; what is left out is drawn at random."""

    cell: CellOfMaze | None = None
    """A free cell [x, y], counted from the bottom-left cell inside the outer wall: x to the right, y up.
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
    """Which entries the mapping of form `dict` has: those of the benchmark, and `target_onehot` (which object is
    prompted), `goal_image` (the picture that the agent would see before it), `prompt_text` (the name of its colour) and
    `target_distance` (metres of the shortest way to it)."""
    prompt: Literal["border", "none"] = "border"
    """`border`: the prompted colour frames the picture; `none`: it does not."""
    prompt_steps: int | None = Field(default=None, ge=1)
    """Show every prompt in only so many observations, counted anew each time that the prompt changes; by default
    in all."""
    prompt_until: int | None = Field(default=None, ge=1)
    """Show prompts in only the first so many observations of an episode; by default in all."""
    shortest_path: bool = False
    """Mark the shortest path to the prompted object in `maze_layout` (as 2), and on the minimap."""
    minimap: bool = False
    """Blend a map, turned so that the heading points up, into the picture's top-right corner."""


class Task(Model):
    """What the agent is rewarded for."""

    rule: RuleWord = "hunt"
    """What is played: `hunt` is the benchmark's game, which the fields below change. Other packages add words."""
    prompts: Literal["random", "in-order", "cycle", "none"] | Order = "random"
    """Which object is to be found next. `random`: any but the one just found, as in the benchmark; `in-order`: each
    once, in slot order, and the last find ends the episode; `cycle`: in slot order, over and over; `[0, 2, 1]`: in that
    order, over and over; `none`: nothing is prompted, and every touch of an object counts when it begins."""
    reward: float = Field(default=1.0, ge=-1000.0, le=1000.0)
    """What a find earns: touching the prompted object."""
    wrong_touch: float = Field(default=0.0, ge=-1000.0, le=1000.0)
    """What touching another object earns, once a touch, when it begins."""
    step_reward: float = Field(default=0.0, ge=-1000.0, le=1000.0)
    """What every control step earns."""
    find: int | None = Field(default=None, ge=1, le=1_000_000)
    """After so many finds the episode is terminated; by default it lasts until its time is over."""
    ends_on_wrong_touch: bool = False
    """Whether a touch of another object than the prompted one terminates the episode."""
    found: Literal["stays", "vanishes", "moves", "all-move"] = "stays"
    """What becomes of an object when it is found: it `stays`; it `vanishes` for the rest of the episode, which is over
    when nothing is left to find; it `moves` to a free object place; or `all-move`, all objects to new places."""
    distractors: int = Field(default=0, ge=0, le=99)
    """How many objects, the last ones, are never prompted. Touching one counts as any wrong touch does."""
    first_prompt_after: int = Field(default=0, ge=0, le=10_000_000)
    """Control steps of exploration at the beginning: no prompt is shown, and touches count for nothing."""
    options: Options = ()
    """Values for a rule of another package, by name: numbers, words, true or false, or lists of them."""


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

    @property
    def prompted_objects(self) -> int:
        """How many objects may be prompted: the first ones, which are no distractors."""
        return self.objects.count - self.task.distractors

    @property
    def has_goal(self) -> bool:
        """Whether an episode can come to a goal, which terminates it."""
        return self.task.find is not None or self.task.prompts == "in-order" or self.task.found == "vanishes"
