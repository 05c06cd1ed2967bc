"""What keys do, other than drive."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


class Command(Enum):
    """What a person asks for."""

    HELP = auto()
    PAUSE = auto()
    AGAIN = auto()
    NEXT = auto()
    QUIT = auto()
    MAP = auto()
    PIXELS = auto()
    POLICY = auto()
    SLOWER = auto()
    FASTER = auto()
    STEPWISE = auto()
    WAIT = auto()
    SOUND = auto()
    FULL_SCREEN = auto()


COMMANDS: Mapping[str, Command] = {
    **dict.fromkeys(("h", "?", "f1"), Command.HELP),
    **dict.fromkeys(("p", "space"), Command.PAUSE),
    "r": Command.AGAIN,
    **dict.fromkeys(("n", "return"), Command.NEXT),
    **dict.fromkeys(("q", "escape"), Command.QUIT),
    "m": Command.MAP,
    "v": Command.PIXELS,
    "o": Command.POLICY,
    **dict.fromkeys(("[", "-"), Command.SLOWER),
    **dict.fromkeys(("]", "+"), Command.FASTER),
    "t": Command.STEPWISE,
    ".": Command.WAIT,
    "b": Command.SOUND,
    **dict.fromkeys(("f", "f11"), Command.FULL_SCREEN),
}
"""Commands by the name of their key."""

ENDING = frozenset({Command.AGAIN, Command.NEXT, Command.QUIT})
"""Those that end an episode."""

HURRY = "tab"
"""The key that makes the game fast while it is held."""

KEYS: tuple[tuple[str, str], ...] = (
    ("arrows, WASD", "drive"),
    ("Tab (held)", "fast"),
    ("[ and ]", "slower, faster"),
    ("P, space", "pause"),
    ("R", "the same episode again"),
    ("N, return", "the next episode"),
    ("M", "map"),
    ("V", "the agent's own pixels"),
    ("T", "step by step: one action a key press"),
    (".", "in step mode: stay for one step"),
    ("O", "a policy drives, and stops"),
    ("B", "sound"),
    ("F, F11", "full screen"),
    ("H, ?", "this page"),
    ("Q, Esc", "quit"),
)
"""What a person is told of the keys."""
