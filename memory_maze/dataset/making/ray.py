"""Making datasets on a Ray cluster (extra `ray`): the same jobs, the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.making.jobs import Job, run_job
from memory_maze.dataset.place.manifest import Line

try:
    import ray
    from ray.exceptions import RayError, RayTaskError
except ImportError as error:
    raise DatasetError(f"Ray is not installed ({error}); pip install 'memory-maze-scenarios[ray]'") from None


class RayEngine:
    """Runs jobs as Ray tasks, a core each. The package must be installed on every machine of the cluster.

    A task whose machine is lost is run again by Ray. The target must be what all machines reach: a shared folder, or a
    URL for fsspec.
    """

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        """Joins a cluster, or the one that this process has joined already; without an address one is started here.

        Args:
          address: as `ray.init` takes it: "auto", "host:6379", "ray://host:10001".
          workers: jobs at once; by default one for each core of the cluster.

        Raises:
          DatasetError: there is no such cluster.
        """
        if not ray.is_initialized():
            options: dict[str, Any] = {"include_dashboard": False, "num_cpus": workers} if address is None else {}
            try:
                ray.init(address=address, log_to_driver=False, configure_logging=False, **options)
            except (ConnectionError, ValueError, RuntimeError) as error:
                raise DatasetError(f"no Ray cluster at {address or 'this machine'}: {error}") from None
        cluster: Any = ray
        self.workers: int = workers or max(1, int(cluster.cluster_resources().get("CPU", 1)))

    def run(self, jobs: Sequence[Job], tell: Callable[[int], None]) -> Generator[tuple[Line, ...]]:
        """See `Engine`."""
        task = ray.remote(num_cpus=1)(run_job)
        left = list(jobs)
        running: dict[Any, Job] = {}
        try:
            while left or running:
                while left and len(running) < self.workers:
                    job = left.pop(0)
                    running[task.remote(job)] = job
                (first, *_), _ = ray.wait(list(running))
                job = running.pop(first)
                lines = _result(first)
                tell(len(job.indexes) * job.recipe.steps)
                yield lines
        finally:
            for reference in running:
                ray.cancel(reference, force=True)


def _result(reference: Any) -> tuple[Line, ...]:
    try:
        lines: tuple[Line, ...] = ray.get(reference)
    except RayTaskError as error:
        # What went wrong in the task, as if it had happened here.
        raise error.cause from None
    except RayError as error:
        raise DatasetError(f"Ray lost a job: {error}; run the same command again to go on") from None
    return lines
