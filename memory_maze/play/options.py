"""How a scenario is played in the window, and how an episode went."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How it is played."""

    policy: str | None = None
    """Who drives at first: a name, see `agents.players.make_player`, or None for the person at the keyboard."""
    seed: int = 0
    """The seed of the first episode, as `reset(seed=...)` takes it; later ones count on from it."""
    side: int | None = None
    """Pixels a side of the picture at first, or as many as the screen has room for; None: after the screen's size."""
    map: bool = False
    """Whether a map is shown at first."""
    rate: float | None = None
    """Control steps a second; None: the scenario's frequency, which is real time."""
    name: str = "Memory Maze"
    """What the scenario is called, in the window's title and in recordings."""
    full_screen: bool = False
    """Whether the window fills the screen at first."""
    sound: bool = True
    """Whether finds are heard at first."""
    stepwise: bool = False
    """Whether a step is taken for each key press at first, and none else."""
    chance: float = 0.0
    """The share of actions that are drawn at random in place of the person's or the policy's own, 0 to 1."""
    record: str | None = None
    """The folder that games are recorded into; None: they are not."""
    player: str = ""
    """The person's name, for recordings; empty for none."""
    film: bool = False
    """Whether recorded games are filmed too."""


@dataclass(frozen=True)
class Score:
    """How an episode went."""

    seed: int
    steps: int
    total: float
    """The return."""
    whole: bool
    """Whether it was played to its end."""
    file: str = ""
    """Where it was recorded, from the folder that was named; empty where it was not."""
