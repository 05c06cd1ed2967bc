"""What an observation is made from: one moment of one episode."""

from __future__ import annotations

from typing import NamedTuple

from memory_maze.game.body import Pose
from memory_maze.game.episode import Episode


class State(NamedTuple):
    """One moment between two control steps."""

    episode: Episode
    pose: Pose
    target: int
    """Index of the prompted object."""
    hidden: tuple[bool, ...]
    """A flag for each object: not drawn at this moment."""
    prompt_age: int
    """Observations that have already shown this prompt."""
