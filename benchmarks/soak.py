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
from reporting import Report, parser_of, reporting

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
    parser = parser_of(__doc__)
    parser.add_argument("--environments", type=int, default=200)
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    with reporting(parser) as (arguments, report):
        if arguments.alone is None:
            compare(report, arguments)
        else:
            report.note(alone(arguments.alone, rounds_of(arguments)).digest)


def rounds_of(arguments: argparse.Namespace) -> int:
    """How often each environment is advanced by a hundred steps."""
    return int(max(1, arguments.steps // arguments.environments // 100))


def alone(number: int, rounds: int) -> Member:
    """One environment, played to the end."""
    member = Member(number)
    for _ in range(rounds):
        member.advance(100)
    return member


def compare(report: Report, arguments: argparse.Namespace) -> None:
    """Plays all in one process, and some again, each in a process of its own."""
    members = [Member(number) for number in range(arguments.environments)]
    soak(report, members, rounds_of(arguments))
    options = ["--environments", str(arguments.environments), "--steps", str(arguments.steps)]
    for number in CHECKED:
        command = [sys.executable, __file__, *options, "--alone", str(number)]
        digest = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        equal = digest == members[number].digest
        report.note(f"environment {number} alone in a fresh process: {'equal' if equal else 'DIFFERS'}")
        if not equal:
            raise SystemExit(1)


def soak(report: Report, members: list[Member], rounds: int) -> None:
    """Advances all members in turn and tells what the process holds."""
    heads = {"steps": "{:d}", "steps a second": "{:.0f}", "resident, MB": "{:.1f}", "files": "{:d}"}
    table = report.table(heads)
    started = time.perf_counter()
    for k in range(rounds):
        for member in members:
            member.advance(100)
        if k in (0, 4) or (k + 1) % max(1, rounds // 10) == 0:
            steps = (k + 1) * 100 * len(members)
            rate = steps / (time.perf_counter() - started)
            table.add(steps, rate, resident_megabytes(), len(os.listdir("/proc/self/fd")))
    libraries = Path("/proc/self/maps").read_text()
    report.note(f"OpenGL in the process: {'libGL' in libraries or 'libEGL' in libraries}")


def resident_megabytes() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
