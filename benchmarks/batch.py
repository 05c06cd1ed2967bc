"""A batch of mazes against upstream and other first-person worlds, one process a core, and how it scales.

    python benchmarks/batch.py [--rounds 3] [--only upstream|peers|scaling|profile]

Every row is a process of its own; medians of the rounds are printed. Sides of a comparison run in turn.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from peer import measure, peer_python

import memory_maze
from memory_maze.observation.observer import Observer
from memory_maze.worlds import build_world

WORKER = Path(__file__).with_name("batch_worker.py")
SINGLE = Path(__file__).with_name("single_env_worker.py")
PEER = Path(__file__).with_name("peer_worker.py")
CORES = len(os.sched_getaffinity(0))
MAZES = 64
SECONDS = 6.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("upstream", "peers", "scaling", "profile"))
    arguments = parser.parse_args()
    print(f"{CORES} cores, medians of {arguments.rounds} rounds\n")
    parts = {"upstream": print_upstream, "peers": print_peers, "scaling": print_scaling, "profile": print_profile}
    for name, show in parts.items():
        if arguments.only in (None, name):
            show(arguments.rounds)


def ours(scenario: str, mazes: int = MAZES, threads: int = CORES, resolution: int = 0) -> dict[str, Any]:
    return measure(sys.executable, WORKER, scenario, str(mazes), str(threads), str(SECONDS), str(resolution))


def one_a_core(python: str, worker: Path, *arguments: str) -> float:
    """Steps a second of one process a core, together."""

    def one(_: int) -> float:
        return float(measure(python, worker, *arguments, MUJOCO_GL="egl")["steps_per_s"])

    with ThreadPoolExecutor(CORES) as pool:
        return sum(pool.map(one, range(CORES)))


def print_upstream(rounds: int) -> None:
    python = peer_python("upstream")
    print(
        f"| {MAZES} mazes, 64 px, steps a second | upstream, {CORES} processes | this | ratio |\n|---|---:|---:|---:|"
    )
    for size in ("9x9", "15x15"):
        theirs, mine = [], []
        for _ in range(rounds):
            theirs.append(one_a_core(python, SINGLE, "upstream", size, "150", "1", "0"))
            mine.append(ours(f"classic/{size}")["steps_per_s"])
        a, b = statistics.median(theirs), statistics.median(mine)
        print(f"| {size} | {a:.1f} | {b:.0f} | {b / a:.0f}x |", flush=True)
    print()


def print_peers(rounds: int) -> None:
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
    print(f"| 64 px, {CORES} cores, one process a core | steps a second |\n|---|---:|")
    for label, found in rates.items():
        print(f"| {label} | {statistics.median(found):.0f} |", flush=True)
    print()


def print_scaling(rounds: int) -> None:
    first = "classic/9x9"
    rows: list[tuple[str, dict[str, Any]]] = []
    rows += [(f"{count} mazes", {"scenario": first, "mazes": count}) for count in (1, 4, 16, 64, 256, 1024)]
    rows += [(f"{MAZES} mazes, {count} threads", {"scenario": first, "threads": count}) for count in (1, CORES)]
    rows += [(f"{MAZES} mazes, {side} px", {"scenario": first, "resolution": side}) for side in (128, 256)]
    rows += [(f"{MAZES} mazes of {size}x{size}", {"scenario": f"classic/{size}x{size}"}) for size in (11, 13, 15)]
    rows += [(f"{MAZES} mazes of 63x63", {"scenario": "examples/giant-63x63"})]
    print("| 9x9, 64 px unless said | steps a second | reset, ms a maze | MB a maze |\n|---|---:|---:|---:|")
    for label, arguments in rows:
        results = [ours(**arguments) for _ in range(rounds)]
        rate, reset, memory = (statistics.median(r[key] for r in results) for key in results[0])
        print(f"| {label} | {rate:.0f} | {1e3 * reset:.1f} | {memory:.2f} |", flush=True)
    print()


def print_profile(rounds: int) -> None:
    """Where the time of a batched step goes."""
    scenarios = [memory_maze.load("classic/9x9")] * MAZES
    world, everyone = build_world(scenarios, CORES), np.arange(MAZES)
    observer = Observer(scenarios, CORES)
    for row in range(MAZES):
        world.seed(row, row)
        world.begin(row)
    buffers, stream = observer.buffers(MAZES), np.random.RandomState(0)
    clock = Clock()
    world.physics.run = clock.timed("MuJoCo's steps", world.physics.run)  # type: ignore[method-assign]
    whole = 0.0
    for _ in range(100 * rounds):
        controls = stream.uniform(-1, 1, (MAZES, 2))
        started = time.perf_counter()
        world.advance(everyone, controls)
        clock.timed("drawing and observing", observer.observe)(world.now, buffers)
        whole += time.perf_counter() - started
    print(f"| a step of {MAZES} mazes: {10 * whole / rounds:.2f} ms | share |\n|---|---:|")
    for label, seconds in clock.spent.items():
        print(f"| {label} | {100 * seconds / whole:.1f}% |")
    print(f"| touches, rewards, prompts | {100 * (1 - sum(clock.spent.values()) / whole):.1f}% |")


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
