"""The entries of an observation, each once: its name, what array it is, and how it is made from N moments.

What a camera gives (`PICTURES`) is drawn by `frames`; all else is a function here. docs/extending.md adds one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.colors import color_name
from memory_maze.observation.specs import ArraySpec, numbers
from memory_maze.rendering.segmentation import FIRST_OBJECT
from memory_maze.scenario.schema import Scenario
from memory_maze.tables import OBSERVATION_KEYS

if TYPE_CHECKING:
    # Whoever asks for specs alone needs no compiler.
    from memory_maze.observation.glance import Glance


class Key(NamedTuple):
    """One entry of an observation."""

    spec: Callable[[Scenario], ArraySpec]
    """What array it is, from the scenario alone: nothing is built or drawn to learn it."""
    write: Callable[[Glance, NDArray[Any]], None]
    """Writes n rows of it: (moments, array [n, *shape])."""


def _target_color(seen: Glance, out: NDArray[Any]) -> None:
    now = seen.now
    out[...] = now.colors[seen.rows, now.target]
    out[~now.prompted] = 0.0


def _agent_pos(seen: Glance, out: NDArray[Any]) -> None:
    out[...] = seen.agents


def _agent_dir(seen: Glance, out: NDArray[Any]) -> None:
    out[...] = seen.ahead


def _targets_vec(seen: Glance, out: NDArray[Any]) -> None:
    out[...] = seen.vectors[:, : out.shape[1]]


def _targets_pos(seen: Glance, out: NDArray[Any]) -> None:
    out[...] = seen.now.places[:, : out.shape[1]]


def _target_vec(seen: Glance, out: NDArray[Any]) -> None:
    _of_target(seen, seen.vectors, out)


def _target_pos(seen: Glance, out: NDArray[Any]) -> None:
    _of_target(seen, seen.now.places, out)


def _of_target(seen: Glance, values: NDArray[np.float64], out: NDArray[Any]) -> None:
    """Those of float64 [n, K, 2] that belong to the prompted objects; zeros where there is none."""
    target = seen.now.target
    out[...] = values[seen.rows, target]
    out[target < 0] = 0.0


def _maze_layout(seen: Glance, out: NDArray[Any]) -> None:
    height, width = out.shape[1:]
    out[...] = seen.now.free[:, 1 : height + 1, 1 : width + 1]
    for row, layout in seen.paths.items():
        out[row] = layout


def _maze_layout_spec(scenario: Scenario) -> ArraySpec:
    width, height = scenario.maze_shape
    return ArraySpec((height, width), np.uint8, 0, 2 if scenario.observation.shortest_path else 1)


def _target_onehot(seen: Glance, out: NDArray[Any]) -> None:
    now = seen.now
    out[...] = (np.arange(out.shape[1]) == now.target[:, None]) & now.prompted[:, None]


def _target_distance(seen: Glance, out: NDArray[Any]) -> None:
    out[:, 0] = seen.distances


def _prompt_text(seen: Glance, out: NDArray[Any]) -> None:
    out[...] = 0
    for row in np.flatnonzero(seen.now.prompted).tolist():
        letters = color_name(seen.now.colors[row, seen.now.target[row]]).encode("ascii")
        out[row, : len(letters)] = np.frombuffer(letters, np.uint8)


TARGET_COLOR = Key(lambda scenario: numbers(3), _target_color)
"""RGB in [0, 1] of the prompted object; black while the prompt is not shown."""

AGENT_POS = Key(lambda scenario: numbers(2), _agent_pos)
"""x, y of the agent in cells, from the bottom-left inner corner."""

AGENT_DIR = Key(lambda scenario: numbers(2), _agent_dir)
"""The unit vector that driving forward moves along."""

TARGETS_VEC = Key(lambda scenario: numbers(scenario.objects.count, 2), _targets_vec)
"""Each object relative to the agent: right and forward, in cells."""

TARGETS_POS = Key(lambda scenario: numbers(scenario.objects.count, 2), _targets_pos)
"""x, y of each object in cells, from the bottom-left inner corner."""

TARGET_VEC = Key(lambda scenario: numbers(2), _target_vec)
"""The prompted object relative to the agent."""

TARGET_POS = Key(lambda scenario: numbers(2), _target_pos)
"""x, y of the prompted object."""

MAZE_LAYOUT = Key(_maze_layout_spec, _maze_layout)
"""0 wall, 1 free, 2 on the shortest path where that is asked for; row 0 at the bottom, no outer wall."""


TARGET_ONEHOT = Key(lambda scenario: ArraySpec((scenario.objects.count,), np.float64, 0, 1), _target_onehot)
"""1 for the prompted object, 0 for the others; all 0 while the prompt is not shown."""

TARGET_DISTANCE = Key(lambda scenario: ArraySpec((1,), np.float64, 0, np.inf), _target_distance)
"""Metres of the shortest way to the prompted object, from cell to cell; 0 where nothing is prompted."""

PROMPT_TEXT = Key(lambda scenario: ArraySpec((LETTERS,), np.uint8, 0, 127), _prompt_text)
"""The name of the prompted colour in ASCII, such as `red` or `#00ffaa`, then zeros; all 0 while it is not shown."""


def _image(scenario: Scenario) -> ArraySpec:
    return ArraySpec((scenario.camera.resolution, scenario.camera.resolution, 3), np.uint8, 0, 255)


def _depth(scenario: Scenario) -> ArraySpec:
    return ArraySpec((scenario.camera.resolution, scenario.camera.resolution), np.float32, 0, np.inf)


def _segmentation(scenario: Scenario) -> ArraySpec:
    side = scenario.camera.resolution
    return ArraySpec((side, side), np.uint8, 0, FIRST_OBJECT + scenario.objects.count - 1)


PICTURES: dict[str, Callable[[Scenario], ArraySpec]] = {
    "image": _image,
    "depth": _depth,
    "segmentation": _segmentation,
}
"""What a camera gives, in the order of `rendering.Layers`."""


GOAL_IMAGE = "goal_image"
"""The key of what the camera would give in front of the prompted object; black while the prompt is not shown."""

LETTERS = 16
"""Room for the name of a colour."""


def key_specs(scenario: Scenario) -> dict[str, ArraySpec]:
    """What each key of the scenario's observations is: `image` alone for the form `image`, then further outputs."""
    keys: list[str] = ["image"] if scenario.observation.form == "image" else [*scenario.observation.keys]
    keys += [output for output in scenario.camera.outputs if output != "image"]
    drawn = {**PICTURES, GOAL_IMAGE: _image}
    return {key: drawn[key](scenario) if key in drawn else _known(key).spec(scenario) for key in keys}


def writers(specs: dict[str, ArraySpec]) -> dict[str, Callable[[Glance, NDArray[Any]], None]]:
    """How each key that is not a picture is written."""
    return {key: _known(key).write for key in specs if key not in (*PICTURES, GOAL_IMAGE)}


def _known(key: str) -> Key:
    known: Key = OBSERVATION_KEYS.get(key)
    return known
