"""A batch of mazes against upstream and other first-person worlds, one process a core, and how it scales.

    python benchmarks/batch.py [--rounds 3] [--only upstream|peers|scaling|profile|drawing]

Every row is a process of its own; medians of the rounds are printed. Sides of a comparison run in turn.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from peer import measure, peer_python
from reporting import Report, parser_of, reporting

import memory_maze
from memory_maze.observation.observer import Observer
from memory_maze.rendering.software.renderer import SoftwareRenderer
from memory_maze.worlds import build_world

WORKER = Path(__file__).with_name("batch_worker.py")
SINGLE = Path(__file__).with_name("single_env_worker.py")
PEER = Path(__file__).with_name("peer_worker.py")
CORES = len(os.sched_getaffinity(0))
MAZES = 64
SECONDS = 6.0
PARTS = ("upstream", "peers", "scaling", "profile", "drawing")


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=PARTS)
    parts = (tell_upstream, tell_peers, tell_scaling, tell_profile, tell_drawing)
    with reporting(parser) as (arguments, report):
        report.note(f"{CORES} cores, medians of {arguments.rounds} rounds")
        for name, tell in zip(PARTS, parts, strict=True):
            if arguments.only in (None, name):
                tell(report, arguments.rounds)


def ours(scenario: str, mazes: int = MAZES, threads: int = CORES, resolution: int = 0) -> dict[str, Any]:
    return measure(sys.executable, WORKER, scenario, str(mazes), str(threads), str(SECONDS), str(resolution))


def one_a_core(python: str, worker: Path, *arguments: str) -> float:
    """Steps a second of one process a core, together."""

    def one(_: int) -> float:
        return float(measure(python, worker, *arguments, MUJOCO_GL="egl")["steps_per_s"])

    with ThreadPoolExecutor(CORES) as pool:
        return sum(pool.map(one, range(CORES)))


def tell_upstream(report: Report, rounds: int) -> None:
    python = peer_python("upstream")
    heads = {f"{MAZES} mazes, 64 px, steps a second": "{}", f"upstream, {CORES} processes": "{:.1f}"}
    table = report.table({**heads, "this": "{:.0f}", "ratio": "{:.0f}x"})
    for size in ("9x9", "15x15"):
        theirs, mine = [], []
        for _ in range(rounds):
            theirs.append(one_a_core(python, SINGLE, "upstream", size, "150", "1", "0"))
            mine.append(ours(f"classic/{size}")["steps_per_s"])
        a, b = statistics.median(theirs), statistics.median(mine)
        table.add(size, a, b, b / a)


def tell_peers(report: Report, rounds: int) -> None:
    """Other first-person worlds, each with random actions and pictures of 64x64 unless the label says other ones."""
    rows = {
        "ViZDoom, My Way Home, 160x120": ("vizdoom", "vizdoom"),
        "ViZDoom, My Way Home, made smaller": ("vizdoom", "vizdoom-64"),
        "MiniWorld, FourRooms": ("miniworld", "miniworld-fourrooms"),
        "MiniWorld, MazeS3": ("miniworld", "miniworld-maze"),
    }
    pythons = {peer: peer_python(peer) for peer, _ in rows.values()}
    rates: dict[str, list[float]] = {label: [] for label in (*rows, f"this, 9x9, {MAZES} mazes in one process")}
    *_, mine = rates
    for _ in range(rounds):
        for label, (peer, world) in rows.items():
            rates[label].append(one_a_core(pythons[peer], PEER, world, str(SECONDS)))
        rates[mine].append(ours("classic/9x9")["steps_per_s"])
    table = report.table({f"64 px, {CORES} cores, one process a core": "{}", "steps a second": "{:.0f}"})
    for label, found in rates.items():
        table.add(label, statistics.median(found))


def tell_scaling(report: Report, rounds: int) -> None:
    first = "classic/9x9"
    rows: list[tuple[str, dict[str, Any]]] = []
    rows += [(f"{count} mazes", {"scenario": first, "mazes": count}) for count in (1, 4, 16, 64, 256, 1024)]
    rows += [(f"{MAZES} mazes, {count} threads", {"scenario": first, "threads": count}) for count in (1, CORES)]
    rows += [(f"{MAZES} mazes, {side} px", {"scenario": first, "resolution": side}) for side in (128, 256)]
    rows += [(f"{MAZES} mazes of {size}x{size}", {"scenario": f"classic/{size}x{size}"}) for size in (11, 13, 15)]
    rows += [(f"{MAZES} mazes of 63x63", {"scenario": "examples/giant-63x63"})]
    heads = {"9x9, 64 px unless said": "{}", "steps a second": "{:.0f}"}
    table = report.table({**heads, "reset, ms a maze": "{:.1f}", "MB a maze": "{:.2f}"})
    for label, arguments in rows:
        results = [ours(**arguments) for _ in range(rounds)]
        rate, reset, memory = (statistics.median(r[key] for r in results) for key in results[0])
        table.add(label, rate, 1e3 * reset, memory)


def tell_profile(report: Report, rounds: int) -> None:
    """Where the time of a batched step goes."""
    scenarios = [memory_maze.load("classic/9x9")] * MAZES
    world, everyone = build_world(scenarios, CORES), np.arange(MAZES)
    observer = Observer(scenarios, CORES)
    for row in range(MAZES):
        world.seed(row, row)
        world.begin(row)
    buffers, stream = observer.buffers(MAZES), np.random.RandomState(0)
    clock = Clock()
    world.physics.run = clock.timed("physics", world.physics.run)  # type: ignore[method-assign]
    whole = 0.0
    for _ in range(100 * rounds):
        controls = stream.uniform(-1, 1, (MAZES, 2))
        started = time.perf_counter()
        world.advance(everyone, controls)
        clock.timed("drawing and observing", observer.observe)(world.now, buffers)
        whole += time.perf_counter() - started
    table = report.table({f"a step of {MAZES} mazes: {10 * whole / rounds:.2f} ms": "{}", "share": "{:.1%}"})
    for label, seconds in clock.spent.items():
        table.add(label, seconds / whole)
    table.add("touches, rewards, prompts", 1 - sum(clock.spent.values()) / whole)


def tell_drawing(report: Report, rounds: int) -> None:
    """What frames cost within a batch's steps, and the same frames one after the other with nothing in between."""
    heads = {f"{MAZES} mazes, 64 px, µs a frame": "{}", "in steps": "{:.1f}", "alone": "{:.1f}", "ratio": "{:.2f}"}
    table = report.table(heads)
    for threads in (1, CORES):
        pairs = [_drawing(threads) for _ in range(rounds)]
        within, alone = (1e6 * statistics.median(side) / MAZES for side in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        table.add(f"{threads} {'threads' if threads > 1 else 'thread'}", within, alone, ratio)


def _drawing(threads: int, steps: int = 200) -> tuple[float, float]:
    """Median seconds of a batch's frames: within its steps, and drawn again by themselves."""
    environment = memory_maze.make_vec("classic/9x9", MAZES, threads=threads)
    environment.reset(seed=0)
    calls: list[Any] = []
    within: list[float] = []
    alone: list[float] = []
    draw = SoftwareRenderer.render

    def watched(renderer: Any, scenes: Any, poses: Any, out: Any = None, count: int = 1) -> Any:
        calls.append((renderer, scenes, poses.copy(), out, count))
        started = time.perf_counter()
        frames = draw(renderer, scenes, poses, out, count)
        within.append(time.perf_counter() - started)
        return frames

    with mock.patch.object(SoftwareRenderer, "render", watched):
        for actions in np.random.RandomState(0).randint(6, size=(steps, MAZES)):
            environment.step(actions)
    for _ in range(2):  # The first time brings code and images back into the caches.
        alone.clear()
        for call in calls:
            started = time.perf_counter()
            draw(*call)
            alone.append(time.perf_counter() - started)
    environment.close()
    return statistics.median(within), statistics.median(alone)


class Clock:
    """Adds up the time that functions take."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def timed(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted."""

        def run(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            result = function(*args, **kwargs)
            self.spent[label] = self.spent.get(label, 0.0) + time.perf_counter() - started
            return result

        return run


if __name__ == "__main__":
    main()
