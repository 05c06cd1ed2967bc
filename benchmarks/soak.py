"""Many environments alive in one process, many resets, a million steps: does anything grow, does anything change?

    python benchmarks/soak.py [--environments 200] [--steps 1000000]

Every environment is reset after 500 steps. At the end some of them are repeated, each alone in a fresh process, and
have to give the same pictures, positions and rewards.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

import memory_maze

EPISODE = 500
"""Steps after which an environment is reset."""

SCENARIOS = ("9x9", "11x11", "13x13", "15x15", "9x9-Vis", "9x9-ExtraObs", "9x9-6CL", "9x9-Oracle")

CHECKED = (0, 5, 6)
"""Environments that are repeated alone."""


class Member:
    """One environment with its own seed and actions, and a digest of all that it gave."""

    def __init__(self, number: int) -> None:
        scenario = f"classic/{SCENARIOS[number % len(SCENARIOS)]}"
        self._env = memory_maze.make(scenario, seed=number, disable_env_checker=True).unwrapped
        self._actions = np.random.default_rng(number)
        self._digest = hashlib.sha256()
        self._steps = 0

    def advance(self, steps: int) -> None:
        for _ in range(steps):
            if self._steps % EPISODE == 0:
                self._env.reset()
            observation, reward, *_ = self._env.step(int(self._actions.integers(6)))
            self._steps += 1
        image = observation["image"] if isinstance(observation, dict) else observation
        self._digest.update(image.tobytes())
        self._digest.update(self._env.dm_env.physics.data.qpos.tobytes())
        self._digest.update(repr(reward).encode())

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--environments", type=int, default=200)
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    rounds = max(1, arguments.steps // arguments.environments // 100)
    if arguments.alone is not None:
        member = Member(arguments.alone)
        for _ in range(rounds):
            member.advance(100)
        print(member.digest)
        return
    members = [Member(number) for number in range(arguments.environments)]
    soak(members, rounds)
    options = ["--environments", str(arguments.environments), "--steps", str(arguments.steps)]
    for number in CHECKED:
        command = [sys.executable, __file__, *options, "--alone", str(number)]
        alone = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        equal = alone == members[number].digest
        print(f"environment {number} alone in a fresh process: {'equal' if equal else 'DIFFERS'}")
        if not equal:
            raise SystemExit(1)


def soak(members: list[Member], rounds: int) -> None:
    """Advances all members in turn and prints what the process holds."""
    print("| steps | steps a second | resident, MB | files |\n|---:|---:|---:|---:|")
    started = time.perf_counter()
    for k in range(rounds):
        for member in members:
            member.advance(100)
        if k in (0, 4) or (k + 1) % max(1, rounds // 10) == 0:
            steps = (k + 1) * 100 * len(members)
            rate = steps / (time.perf_counter() - started)
            print(
                f"| {steps} | {rate:.0f} | {resident_megabytes():.1f} | {len(os.listdir('/proc/self/fd'))} |",
                flush=True,
            )
    libraries = Path("/proc/self/maps").read_text()
    print(f"OpenGL in the process: {'libGL' in libraries or 'libEGL' in libraries}")


def resident_megabytes() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
