"""Spaces of the old `gym`, or of Gymnasium where that is not installed, made from dm_env specs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np
from numpy.typing import NDArray

from memory_maze.dm import specs


def library() -> Any:
    """The old `gym` where it can be imported, else `gymnasium`: both have `Env` and `spaces`."""
    try:
        import gym
    except Exception:
        # Not installed; or so old that it does not fit what is installed beside it, which shows in many ways.
        return gymnasium
    return gym


def to_space(spec: Any) -> Any:
    """The space that holds what a dm_env spec describes.

    Args:
      spec: of an array, or a mapping or sequence of specs.

    Returns:
      A `Discrete`, `Box`, `Dict` or `Tuple` of `library()`.

    Raises:
      TypeError: it is no such spec.
    """
    spaces = library().spaces
    if isinstance(spec, Mapping):
        return spaces.Dict({key: to_space(one) for key, one in spec.items()})
    if isinstance(spec, list | tuple):
        return spaces.Tuple(tuple(to_space(one) for one in spec))
    if isinstance(spec, specs.DiscreteArray):
        return spaces.Discrete(int(spec.num_values))
    if isinstance(spec, specs.BoundedArray):
        return _box(spaces, spec, spec.minimum, spec.maximum)
    if isinstance(spec, specs.Array) and spec.dtype.kind in "biuf":
        return _box(spaces, spec, *_widest(spec.dtype))
    raise TypeError(f"{spec!r} is no dm_env spec of numbers, and no mapping of such specs")


def _box(spaces: Any, spec: specs.Array, low: Any, high: Any) -> Any:
    return spaces.Box(_filled(spec, low), _filled(spec, high), dtype=spec.dtype.type)


def _filled(spec: specs.Array, bound: Any) -> NDArray[Any]:
    return np.broadcast_to(np.asarray(bound, spec.dtype), spec.shape).copy()


def _widest(dtype: np.dtype[Any]) -> tuple[Any, Any]:
    """The bounds of an array that has none of its own."""
    if dtype.kind == "f":
        return -np.inf, np.inf
    if dtype.kind == "b":
        return False, True
    info = np.iinfo(dtype)
    return info.min, info.max
