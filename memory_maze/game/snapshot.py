"""All that one maze needs to go on exactly where it was: for search, debugging and training that is resumed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.game.draws import SourceState
from memory_maze.game.episode import Episode, facts
from memory_maze.notebooks import html_of
from memory_maze.scenario.schema import Scenario


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One maze between two control steps. Can be pickled; n objects."""

    scenario: str
    """The `digest` of the scenario that it was taken from."""
    stream: Any
    """The random stream, as `RandomState.get_state` gives it."""
    source: SourceState
    episode: Episode
    physics: NDArray[np.float64]
    """MuJoCo's integration state (`mjSTATE_INTEGRATION`)."""
    target: int
    touched: tuple[bool, ...]
    """A flag for each object: touched since the last control step."""
    hidden: tuple[bool, ...]
    """A flag for each object: not drawn at this moment."""
    prompt_age: int
    steps: int
    """Control steps since the episode began."""
    found: int
    """Objects found in this episode."""
    running: bool
    """Whether the episode goes on."""
    total: float = 0.0
    """The return so far."""
    rule: Any = None
    """What the task's rule remembers of the maze, as `Rule.get_state` gives it."""
    second_stream: Any = None
    """The random stream of what the benchmark does not draw, likewise; None where nothing was drawn from it yet."""
    wrong: int = 0
    """Touches of other objects than the prompted one."""
    succeeded: bool = False
    """Whether the episode has come to its goal."""
    gone: tuple[bool, ...] = ()
    """A flag for each object: vanished. Empty where none is."""
    centers: NDArray[np.float64] | None = None
    """float64 [n, 3]: where the objects are now, metres; None where they never moved."""

    def _repr_html_(self) -> str:
        return html_of("state", self)


def completed(snapshot: Snapshot, scenario: Scenario) -> Snapshot:
    """The same, with what older versions did not write down of an episode, which was then as the scenario has it."""
    known = vars(snapshot.episode)
    missing = {name: value for name, value in facts(scenario).items() if name not in known}
    if not missing:
        return snapshot
    episode = Episode(**known, **missing)
    # Version 0.1.0 knew no return, and each find was worth 1.
    return replace(snapshot, episode=episode, total=float(snapshot.found) if "radius" in missing else snapshot.total)


def require_fit(snapshot: Any, digests: Collection[str], size: int, whose: str) -> None:
    """Checks that a snapshot can be restored.

    Args:
      snapshot: what was given.
      digests: of the scenario of the environment that is to take it, in every form that it has or had.
      size: numbers in the integration state of that environment.
      whose: what it is called in the message.

    Raises:
      ValueError: it is no snapshot, or was taken from another scenario or another physics model.
    """
    if not isinstance(snapshot, Snapshot):
        raise ValueError(f"the state for {whose} is {type(snapshot).__name__}, not a snapshot that get_state gives")
    if snapshot.scenario not in digests:
        raise ValueError(f"the state was saved from another scenario than that of {whose}; restore it there")
    if snapshot.physics.shape != (size,):
        raise ValueError(
            f"the state for {whose} has {snapshot.physics.size} physical quantities instead of {size}; "
            "restore it in an environment with the same entities and the same `display`"
        )
