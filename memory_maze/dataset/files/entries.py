"""What a trajectory holds, entry by entry: the published offline dataset's names, shapes, types and order."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from memory_maze.game.actions import ACTIONS
from memory_maze.observation.keys import key_specs
from memory_maze.scenario.schema import Observation, Scenario

OBSERVED: tuple[str, ...] = (
    "image",
    "maze_layout",
    "agent_pos",
    "agent_dir",
    "targets_pos",
    "targets_vec",
    "target_pos",
    "target_vec",
    "target_color",
)
"""The entries that are keys of an observation, in every trajectory."""


class Entry(NamedTuple):
    """One array of a trajectory, without its leading axis of time."""

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype[np.generic]

    @property
    def row_bytes(self) -> int:
        """Bytes of one moment."""
        return math.prod(self.shape) * self.dtype.itemsize


def recorded(scenario: Scenario) -> Scenario:
    """The same task, observed with every published key, whatever the scenario gives its agents, and with its own."""
    keys = (*OBSERVED, *further_keys(scenario))
    observation = scenario.observation.model_dump(exclude_unset=True) | {"form": "dict", "keys": keys}
    return scenario.model_copy(update={"observation": Observation(**observation)})


def further_keys(scenario: Scenario) -> tuple[str, ...]:
    """The keys that the scenario gives its agents beside the published ones."""
    if scenario.observation.form != "dict":
        return ()
    return tuple(key for key in scenario.observation.keys if key not in OBSERVED)


def entries(scenario: Scenario) -> tuple[Entry, ...]:
    """The arrays of a trajectory of this scenario, in the order of the file.

    They are the published set's (docs/benchmark.md, section "The offline dataset"), and behind them the keys that only
    this scenario has. Where no type is named there it is the one that the published data's writer gives: float64 for
    actions and rewards, bool for flags.
    """
    specs = key_specs(recorded(scenario))
    keys = (*OBSERVED, *further_keys(scenario))
    observed = {key: Entry(key, specs[key].shape, np.dtype(specs[key].dtype)) for key in keys}
    action = (len(ACTIONS),) if scenario.control.actions == "discrete" else (2,)
    number, flag = np.dtype(np.float64), np.dtype(np.bool_)
    return (
        observed.pop("image"),
        Entry("action", action, number),
        Entry("reward", (), number),
        Entry("terminal", (), flag),
        Entry("reset", (), flag),
        *observed.values(),
    )
