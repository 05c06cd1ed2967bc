"""Ctrl-C, and being asked to end: a command stops at once, cleans up, and says so in one word of its own."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

SECONDS_TO_TRY_AGAIN = 0.05

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

    Where Python cannot raise it, as in what runs while a process is started, it complains and goes on; then the signal
    is sent again a moment later.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # What whoever started us wants ignored, such as `nohup`, stays ignored.
    numbers = [number for number in _ASKING_TO_END if signal.getsignal(number) is signal.SIG_DFL]
    complain = sys.unraisablehook

    def raise_ended(number: int, frame: FrameType | None) -> None:
        raise Ended(number)

    def send_again(lost: sys.UnraisableHookArgs) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            complain(lost)
            return
        number = lost.exc_value.number if isinstance(lost.exc_value, Ended) else signal.SIGINT
        threading.Timer(SECONDS_TO_TRY_AGAIN, _send, (number,)).start()

    for number in numbers:
        signal.signal(number, raise_ended)
    sys.unraisablehook = send_again
    try:
        yield
    finally:
        sys.unraisablehook = complain
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def _send(number: int) -> None:
    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, number)
    else:
        signal.raise_signal(number)
