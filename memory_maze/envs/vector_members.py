"""What Gymnasium's vector environments of single ones offer member by member, for a batch whose members are rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium.utils import seeding
from gymnasium.vector import VectorEnv
from numpy.typing import NDArray

from memory_maze.game.engine import Rows
from memory_maze.game.moments import Moments
from memory_maze.scenario.schema import Scenario

MEMBER_METHODS = ("get_state", "render")
"""Those that give one result a maze."""

_OF_ONE = {"action_space": "single_action_space", "observation_space": "single_observation_space"}


class MemberwiseVectorEnv(VectorEnv[Any, Any, Any]):
    """`get_attr`, `set_attr` and `call` as `SyncVectorEnv` has them, as far as mazes of a batch can have them."""

    scenarios: tuple[Scenario, ...]
    """The scenario of each maze."""
    _member_seeds: tuple[int | None, ...] = ()

    def call(self, name: str, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        """What a method or an attribute of each maze gives.

        Args:
          name: "get_state", "render", or an attribute as `get_attr` takes it.
          *args: of the method.
          **kwargs: of the method.

        Returns:
          One result a maze.

        Raises:
          AttributeError: there is no such thing maze by maze.
        """
        if name in MEMBER_METHODS:
            results = getattr(self, name)(*args, **kwargs)
            return (None,) * self.num_envs if results is None else tuple(results)
        return self.get_attr(name)

    def get_attr(self, name: str) -> tuple[Any, ...]:
        """An attribute, one value a maze: its `scenario`, its spaces, `np_random_seed`, or what all share.

        Raises:
          AttributeError: there is none of that name, or it is a method.
        """
        if name == "scenario":
            return self.scenarios
        if name == "np_random_seed" and self._member_seeds:
            return self._member_seeds
        value = getattr(self, _OF_ONE.get(name, name))
        if callable(value):
            raise AttributeError(f"{name!r} cannot be called maze by maze; call it on the vector environment, for all")
        return (value,) * self.num_envs

    def set_attr(self, name: str, values: Any) -> None:
        """Raises NotImplementedError: mazes of a batch are no objects of their own."""
        raise NotImplementedError(
            f"{name!r} cannot be set: mazes of a batch have no attributes of their own; "
            "to change their scenario, make a new environment"
        )

    def take_seeds(self, seeds: Sequence[int | None], given: Any) -> None:
        """Has `np_random` and `np_random_seed` follow a reset, as other vector environments do.

        Args:
          seeds: one a maze; None where it goes on with its stream.
          given: to `reset`. If it is a number, that is the seed of the batch; else each maze has its own.
        """
        if all(seed is None for seed in seeds):
            return
        merged = zip(seeds, self._member_seeds or [None] * self.num_envs, strict=True)
        self._member_seeds = tuple(before if seed is None else seed for seed, before in merged)
        if isinstance(given, int | np.integer):
            self._np_random, self._np_random_seed = seeding.np_random(int(given))
        else:
            self._np_random, _ = seeding.np_random(next(seed for seed in seeds if seed is not None))
            self._np_random_seed = self._member_seeds  # type: ignore[assignment]


TOLD = {"target_index": "target", "targets_found": "found", "wrong_touches": "wrong"}
"""Whole numbers that an info has, and the fields of `Moments` that they are."""


def infos(now: Moments, rows: Rows, has_goal: bool, drawn: Sequence[str] = ()) -> dict[str, Any]:
    """The info of all mazes, with masks that say of which it is.

    Args:
      now: of all of them.
      rows: those of which it is told; the others have zeros.
      has_goal: whether any of the tasks has one.
      drawn: the dotted fields that any of the mazes draws.
    """
    mask: NDArray[np.bool_] = np.zeros(len(now), np.bool_)
    mask[rows] = True
    told: dict[str, Any] = {name: np.where(mask, getattr(now, field), 0) for name, field in TOLD.items()}
    if has_goal:
        told["is_success"] = now.succeeded & mask
    if drawn:
        told["drawn"] = _drawn(now, mask, drawn)
    return {**told, **{f"_{name}": mask.copy() for name in told}}


def _drawn(now: Moments, mask: NDArray[np.bool_], fields: Sequence[str]) -> dict[str, Any]:
    """What episodes drew, by field, with masks: numbers as float64 [N], all else as objects."""
    told: dict[str, Any] = {}
    for field in fields:
        values = [now.episode(row).drawn.get(field) if asked else None for row, asked in enumerate(mask.tolist())]
        is_there = np.array([value is not None for value in values])
        are_numbers = all(isinstance(value, int | float) for value in values if value is not None)
        array = np.zeros(len(values)) if are_numbers else np.full(len(values), None, dtype=object)
        for row in np.flatnonzero(is_there).tolist():
            array[row] = values[row]
        told[field], told[f"_{field}"] = array, is_there
    return told
