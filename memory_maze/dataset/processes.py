"""Work for several processes of this machine. They end with this one, however it ends.

Each is at the other end of a pipe, and nothing else is shared: no semaphores, for which some systems lack the device,
and no locks, which a process that is killed would keep for ever.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import connection, resource_tracker
from typing import Any, Generic, TypeVar

from memory_maze.dataset.errors import DatasetError, WorkerLostError

Item = TypeVar("Item")
Result = TypeVar("Result")

Tell = Callable[[int], None]
"""A function that is told how many steps have been taken since the last time."""

SECONDS_BETWEEN = 0.2
"""How many seconds pass before a worker tells of its steps again."""

PATIENCE = 2.0
"""Seconds that workers have to end by themselves, files in the making removed, before they are killed."""


Work = Callable[[Item, Tell], Result]
"""What is done with each item. It is sent to the workers, and so are items and results. What `tell` raises ends it."""


@dataclass
class _Worker(Generic[Item]):
    process: Any
    pipe: connection.Connection
    number: int | None = None
    """Number of the item that the worker has in hand; None between two items."""
    ready: bool = False
    """Whether the worker has been heard of."""


def spread(work: Work[Item, Result], items: Sequence[Item], workers: int, tell: Tell) -> Generator[tuple[int, Result]]:
    """Does the work for each item, in processes; in this one where no process can be started.

    Yields:
      Each item's number and result, as they are done.

    Raises:
      WorkerLostError: a process was ended from outside.
      DatasetError: processes start, but do not get as far as this work.
      Exception: the first one that the work raises. In every case all workers are ended.
    """
    left = deque(range(len(items)))
    busy: list[_Worker[Item]] = []
    try:
        busy.extend(_started(work, min(workers, len(items))))
        if not busy:
            yield from ((number, work(items[number], tell)) for number in left)
            return
        for worker in busy:
            _hand(worker, left, items)
        while any(worker.number is not None for worker in busy):
            by_pipe = {worker.pipe: worker for worker in busy if worker.number is not None}
            for pipe in connection.wait(list(by_pipe)):
                worker = by_pipe[pipe]  # type: ignore[index]
                kind, value = _received(worker)
                worker.ready = True
                if kind == "steps":
                    tell(value)
                elif kind == "failed":
                    raise value
                elif kind == "done":
                    assert worker.number is not None
                    number, worker.number = worker.number, None
                    _hand(worker, left, items)
                    yield number, value
    finally:
        _end(busy)


def _started(work: Work[Item, Result], count: int) -> Iterator[_Worker[Item]]:
    """Starts workers, as many as the system lets there be."""
    # Spawned, because threads of the simulator do not survive a fork.
    context = multiprocessing.get_context("spawn")
    for number in range(count):
        try:
            if os.name == "posix":
                # It would let the signals through that are held back below, when the first worker starts it.
                resource_tracker.ensure_running()
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, work), daemon=True)
            with _interrupts_held_back():
                process.start()
        except OSError as error:
            warnings.warn(f"only {number} of {count} worker processes could be started: {error}", stacklevel=2)
            return
        theirs.close()
        yield _Worker(process, ours)


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C reaches all processes of a terminal; those that are started here never take notice, and this one later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hand(worker: _Worker[Item], left: deque[int], items: Sequence[Item]) -> None:
    """Gives a worker its next item, if any are left."""
    if not left:
        return
    worker.number = left.popleft()
    with contextlib.suppress(OSError):
        # Where it has ended, its silence is noticed when it is listened to.
        worker.pipe.send(items[worker.number])


def _received(worker: _Worker[Item]) -> tuple[str, Any]:
    try:
        message: tuple[str, Any] = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join(PATIENCE)
        code = worker.process.exitcode
        if not worker.ready and code is not None and code > 0:
            raise DatasetError(
                "worker processes do not start here; use one worker, and let a script of your own begin its work under "
                '`if __name__ == "__main__":`'
            ) from None
        how = f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
        raise WorkerLostError(f"a worker process was ended from outside ({how}), perhaps for want of memory") from None
    return message


def _end(workers: Sequence[_Worker[Item]]) -> None:
    for worker in workers:
        worker.pipe.close()
    deadline = time.monotonic() + PATIENCE
    for worker in workers:
        worker.process.join(max(0.0, deadline - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


class _StoppedError(BaseException):
    """The other end of the pipe is closed: nobody wants the work any more."""


def _serve(pipe: connection.Connection, work: Work[Any, Any]) -> None:
    """What a worker does."""
    with contextlib.suppress(RuntimeError):
        # Where no more threads are allowed, the closed pipe has to do.
        threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _send(pipe, "ready", None)
        while True:
            item = pipe.recv()
            try:
                _send(pipe, "done", work(item, _Steps(pipe)))
            except Exception as error:
                _send(pipe, "failed", _portable(error))
    except (_StoppedError, EOFError, ConnectionError):
        return


def _end_with_parent() -> None:
    """A worker that has long to do would not notice that its parent was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)


def _send(pipe: connection.Connection, kind: str, value: Any) -> None:
    message = pickle.dumps((kind, value))
    try:
        pipe.send_bytes(message)
    except OSError:
        raise _StoppedError from None


class _Steps:
    """Tells of steps, now and then."""

    def __init__(self, pipe: connection.Connection) -> None:
        self._pipe = pipe
        self._steps, self._told = 0, time.monotonic()

    def __call__(self, steps: int) -> None:
        self._steps += steps
        if time.monotonic() - self._told > SECONDS_BETWEEN:
            _send(self._pipe, "steps", self._steps)
            self._steps, self._told = 0, time.monotonic()


def _portable(error: Exception) -> Exception:
    """An error that can be sent, with the place where it was raised."""
    place = "".join(traceback.format_exception(error))
    try:
        error.add_note(place)
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(place)
    return error
