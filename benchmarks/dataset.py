"""Offline data: how fast trajectories are made and read, what they take, and what compresses them best.

    python benchmarks/dataset.py [--scenario classic/9x9] [--policy random] [--episodes 32] [--workers 2] [--rounds 3]

Ratios compare figures of one run. Seconds of the processor are told too, because they suffer less from what else runs.
"""

from __future__ import annotations

import importlib
import io
import itertools
import resource
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from isal import isal_zlib
from reporting import Report, parser_of, reporting

import memory_maze
from memory_maze.dataset import Recipe, Windows, generate, local_engine, make_recipe, record

FULL = 30_000_000
"""Steps of the published set, for each of its two sizes."""

BATCH, LENGTH = 64, 48


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--scenario", default="classic/9x9")
    parser.add_argument("--policy", default="random")
    parser.add_argument("--episodes", type=int, default=32)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    with reporting(parser) as (arguments, report), tempfile.TemporaryDirectory() as folder:
        scenario = memory_maze.load(arguments.scenario)
        recipe = make_recipe(scenario, arguments.episodes, policy=arguments.policy)
        record(recipe, [0])
        target = Path(folder) / "set"
        tell_making(report, recipe, target, arguments.workers)
        tell_recording(report, recipe, arguments.rounds)
        arrays = dict(np.load(target / recipe.file(0)))
        tell_compressors(report, arrays, arguments.rounds)
        tell_reading(report, recipe, target, arguments.rounds)


def tell_making(told: Report, recipe: Recipe, target: Path, workers: int) -> None:
    """The whole way: processes, playing, drawing, compressing, writing."""
    first = [0.0]

    def report(_: int, progress: Any) -> None:
        if progress.steps and not first[0]:
            first[0] = time.perf_counter()

    before = used()
    outcome = generate(recipe, target, engine=local_engine(workers), report=report)
    seconds = time.perf_counter() - first[0]
    busy = (used() - before) / workers
    steps = recipe.episodes * recipe.steps
    size = sum(line.size for line in outcome.made)
    heads = {f"{recipe.episodes} trajectories, {workers} workers": "{}", "recorded steps a second": "{:.0f}"}
    table = told.table({**heads, "hours of 30M steps": "{:.1f}", "GB of 30M steps": "{:.0f}"})
    for label, one in (("as it went", seconds), ("by what the processes used, on cores of their own", busy)):
        table.add(label, steps / one, FULL * one / steps / 3600, FULL * size / steps / 1e9)


def used() -> float:
    """Seconds of the processor that this process and its children have used, starting up included."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def tell_recording(report: Report, recipe: Recipe, rounds: int) -> None:
    """What recording adds to playing and drawing, on one core."""
    indexes = range(min(recipe.episodes, 32))
    short = make_recipe(recipe.scenario, recipe.episodes, policy=recipe.policy, steps=min(recipe.steps, 200))
    played = statistics.median(processor(lambda: play(short, len(indexes))) for _ in range(rounds))
    recorded = statistics.median(processor(lambda: record(short, indexes)) for _ in range(rounds))
    steps = len(indexes) * short.steps
    table = report.table({"one core, 32 mazes": "{}", "microseconds of the processor a step": "{:.0f}"})
    table.add("played and drawn", played / steps * 1e6)
    table.add("recorded and compressed too", recorded / steps * 1e6)


def play(recipe: Recipe, count: int) -> None:
    """The same steps through the vector environment, nothing kept."""
    envs = memory_maze.make_vec(recipe.scenario, count, threads=1, copy=False)
    envs.reset(seed=[recipe.seeds(index).environment for index in range(count)])
    actions = np.random.default_rng(0).integers(6, size=(recipe.steps, count))
    for row in actions:
        envs.step(row)
    envs.close()


def tell_compressors(report: Report, arrays: dict[str, np.ndarray], rounds: int) -> None:
    """One trajectory's pictures by each compressor."""
    images = arrays["image"]
    candidates: dict[str, Callable[[], int]] = {
        "zlib 1": deflated(zlib, images, 1),
        "zlib 6": deflated(zlib, images, 6),
    }
    candidates |= {f"ISA-L {level}": deflated(isal_zlib, images, level) for level in range(4)}
    try:
        other = importlib.import_module("zlib_ng.zlib_ng")
        candidates |= {f"zlib-ng {level}": deflated(other, images, level) for level in (1, 3, 6)}
    except ImportError:
        pass
    try:
        zstd = importlib.import_module("numcodecs.zstd")
        candidates |= {f"Zstandard {level}, as in Zarr": by_chunks(zstd.compress, images, level) for level in (1, 3, 6)}
    except ImportError:
        pass
    candidates["numpy.savez_compressed, all arrays"] = lambda: saved(arrays)
    table = report.table({"compressor": "{}", "microseconds a step": "{:.0f}", "bytes a step": "{:.0f}"})
    for name, compress in candidates.items():
        sizes = []
        seconds = statistics.median(processor(lambda: sizes.append(compress())) for _ in range(rounds))  # noqa: B023
        table.add(name, seconds / len(images) * 1e6, sizes[0] / len(images))


def deflated(module: Any, images: np.ndarray, level: int) -> Callable[[], int]:
    def compress() -> int:
        stream = module.compressobj(level, 8, -15)
        return sum(len(stream.compress(image)) for image in images) + len(stream.flush())

    return compress


def by_chunks(compress: Callable[[Any, int], bytes], images: np.ndarray, level: int) -> Callable[[], int]:
    """Chunks of 16 pictures, each by itself."""
    return lambda: sum(len(compress(images[k : k + 16], level)) for k in range(0, len(images), 16))


def saved(arrays: dict[str, Any]) -> int:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return len(stream.getvalue())


def tell_reading(report: Report, recipe: Recipe, target: Path, rounds: int) -> None:
    """Batches of windows, against loading the files that they are in."""
    split = memory_maze.dataset.open(target)["train"]
    files = [target / recording.file for recording in split]
    probe = ("image", "action", "reset", "agent_pos", "agent_dir", "maze_layout", "targets_vec")
    few = 8
    by_numpy = statistics.median(wall(lambda: loaded(files, few)) for _ in range(rounds)) / few * BATCH
    rows = [("numpy.load of the files, whole", by_numpy)]
    for label, order, keys, threads in (
        ("random", "random", None, 1),
        ("random", "random", None, 2),
        ("random, as probing needs", "random", probe, 2),
        ("carried on (tbtt)", "tbtt", None, 1),
        ("carried on (tbtt)", "tbtt", None, 2),
    ):
        batches = iter(Windows(split, LENGTH, BATCH, order=order, keys=keys, threads=threads))  # type: ignore[arg-type]
        next(batches)
        seconds = wall(lambda: list(itertools.islice(batches, 4 * rounds))) / (4 * rounds)  # noqa: B023
        rows.append((f"{label}, {threads} thread{'s' * (threads != 1)}", seconds))
    table = report.table({f"{BATCH} windows of {LENGTH}": "{}", "ms a batch": "{:.0f}", "times as fast": "{:.1f}"})
    for label, seconds in rows:
        table.add(label, seconds * 1e3, by_numpy / seconds)


def loaded(files: list[Path], count: int) -> list[dict[str, np.ndarray]]:
    windows = []
    for file in files[:count]:
        with np.load(file) as arrays:
            windows.append({key: arrays[key][100 : 100 + LENGTH] for key in arrays.files})
    return windows


def processor(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def wall(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
