"""What a policy is told: one moment of N episodes, as arrays, nothing hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.state import State

if TYPE_CHECKING:
    from memory_maze.batch.mazes import Mazes


@dataclass(frozen=True)
class Situation:
    """One moment between two control steps. Metres, seconds, radians; the origin is a maze's middle."""

    episode: NDArray[np.int64]
    """int64 [N]: a number that changes whenever a maze's episode does."""
    walls: NDArray[np.bool_]
    """bool [N, H, W]: where walls are; row 0 on top, the border all walls."""
    objects: NDArray[np.float64]
    """float64 [N, n, 2]: x, y of the objects, metres."""
    target: NDArray[np.int64]
    """int64 [N]: the prompted object."""
    pose: NDArray[np.float64]
    """float64 [N, 4]: x, y, z and steer of the walkers, metres and radians."""
    speed: NDArray[np.float64]
    """float64 [N]: metres a second along the heading."""
    turn_rate: NDArray[np.float64]
    """float64 [N]: radians a second, anticlockwise."""


def speeds_of(qpos: NDArray[np.float64], qvel: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Speeds along the heading and turn rates, from the physics model's state.

    Args:
      qpos: float64 [N, 5] x, y, z, steer, roll.
      qvel: float64 [N, 5] the same.

    Returns:
      float64 [N] m/s, float64 [N] rad/s anticlockwise.
    """
    heading = -qpos[:, 3]
    return qvel[:, 0] * np.cos(heading) + qvel[:, 1] * np.sin(heading), -qvel[:, 3]


def situation_of_mazes(mazes: Mazes) -> Situation:
    """The situation of a batch, whose mazes have one size."""
    speed, turn_rate = speeds_of(mazes.physics.positions, mazes.physics.speeds)
    return Situation(
        episode=mazes.episodes.copy(),
        walls=mazes.grids,
        objects=mazes.centers[..., :2],
        target=mazes.target.copy(),
        pose=mazes.physics.positions[:, :4].copy(),
        speed=speed,
        turn_rate=turn_rate,
    )


def situation_of(state: State, episode: int, speed: float, turn_rate: float) -> Situation:
    """The situation of one environment, N = 1.

    Args:
      state: of the environment.
      episode: counts its episodes.
      speed: m/s along the heading.
      turn_rate: rad/s anticlockwise.
    """
    return Situation(
        episode=np.array([episode]),
        walls=state.episode.layout.walls[None],
        objects=state.episode.centers[None, :, :2],
        target=np.array([state.target]),
        pose=np.array([state.pose]),
        speed=np.array([speed]),
        turn_rate=np.array([turn_rate]),
    )
