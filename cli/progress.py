"""How far a slow command is, on stderr: a bar in a terminal, elsewhere a line every half minute."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from .printing import clean, console, print_note

INTERVAL = 30.0
"""Seconds between two lines where there is no terminal."""


DELAY = 1.0
"""Seconds before a bar comes, so that it does not flicker for what is done at once."""


class State(NamedTuple):
    """How far something is."""

    done: float = 0.0
    total: float | None = None
    """None while it is unknown."""
    note: str = ""
    """What is being done, or waited for."""


Report = Callable[[State], None]


@contextlib.contextmanager
def progress(label: str) -> Iterator[Report]:
    """Shows how far something is, and how long it has taken, also while nothing is reported.

    Args:
      label: what is done.

    Returns:
      What is to be called with the present state.
    """
    with _bar(label) if sys.stderr.isatty() else _lines(label) as report:
        yield report


@contextlib.contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """`progress` for a library function that tells how many are done, and of how many."""
    with progress(label) as report:
        yield lambda done, total: report(State(done, total))


@contextlib.contextmanager
def waiting(label: str) -> Iterator[None]:
    """`progress` for what cannot tell how far it is."""
    with progress(label):
        yield


def paced(report: Report, total: int) -> Callable[[int, str], None]:
    """What reports how many steps are done, with a note, their rate, and the time that is left.

    Args:
      report: is told.
      total: steps.
    """
    began, first = time.monotonic(), -1

    def tell(done: int, note: str = "") -> None:
        nonlocal first, began
        if first < 0:
            # The first step waits for compilers, and a run that goes on did not begin at 0.
            began, first = time.monotonic(), done
            report(State(done, total))
            return
        rate = (done - first) / max(1e-9, time.monotonic() - began)
        left = shown_time(max(0, total - done) / max(1e-9, rate))
        report(State(done, total, ", ".join(filter(None, [note, f"{rate:.3g} steps/s", f"{left} left"]))))

    return tell


def shown_time(seconds: float) -> str:
    """Such as `30 s` or `2 min 5 s`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


@contextlib.contextmanager
def _bar(label: str) -> Iterator[Report]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(show_speed=False),
        TextColumn("{task.fields[note]}", markup=False),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=console(sys.stderr), transient=True)
    task = bar.add_task(clean(label), total=None, note="")
    late = threading.Timer(DELAY, bar.start)
    late.daemon = True
    late.start()
    try:
        yield lambda state: bar.update(task, completed=state.done, total=state.total, note=clean(state.note))
    finally:
        late.cancel()
        late.join()
        bar.stop()


@contextlib.contextmanager
def _lines(label: str) -> Iterator[Report]:
    begin, ended = time.monotonic(), threading.Event()
    latest = [State()]

    def speak() -> None:
        while not ended.wait(INTERVAL):
            # A log that has gone away is no reason to stop the work.
            with contextlib.suppress(OSError, ValueError):
                print_note(_line(label, latest[0], time.monotonic() - begin))
                sys.stderr.flush()

    def report(state: State) -> None:
        latest[0] = state

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield report
    finally:
        ended.set()
        speaker.join()


def _line(label: str, state: State, seconds: float) -> str:
    parts: list[Any] = []
    if state.total:
        parts.append(f"{min(1.0, state.done / state.total):.0%}")
    parts += [state.note] * bool(state.note)
    return f"{label}: {', '.join([*parts, f'{shown_time(seconds)} so far'])}"
