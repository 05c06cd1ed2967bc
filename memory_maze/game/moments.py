"""One moment of N episodes, a row a maze: what observations, policies, pictures and recordings are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.body import Pose
from memory_maze.game.engine import Rows
from memory_maze.game.episode import Episode

ALWAYS = int(np.iinfo(np.int64).max)
"""A number of steps that no episode has."""

NOTHING = -1
"""The `target` of a maze in which nothing is prompted."""


@dataclass(frozen=True, eq=False)
class Moments:
    """N mazes between two control steps, K objects at most, nothing hidden.

    Metres, seconds, radians; the origin is each maze's middle. A world's own moments are written in place by it: who
    wants to keep a moment takes a `copy`.
    """

    episodes: list[Episode | None]
    """N facts that do not change until `number` does; None before the first episode."""
    number: NDArray[np.int64]
    """int64 [N]: the episode's number; no two that are begun or restored in a process have the same one."""
    steps: NDArray[np.int64]
    """int64 [N]: control steps since the episode began."""
    found: NDArray[np.int64]
    """int64 [N]: objects found in this episode."""
    total: NDArray[np.float64]
    """float64 [N]: the return so far."""
    positions: NDArray[np.float64]
    """float64 [N, 5]: x, y, z, steer and roll of each walker; the heading is -steer, anticlockwise from +x."""
    speeds: NDArray[np.float64]
    """float64 [N, 5]: how fast those change, a second."""
    wrong: NDArray[np.int64]
    """int64 [N]: touches of other objects than the prompted one, in this episode."""
    succeeded: NDArray[np.bool_]
    """bool [N]: whether the episode has come to its goal, where the rule has one."""
    target: NDArray[np.int64]
    """int64 [N]: the prompted object, or `NOTHING`."""
    prompted: NDArray[np.bool_]
    """bool [N]: whether an observation of this moment shows the prompt."""
    prompt_age: NDArray[np.int64]
    """int64 [N]: observations that have already shown this prompt."""
    prompt_steps: NDArray[np.int64]
    """int64 [N]: observations that show each new prompt; `ALWAYS` for all."""
    prompt_from: NDArray[np.int64]
    """int64 [N]: control steps at the beginning in which no prompt is shown."""
    prompt_until: NDArray[np.int64]
    """int64 [N]: observations of an episode that may show a prompt, the first ones; `ALWAYS` for all."""
    seen_until: NDArray[np.int64]
    """int64 [N]: observations of an episode that show the objects, the first ones; `ALWAYS` for all."""
    hidden: NDArray[np.bool_]
    """bool [N, K]: objects that are not drawn at this moment."""
    gone: NDArray[np.bool_]
    """bool [N, K]: objects that have vanished: they are neither drawn nor touched any more."""
    objects: NDArray[np.int64]
    """int64 [N]: how many objects there are, the first ones of K."""
    centers: NDArray[np.float64]
    """float64 [N, K, 3]: x, y, z of the objects' centres."""
    places: NDArray[np.float64]
    """float64 [N, K, 2]: where the objects are, x and y in cells from the bottom-left inner corner."""
    colors: NDArray[np.float64]
    """float64 [N, K, 3]: RGB of the objects in [0, 1]."""
    radius: NDArray[np.float64]
    """float64 [N]: the objects' radius."""
    cell_size: NDArray[np.float64]
    """float64 [N]: side of a cell."""
    middle: NDArray[np.float64]
    """float64 [N, 2]: cells from the bottom-left inner corner to the middle, along x and y."""
    free: NDArray[np.uint8]
    """uint8 [N, H, W]: 1 free, 0 wall; outer wall included, row 0 at the bottom. What a smaller maze leaves is wall."""

    def __len__(self) -> int:
        return len(self.number)

    def episode(self, row: int = 0) -> Episode:
        """The facts of one maze's episode.

        Raises:
          RuntimeError: it has none yet.
        """
        episode = self.episodes[row]
        if episode is None:
            raise RuntimeError("no episode has begun; call reset()")
        return episode

    def pose(self, row: int = 0) -> Pose:
        """Where one walker is."""
        return Pose(*self.positions[row, :4].tolist())

    def map(self, row: int = 0) -> NDArray[np.uint8]:
        """uint8 [h, w]: one maze's part of `free`, outer wall included."""
        height, width = self.episode(row).layout.shape
        return self.free[row, :height, :width]

    def take(self, rows: Rows | Sequence[int]) -> Moments:
        """Some of the rows, as copies."""
        rows = np.asarray(rows, np.int64)
        arrays = {name: getattr(self, name)[rows] for name in _ARRAYS}
        return replace(self, episodes=[self.episodes[row] for row in rows.tolist()], **arrays)

    def copy(self) -> Moments:
        """The moment as it is now, which nothing changes any more."""
        return replace(self, episodes=list(self.episodes), **{name: getattr(self, name).copy() for name in _ARRAYS})


_ARRAYS = tuple(field.name for field in fields(Moments) if field.name != "episodes")


(
    NUMBER,
    STEPS,
    FOUND,
    WRONG,
    TARGET,
    PROMPT_AGE,
    PROMPT_STEPS,
    PROMPT_FROM,
    PROMPT_UNTIL,
    SEEN_UNTIL,
    OBJECTS,
) = range(11)
"""Rows of a block of whole numbers, one for each field of `Moments` that has the same name in small letters. Compiled
functions take the block, since each array that is handed to them takes its time."""

COUNTED = (
    *("number", "steps", "found", "wrong", "target", "prompt_age", "prompt_steps", "prompt_from", "prompt_until"),
    *("seen_until", "objects"),
)
"""The fields of the block, in its order."""


def room_for_counts(count: int) -> NDArray[np.int64]:
    """int64 [11, N]: zeros for N mazes, see `NUMBER` and the others."""
    return np.zeros((len(COUNTED), count), np.int64)


def room_for(counts: NDArray[np.int64], most: int, shape: tuple[int, int], **shared: NDArray[Any]) -> Moments:
    """Moments of mazes that have no episode yet.

    Args:
      counts: int64 [11, N], the block that their whole numbers are rows of.
      most: room for so many objects in each maze.
      shape: (H, W) of the largest maze, outer wall included.
      **shared: arrays that belong to somebody else, by field.
    """
    count = counts.shape[1]
    whole, each = (count,), (count, most)
    arrays: dict[str, NDArray[Any]] = {
        **dict(zip(COUNTED, counts, strict=True)),
        **{name: np.zeros(whole, np.bool_) for name in ("succeeded", "prompted")},
        **{name: np.zeros(each, np.bool_) for name in ("hidden", "gone")},
        **{name: np.zeros(whole) for name in ("total", "radius", "cell_size")},
        "positions": np.zeros((count, 5)),
        "speeds": np.zeros((count, 5)),
        "centers": np.zeros((*each, 3)),
        "places": np.zeros((*each, 2)),
        "colors": np.zeros((*each, 3)),
        "middle": np.zeros((count, 2)),
        "free": np.zeros((count, *shape), np.uint8),
    }
    return Moments(episodes=[None] * count, **cast(Any, arrays | shared))
