"""Gymnasium spaces of a scenario."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from memory_maze.game.actions import ACTIONS
from memory_maze.observation.keys import key_specs
from memory_maze.observation.specs import ArraySpec
from memory_maze.scenario.schema import Scenario


def action_space(scenario: Scenario) -> spaces.Discrete | spaces.Box:
    """Discrete(6), or Box(-1, 1, (2,), float64) of (roll, steer)."""
    if scenario.control.actions == "discrete":
        return spaces.Discrete(len(ACTIONS))
    return spaces.Box(-1.0, 1.0, (2,), np.float64)


def observation_space(scenario: Scenario) -> spaces.Space[Any]:
    """The picture's Box, or a Dict of the scenario's keys and further outputs."""
    boxes = {key: _box(spec) for key, spec in key_specs(scenario).items()}
    return boxes["image"] if scenario.shows_image_alone else spaces.Dict(boxes)  # type: ignore[arg-type]


def _box(spec: ArraySpec) -> spaces.Box:
    return spaces.Box(spec.low, spec.high, spec.shape, spec.dtype)  # type: ignore[arg-type]
