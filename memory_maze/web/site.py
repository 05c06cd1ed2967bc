"""What one server knows: what it may read, how much it may do, who drives, and where games are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import anyio
import anyio.to_thread

from memory_maze.tables import POLICIES
from memory_maze.web.access import new_token
from memory_maze.web.limits import Limits
from memory_maze.web.places import Places

Value = TypeVar("Value")


@dataclass(frozen=True)
class Site:
    """One server's settings."""

    places: Places
    policies: tuple[str, ...] = ()
    """Policies of other people that may drive: no page can name one that is not here, since a name runs code."""
    limits: Limits = field(default_factory=Limits)
    token: str = field(default_factory=new_token, repr=False)
    hosts: tuple[str, ...] = ()
    """Names of this machine, beside `localhost`."""

    @property
    def drivers(self) -> tuple[str, ...]:
        """All policies that may drive."""
        return (*self.policies, *POLICIES.words())


class Workers:
    """Threads for what takes long, few at a time: games keep their cores."""

    def __init__(self, most: int) -> None:
        """Starts nothing.

        Args:
          most: at the same time.
        """
        self._limiter: anyio.CapacityLimiter | None = None
        self._most = most

    async def do(self, work: Callable[..., Value], *arguments: Any) -> Value:
        """What `work(*arguments)` gives, in a thread, when its turn has come."""
        if self._limiter is None:
            # Here, where a loop runs.
            self._limiter = anyio.CapacityLimiter(self._most)
        return await anyio.to_thread.run_sync(partial(work, *arguments), limiter=self._limiter)
