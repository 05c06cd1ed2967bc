"""How much one server does for those who ask: the only table of it."""

from __future__ import annotations

from typing import NamedTuple

from memory_maze.scenario.documents.decoding import MAX_BYTES


class Limits(NamedTuple):
    """What a server refuses to exceed."""

    body: int = MAX_BYTES + (1 << 16)
    """Bytes of a request's body: the largest document, and what it is wrapped in."""
    message: int = 1 << 12
    """Bytes of a message in a socket: keys and commands are far smaller."""
    connections: int = 256
    """Connections of all kinds at once; further ones are told to come back later."""
    sockets: int = 32
    """Sockets at once, games and whatever is not yet one."""
    games: int = 16
    """Games at once, each with an environment of its own."""
    messages_per_second: float = 200.0
    """Messages that a socket may send, on average over a second or two; a keyboard sends some 30."""
    idle_seconds: float = 900.0
    """Seconds without a word from a player, after which a game is closed."""
    frames_per_second: float = 20.0
    """Large pictures of a game in a second, at most."""
    drawings: int = 1
    """Pictures of the catalogue, checks of the editor and replays that are made at the same time, each by one core, so
    that games keep theirs."""
    kept_pictures: int = 256
    """Pictures of the catalogue that are kept in memory, some 20 kB each."""
