"""Ctrl-C, and being asked to end: a command stops at once, cleans up, and says so in one word of its own."""

from __future__ import annotations

import _thread
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

SECONDS_TO_TRY_AGAIN = 0.5

_ASKING_TO_END = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Ended(KeyboardInterrupt):
    """Another signal than Ctrl-C's asks the process to end. What cleans up after the one does so after the other."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def ended_by(cause: KeyboardInterrupt) -> int:
    """The number of the signal behind an interruption; shells add 128 to it to tell how a command ended."""
    return cause.number if isinstance(cause, Ended) else signal.SIGINT


@contextlib.contextmanager
def signals_raised() -> Iterator[None]:
    """Lets signals that ask a process to end raise `Ended`, and lets no interruption be lost.

    Where Python cannot raise one, as in what runs while a process is started, it complains and goes on; and packages
    swallow some while they are imported. A signal that has led to nothing is sent again a moment later.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # What whoever started us wants ignored, such as `nohup`, stays ignored.
    numbers = [number for number in _ASKING_TO_END if signal.getsignal(number) is signal.SIG_DFL]
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        numbers.append(signal.SIGINT)
    before = {number: signal.getsignal(number) for number in numbers}
    complain, over = sys.unraisablehook, threading.Event()

    def raise_here(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=_remind, args=(number, over), daemon=True).start()
        raise KeyboardInterrupt if number == signal.SIGINT else Ended(number)

    def swallow(lost: sys.UnraisableHookArgs) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            complain(lost)

    for number in numbers:
        signal.signal(number, raise_here)
    sys.unraisablehook = swallow
    try:
        yield
    finally:
        over.set()
        sys.unraisablehook = complain
        for number, handler in before.items():
            signal.signal(number, handler)


def _remind(number: int, over: threading.Event) -> None:
    """Sends a signal again, unless it is being answered."""
    main = threading.main_thread().ident
    assert main is not None
    while not over.wait(SECONDS_TO_TRY_AGAIN):
        if not _is_answering(main):
            if hasattr(signal, "pthread_kill"):
                signal.pthread_kill(main, number)
            else:
                _thread.interrupt_main(signal.Signals(number))
            return


def _is_answering(thread: int) -> bool:
    """Whether an interruption is on its way through a thread, and something perhaps cleans up."""
    found: Any = sys._current_exceptions().get(thread)
    error = found[1] if isinstance(found, tuple) else found
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__context__
    return False
