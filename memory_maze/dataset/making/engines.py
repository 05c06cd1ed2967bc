"""What runs jobs: this process, or several processes of this machine."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Protocol

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.making.jobs import Job, run_job
from memory_maze.dataset.place.manifest import Line
from memory_maze.dataset.processes import Tell, spread
from memory_maze.machine import cores


class Engine(Protocol):
    """Runs jobs, in any order, as many at once as it has workers."""

    workers: int

    def run(self, jobs: Sequence[Job], tell: Tell) -> Generator[tuple[Line, ...]]:
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

    def run(self, jobs: Sequence[Job], tell: Tell) -> Generator[tuple[Line, ...]]:
        for job in jobs:
            yield run_job(job, tell)


class Pool:
    """Runs jobs in processes of this machine. They end with this one, even where it is killed."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, jobs: Sequence[Job], tell: Tell) -> Generator[tuple[Line, ...]]:
        for _, lines in spread(run_job, jobs, self.workers, tell):
            yield lines
