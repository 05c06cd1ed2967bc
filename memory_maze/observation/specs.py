"""Shapes, types and bounds of what an agent gets, from the scenario alone: nothing is built or drawn to learn them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from memory_maze.rendering.segmentation import FIRST_OBJECT
from memory_maze.scenario.schema import ObservationKey, Output, Scenario

Key = ObservationKey | Output
"""Every name that an entry of an observation can have."""


class ArraySpec(NamedTuple):
    """An array that an observation holds."""

    shape: tuple[int, ...]
    dtype: type[np.generic]
    low: float
    high: float


def key_specs(scenario: Scenario) -> dict[Key, ArraySpec]:
    """What each key of the scenario's observations is: `image` alone for the form `image`, then further outputs."""
    known = _all_specs(scenario)
    keys: list[Key] = ["image"] if scenario.observation.form == "image" else list(scenario.observation.keys)
    keys += [output for output in scenario.camera.outputs if output != "image"]
    return {key: known[key] for key in keys}


def _all_specs(scenario: Scenario) -> dict[Key, ArraySpec]:
    side = scenario.camera.resolution
    count = scenario.objects.count
    width, height = scenario.maze_shape
    highest = 2 if scenario.observation.shortest_path else 1
    return {
        "image": ArraySpec((side, side, 3), np.uint8, 0, 255),
        "target_color": _numbers(3),
        "agent_pos": _numbers(2),
        "agent_dir": _numbers(2),
        "targets_vec": _numbers(count, 2),
        "targets_pos": _numbers(count, 2),
        "target_vec": _numbers(2),
        "target_pos": _numbers(2),
        "maze_layout": ArraySpec((height, width), np.uint8, 0, highest),
        "depth": ArraySpec((side, side), np.float32, 0, np.inf),
        "segmentation": ArraySpec((side, side), np.uint8, 0, FIRST_OBJECT + count - 1),
    }


def _numbers(*shape: int) -> ArraySpec:
    return ArraySpec(shape, np.float64, -np.inf, np.inf)
