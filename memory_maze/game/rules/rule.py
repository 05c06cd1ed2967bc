"""What a task rule is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.engine import Rows
from memory_maze.game.episode import Episode
from memory_maze.game.moments import Moments


class Turn(NamedTuple):
    """A control step that has been driven and is to be scored, in n of N mazes."""

    rows: Rows
    """int64 [n]: which mazes are scored."""
    now: Moments
    """The moments of all N mazes; `target`, `prompt_age`, `found`, `wrong`, `succeeded`, `gone`, `centers` and `places`
    are the rule's to change."""
    counts: NDArray[np.int64]
    """int64 [11, N]: the whole numbers of `now` in one block, for compiled functions; see `game.moments`."""
    touched: NDArray[np.bool_]
    """bool [N, K]: objects touched at any physics step of this control step, a row a maze of `now`."""
    streams: Sequence[np.random.RandomState]
    """N random streams: the benchmark's, of which its own episodes are drawn."""
    rewards: NDArray[np.float64]
    """float64 [n]: zeros; what each maze of `rows` earns is to be written, in their order."""
    terminated: NDArray[np.bool_]
    """bool [n]: false; to be set where the episode of one of `rows` is over before its time."""
    second_streams: Sequence[np.random.RandomState]
    """N random streams for whatever the benchmark does not draw, so that its episodes stay the same."""


class Rule(Protocol):
    """Decides what touching objects earns, what is prompted, and when an episode is over before its time.

    One rule serves all mazes that play by it. A rule that remembers something of a maze keeps it by the maze's row, and
    tells it by `get_state`. One's own rules inherit from this class.
    """

    def open(self, now: Moments) -> None:
        """Makes room for what it remembers of the N mazes of `now`; called once, before all else."""

    def show(self, row: int, episode: Episode) -> None:
        """Takes over what stays as it is in an episode of a maze; called before `begin`, and before `set_state`."""

    def begin(self, row: int, now: Moments, stream: np.random.RandomState) -> None:
        """Sets `now.target[row]`, an object's number or `moments.NOTHING`.

        The episode's facts are already there. It may draw from the maze's stream.
        """
        ...

    def score(self, turn: Turn) -> None:
        """Scores a control step."""
        ...

    def get_state(self, row: int) -> Any:
        """What the rule remembers of one maze, for a snapshot: something that can be pickled."""
        return None

    def set_state(self, row: int, state: Any) -> None:
        """Goes to where `get_state` was."""
        return None
