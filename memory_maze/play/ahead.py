"""What takes long is done in a thread of its own, so that a window answers while it waits."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Ahead(Generic[Item]):
    """The items of a generator, each made when it is asked for, in one thread that nobody has to wait for."""

    def __init__(self, items: Iterator[Item]) -> None:
        """Starts the thread; nothing is made yet.

        Args:
          items: is used in that thread only, and closed there.
        """
        self._asked: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._made: queue.SimpleQueue[Item | BaseException] = queue.SimpleQueue()
        self._is_asked = False
        # A daemon: whoever quits does not wait for a plan that nobody wants any more.
        threading.Thread(target=_make, args=(items, self._asked, self._made), daemon=True).start()

    def take(self, patience: float) -> Item | None:
        """The next item, or None if it is not there after `patience` seconds; ask again then.

        Raises:
          Exception: whatever ended the generator.
        """
        if not self._is_asked:
            self._is_asked = True
            self._asked.put(True)
        try:
            made = self._made.get(timeout=patience)
        except queue.Empty:
            return None
        self._is_asked = False
        if isinstance(made, BaseException):
            raise made
        return made

    def leave(self) -> None:
        """Ends the thread, once what it is making is made. Returns at once."""
        self._asked.put(False)


def _make(items: Iterator[Item], asked: queue.SimpleQueue[bool], made: queue.SimpleQueue[Item | BaseException]) -> None:
    while asked.get():
        try:
            made.put(next(items))
        except BaseException as error:
            made.put(error)
    with contextlib.suppress(Exception):
        getattr(items, "close", lambda: None)()
