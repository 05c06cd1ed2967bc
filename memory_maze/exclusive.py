"""One thread at a time: what two threads use at once says so, where the simulator's memory would be corrupted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, TypeVar, cast

Method = TypeVar("Method", bound=Callable[..., Any])


def new_lock() -> Any:
    """What an object with exclusive methods has as `in_use`. One of them may call another."""
    return RLock()


def exclusive(method: Method) -> Method:
    """Makes a method raise RuntimeError when another thread is in one of the object's exclusive methods.

    Nothing has happened then, and the other thread goes on undisturbed.
    """

    @wraps(method)
    def alone(self: Any, *args: Any, **kwargs: Any) -> Any:
        lock = self.in_use
        if not lock.acquire(blocking=False):
            raise RuntimeError(
                f"another thread is using this {type(self).__name__}; give each thread an environment of its own, "
                "or hold a lock while you call it"
            )
        try:
            return method(self, *args, **kwargs)
        finally:
            lock.release()

    return cast(Method, alone)
