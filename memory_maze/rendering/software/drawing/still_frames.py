"""Frames of what stands still, kept while the mazes stay the same."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class StillFrames:
    """Top views without the walker, one a maze of the batch, and which of them are out of date."""

    def __init__(self) -> None:
        self.frames: NDArray[np.uint8] = np.zeros((0, 0, 0, 3), np.uint8)
        self.is_old: NDArray[np.bool_] = np.ones(0, np.bool_)
        self._key: Any = None
        self._arrays: tuple[NDArray[Any], ...] | None = None

    def match(self, arrays: tuple[NDArray[Any], ...], textures: Any, shape: tuple[int, ...]) -> None:
        """Makes room for frames of `shape`, uint8[N, height, width, 3], and marks those whose maze has changed.

        Args:
          arrays: all that decides what the frames show, each [N, ...].
          textures: the images that they count.
          shape: of all frames.
        """
        key = tuple(array.tobytes() for array in arrays)
        old = self._arrays
        same_kind = (
            old is not None and self.frames.shape == shape and self._key is not None and self._key[0] == textures
        )
        if same_kind and self._key[1] == key:
            return
        if not same_kind or old is None or any(a.shape != b.shape for a, b in zip(old, arrays, strict=True)):
            self.frames = np.zeros(shape, np.uint8)
            self.is_old = np.ones(shape[0], np.bool_)
        else:
            for before, now in zip(old, arrays, strict=True):
                self.is_old |= (before != now).reshape(shape[0], -1).any(axis=1)
        self._key = (textures, key)
        self._arrays = tuple(array.copy() for array in arrays)
