"""Where the time of a step and of a reset goes.

python benchmarks/profile_step.py [SCENARIO] [--steps 900]
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Callable

import numpy as np

import memory_maze

ROOMS = ("mj_step", "rendering", "task", "observation", "game", "maze", "dm_control", "numpy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="?", default="classic/9x9")
    parser.add_argument("--steps", type=int, default=900)
    arguments = parser.parse_args()
    environment = memory_maze.build(arguments.scenario, seed=0)
    actions = np.random.RandomState(0).randint(6, size=arguments.steps).tolist()
    environment.reset()
    environment.step(0)

    def step() -> None:
        for action in actions:
            environment.step(action)

    def reset() -> None:
        for _ in range(50):
            environment.reset()

    report("step", step, arguments.steps)
    report("reset", reset, 50)


def report(name: str, run: Callable[[], None], count: int) -> None:
    """Prints the time of one call, and its shares by room, from a profile of a second run."""
    started = time.perf_counter()
    run()
    microseconds = (time.perf_counter() - started) / count * 1e6
    profile = cProfile.Profile()
    profile.runcall(run)
    shares: dict[str, float] = {}
    for (file, _, function), (_, _, own, _, _) in pstats.Stats(profile).stats.items():
        place = next((room for room in ROOMS if f"/{room}/" in file or room in function), "other")
        shares[place] = shares.get(place, 0.0) + own
    total = sum(shares.values())
    print(f"| {name}: {microseconds:.0f} µs | share |\n|---|---:|")
    for place, own in sorted(shares.items(), key=lambda share: -share[1]):
        print(f"| {place} | {own / total:.1%} |")
    print()


if __name__ == "__main__":
    main()
