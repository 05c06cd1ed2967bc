"""One episode's fixed facts: all that stays as it is between two resets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import FIELD_OF_VIEW, Pose
from memory_maze.maze.covering import Boxes
from memory_maze.maze.layout import Layout
from memory_maze.scenario.schema import Scenario

Cell = tuple[int, int]


@dataclass(frozen=True)
class Terms:
    """The numbers of the task in one episode; None for no such number."""

    reward: float = 1.0
    """What a find earns."""
    wrong_touch: float = 0.0
    """What a touch of another object than the prompted one earns."""
    step_reward: float = 0.0
    """What every control step earns."""
    find: int | None = None
    """Finds that terminate the episode."""
    candidates: int = 0
    """Objects that may be prompted, the first ones."""
    first_prompt_after: int = 0
    """Control steps in which no prompt is shown and touches count for nothing."""
    prompt_until: int | None = None
    """Observations that may show a prompt, the first ones."""
    seen_until: int | None = None
    """Observations that show the objects, the first ones."""


@dataclass(frozen=True)
class Episode:
    """What does not change between two resets. n objects; lengths in metres; the maze's middle is the origin.

    Who wants to know one of these facts asks the episode and not the scenario, which may leave it to be drawn.
    """

    layout: Layout
    boxes: Boxes
    """The walls, in covering order."""
    block_texture: NDArray[np.uint8]
    """uint8 [9]: which wall image each block has."""
    object_cells: tuple[Cell, ...]
    """(row, column) of each object, in slot order."""
    centers: NDArray[np.float64]
    """float64 [n, 3]: x, y, z of the objects, metres."""
    positions: NDArray[np.float64]
    """float64 [n, 2]: x, y of the objects in cells from the bottom-left inner corner, as observations tell them."""
    colors: NDArray[np.float64]
    """float64 [n, 3]: RGB of the objects in [0, 1]."""
    first_target: int
    start: Pose
    touched_at_start: tuple[bool, ...]
    """A flag for each object: counts as touched though nobody is there, by `objects.centre_object_counts_at_start`."""
    cell_size: float
    """The side of a cell."""
    wall_height: float
    """How high the walls are."""
    radius: float
    """The radius of each object."""
    prompt_steps: int | None
    """How many observations show each new prompt; None for all."""
    field_of_view: float
    """The camera's vertical field of view in degrees; 0 in a top view that is as wide as the maze needs."""
    camera_height: float
    """How far the first-person camera is above the floor when the walker stands."""
    terms: Terms
    """The numbers of the task."""
    style: str
    """Which set of images the walls and floors are painted with."""
    options: Mapping[str, Any]
    """Values for a rule of another package: the scenario's `task.options`, with what was drawn of them."""
    drawn: Mapping[str, Any]
    """What this episode drew of its scenario, by dotted field; empty where nothing is drawn."""


def facts(scenario: Scenario) -> dict[str, Any]:
    """The fields of an `Episode` that its scenario says by itself."""
    camera, task, visible = scenario.camera, scenario.task, scenario.objects.visible
    seen_until = {"always": None, "never": 0}[visible] if isinstance(visible, str) else visible.steps
    widest = 0.0 if camera.view == "top" else FIELD_OF_VIEW
    return {
        "cell_size": scenario.maze.cell_size,
        "wall_height": scenario.maze.wall_height,
        "radius": scenario.objects.radius,
        "prompt_steps": scenario.observation.prompt_steps,
        "field_of_view": camera.field_of_view or widest,
        "camera_height": camera.height,
        "style": scenario.maze.style,
        "options": dict(scenario.task.options),
        "drawn": {},
        "terms": Terms(
            reward=task.reward,
            wrong_touch=task.wrong_touch,
            step_reward=task.step_reward,
            find=task.find,
            candidates=scenario.prompted_objects,
            first_prompt_after=task.first_prompt_after,
            prompt_until=scenario.observation.prompt_until,
            seen_until=seen_until,
        ),
    }
