"""What runs jobs: this process, or a pool of processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, Protocol

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.jobs import Job, run_job
from memory_maze.dataset.manifest import Line
from memory_maze.machine import cores

Tell = Callable[[int], None]
"""Is told how many steps have been taken since the last time."""

POLL_SECONDS = 0.2


class Engine(Protocol):
    """Runs jobs, in any order, as many at once as it has workers."""

    workers: int

    def run(self, jobs: Sequence[Job], tell: Tell) -> Iterator[tuple[Line, ...]]:
        """Yields each job's lines when it is done. The first error ends all jobs and is raised."""
        ...


def local_engine(workers: int | None = None) -> Engine:
    """An engine of this machine.

    Args:
      workers: processes; by default one for each core that this process may use.

    Raises:
      DatasetError: less than one.
    """
    if workers is None:
        workers = cores()
    if workers < 1:
        raise DatasetError(f"{workers} workers can do nothing; use at least 1")
    return Here() if workers == 1 else Pool(workers)


class Here:
    """Runs jobs in this process, one after the other."""

    workers = 1

    def run(self, jobs: Sequence[Job], tell: Tell) -> Iterator[tuple[Line, ...]]:
        for job in jobs:
            yield run_job(job, tell)


class Pool:
    """Runs jobs in processes of this machine. They end with this one, even where it is killed."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, jobs: Sequence[Job], tell: Tell) -> Iterator[tuple[Line, ...]]:
        # Spawned, because threads of the simulator do not survive a fork.
        context = multiprocessing.get_context("spawn")
        steps, stop = context.Value("q", 0), context.Value("b", 0)
        count = min(self.workers, len(jobs))
        pool = ProcessPoolExecutor(count, context, _begin_worker, (steps, stop))
        try:
            waiting = {pool.submit(_run, job) for job in jobs}
            while waiting:
                done, waiting = wait(waiting, POLL_SECONDS, FIRST_COMPLETED)
                with steps.get_lock():
                    taken, steps.value = steps.value, 0
                tell(taken)
                for future in done:
                    yield _lines(future)
        finally:
            stop.value = 1
            pool.shutdown(wait=True, cancel_futures=True)


class _StoppedError(Exception):
    """Another job has failed."""


_shared: dict[str, Any] = {}
"""Of a worker process: the counter of steps, and the sign to stop."""


def _begin_worker(steps: Any, stop: Any) -> None:
    # Ctrl-C reaches all processes of a terminal; the parent alone decides what follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _shared.update(steps=steps, stop=stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A pool's workers would wait for ever for a parent that was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)


def _run(job: Job) -> tuple[Line, ...]:
    return run_job(job, _count)


def _count(steps: int) -> None:
    if _shared["stop"].value:
        raise _StoppedError
    counter = _shared["steps"]
    with counter.get_lock():
        counter.value += steps


def _lines(future: Future[tuple[Line, ...]]) -> tuple[Line, ...]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise DatasetError(
            "a worker process was ended from outside, perhaps for want of memory; run the same command again to go on, "
            "with fewer workers if need be"
        ) from None
