"""Makes the digests in `memory_maze.physics.exact.proof`, with MuJoCo: python -m tests.physics.make_digests"""

from __future__ import annotations

import sys

import numpy as np

from memory_maze.game.body import Pose
from memory_maze.game.touch import touches
from memory_maze.physics.exact import proof
from tests.physics.judge import Judge


def drive(count, control_steps):
    """The digest after each control step."""
    walls, objects, starts = proof.make_mazes(count)
    judges = [Judge(walls, maze) for maze in range(count)]
    controls = [proof.make_controls(maze) for maze in range(count)]
    rows = np.zeros((count, 18))
    rows[:, 1:5] = starts
    centers = [[tuple(center) for center in maze] for maze in objects.centers.tolist()]
    for _ in range(control_steps):
        objects.touched[:] = False
        for maze, judge in enumerate(judges):
            rows[maze, 16:] = next(controls[maze])
            for _ in range(proof.STEPS):
                rows[maze] = judge.step(rows[maze], 1)
                pose = Pose(*rows[maze, 1:5].tolist())
                for k, center in enumerate(centers[maze]):
                    if not objects.touched[maze, k] and touches(pose, center, objects.radius[maze]):
                        objects.touched[maze, k] = True
        yield proof.digest(rows, objects.touched)


def main():
    digests = list(drive(proof.WALKERS, proof.CONTROL_STEPS))[proof.EVERY - 1 :: proof.EVERY]
    quick = next(drive(proof.QUICK_WALKERS, 1))
    lines = ["DIGESTS = (", *(f'    "{digest}",' for digest in digests), ")", f'QUICK_DIGEST = "{quick}"']
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
