"""Measures one environment in this process and prints a JSON object; run by `single_env.py`, for either package."""

from __future__ import annotations

import json
import statistics
import sys
import time

import numpy as np


def make(package, scenario):
    if package == "upstream":
        import gym

        import memory_maze

        return gym.make(f"MemoryMaze-{scenario}-v0", disable_env_checker=True).unwrapped
    import gymnasium

    import memory_maze  # noqa: F401

    return gymnasium.make(f"MemoryMaze-{scenario}-v0", disable_env_checker=True).unwrapped


def resident_megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def main(package, scenario, steps, resets, further):
    started = time.perf_counter()
    import memory_maze  # noqa: F401

    importing = time.perf_counter() - started
    env = make(package, scenario)
    env.reset()
    env.step(0)
    started = time.perf_counter()
    other = make(package, scenario)
    construction = time.perf_counter() - started
    other.reset()
    before = resident_megabytes()
    others = []
    for _ in range(further):
        others.append(make(package, scenario))
        others[-1].reset()
        others[-1].step(0)
    memory = (resident_megabytes() - before) / max(further, 1)

    reset_times = []
    for _ in range(resets):
        started = time.perf_counter()
        env.reset()
        reset_times.append(time.perf_counter() - started)

    actions = np.random.RandomState(0).randint(6, size=steps)
    started = time.perf_counter()
    for action in actions:
        env.step(int(action))
    rate = steps / (time.perf_counter() - started)
    result = {
        "import_s": importing,
        "make_s": construction,
        "reset_s": statistics.median(reset_times),
        "steps_per_s": rate,
        "memory_mb": memory,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
