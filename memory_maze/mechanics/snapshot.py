"""All that one maze needs to go on exactly where it was: for search, debugging and training that is resumed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.mechanics.episode import Episode, SourceState


@dataclass(frozen=True)
class Snapshot:
    """One maze between two control steps. Can be pickled; n objects."""

    scenario: str
    """`digest` of the scenario."""
    stream: Any
    """The random stream, as `RandomState.get_state` gives it."""
    source: SourceState
    episode: Episode | None
    """None before the first one."""
    physics: NDArray[np.float64]
    """MuJoCo's integration state (`mjSTATE_INTEGRATION`)."""
    target: int
    touched: tuple[bool, ...]
    """n flags, of objects touched since the last control step."""
    hidden: tuple[bool, ...]
    """n flags, of objects not drawn at this moment."""
    prompt_age: int
    steps: int
    """Control steps since the episode began."""
    found: int
    """Objects found in this episode."""
    running: bool
    """Whether the episode goes on."""


def require_scenario(snapshot: Snapshot, digest: str, whose: str) -> None:
    """Raises ValueError unless the snapshot was taken from the same scenario.

    Args:
      snapshot: to be restored.
      digest: of the scenario of the environment that is to take it.
      whose: what that environment is called in the message.
    """
    if snapshot.scenario != digest:
        raise ValueError(f"the state was saved from another scenario than that of {whose}; restore it there")
