"""Drives the engine and MuJoCo side by side: python -m tests.physics.fuzz [control steps] [first seed]"""

from __future__ import annotations

import sys

import numpy as np

from memory_maze.physics.exact.engine import Engine
from tests.physics.judge import Judge
from tests.physics.mazes import Drivers, no_objects, place_walkers, random_walls

WALKERS = 32
STEPS_EACH = (50, 50, 50, 50, 5, 17, 100, 400)
"""Physics steps in a control step: that of a round."""


def compare(seed, control_steps, count=WALKERS, steps_each=50, lanes=None, **mazes):
    """Drives walkers in new mazes; returns control steps whose end differs from MuJoCo's by as much as a bit."""
    rng = np.random.default_rng(seed)
    walls, places = random_walls(rng, count, **mazes)
    engine, objects, members = Engine(count, lanes=lanes), no_objects(count), np.arange(count)
    place_walkers(engine, rng, places)
    judges = [Judge(walls, maze) for maze in range(count)]
    drivers = Drivers(rng, count)
    expected = engine.rows.copy()
    different = 0
    for _ in range(control_steps):
        engine.controls[:] = drivers.controls()
        expected[:, 16:] = engine.controls
        for row, judge in enumerate(judges):
            expected[row] = judge.step(expected[row], steps_each)
        lost = engine.run(members, steps_each, walls, objects)
        same = [a.tobytes() == b.tobytes() for a, b in zip(engine.rows, expected, strict=True)]
        different += len(lost) + same.count(False)
        engine.rows[:] = expected
    return different


def rounds(total, first_seed=0, report=None):
    """Rounds of all kinds, until there are so many control steps; returns how many differ."""
    done = different = 0
    seed = first_seed
    while done < total:
        rng = np.random.default_rng(seed + 10**9)
        steps_each = STEPS_EACH[seed % len(STEPS_EACH)]
        control_steps = max(4, 2000 // steps_each)
        size = float(rng.choice([1.0, 1.3, 2.0, 3.7]))
        density = float(rng.uniform(0.1, 0.5))
        mazes = {"cell_sizes": (size, min(4.0, size * 1.3)), "density": density}
        lanes = 1 if seed % 5 == 0 else None
        different += compare(seed, control_steps, steps_each=steps_each, lanes=lanes, **mazes)
        done += WALKERS * control_steps
        seed += 1
        if report is not None:
            report(f"{done} control steps, {different} differ")
    return different


def main():
    given = [int(float(text)) for text in sys.argv[1:]]
    total = given[0] if given else 100_000
    first_seed = given[1] if len(given) > 1 else 0
    sys.exit(bool(rounds(total, first_seed, lambda text: sys.stdout.write(text + "\n"))))


if __name__ == "__main__":
    main()
