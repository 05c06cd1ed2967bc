"""Where the time of a step and of a reset goes.

python benchmarks/profile_step.py [SCENARIO] [--steps 900]
"""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Callable

import numpy as np
from reporting import Report, parser_of, reporting

import memory_maze

ROOMS = ("mj_step", "rendering", "task", "observation", "game", "maze", "dm_control", "numpy")


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("scenario", nargs="?", default="classic/9x9")
    parser.add_argument("--steps", type=int, default=900)
    with reporting(parser) as (arguments, report):
        profile_both(report, arguments.scenario, arguments.steps)


def profile_both(report: Report, scenario: str, steps: int) -> None:
    environment = memory_maze.build(scenario, seed=0)
    actions = np.random.RandomState(0).randint(6, size=steps).tolist()
    environment.reset()
    environment.step(0)

    def step() -> None:
        for action in actions:
            environment.step(action)

    def reset() -> None:
        for _ in range(50):
            environment.reset()

    tell(report, "step", step, steps)
    tell(report, "reset", reset, 50)


def tell(report: Report, name: str, run: Callable[[], None], count: int) -> None:
    """Tells the time of one call, and its shares by room, from a profile of a second run."""
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
    table = report.table({f"{name}: {microseconds:.0f} µs": "{}", "share": "{:.1%}"})
    for place, own in sorted(shares.items(), key=lambda share: -share[1]):
        table.add(place, own / total)


if __name__ == "__main__":
    main()
