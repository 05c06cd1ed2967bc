"""Measures a batch of mazes in this process and prints a JSON object; run by `batch.py`."""

from __future__ import annotations

import json
import sys
import time

import numpy as np

import memory_maze


def resident_megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def main(scenario, mazes, threads, seconds, resolution):
    overrides = {"camera.resolution": resolution} if resolution else {}
    small = memory_maze.make_vec(scenario, 2, overrides, threads=threads, copy=False)
    small.reset(seed=0)
    small.step([0, 0])
    small.close()
    before = resident_megabytes()
    batch = memory_maze.make_vec(scenario, mazes, overrides, threads=threads, copy=False)
    started = time.perf_counter()
    batch.reset(seed=0)
    reset = time.perf_counter() - started
    stream = np.random.RandomState(0)
    for _ in range(3):
        batch.step(stream.randint(6, size=mazes))
    steps, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        batch.step(stream.randint(6, size=mazes))
        steps += 1
    rate = steps * mazes / (time.perf_counter() - started)
    memory = (resident_megabytes() - before) / mazes
    print(json.dumps({"steps_per_s": rate, "reset_s": reset / mazes, "memory_mb": memory}))


if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    main(name, int(numbers[0]), int(numbers[1]), float(numbers[2]), int(numbers[3]))
