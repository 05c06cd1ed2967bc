"""How exact and how fast the software renderer is, against MuJoCo's OpenGL renderer in the same run.

    python benchmarks/rendering.py --poses 300

Run it on an idle machine, on one core for the speeds: `taskset -c 0 python benchmarks/rendering.py`. llvmpipe is the
OpenGL driver that the exactness is stated for.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from memory_maze.rendering import RenderingUnavailable, Scenes, View, make_renderer
from tests.rendering.worlds import make_scene, played_poses, random_poses, repeat

FIRST_FRAME = """
import time, sys
start = time.perf_counter()
sys.path.insert(0, {root!r})
from memory_maze.rendering import View, make_renderer
from tests.rendering.worlds import make_scene, random_poses
scene = make_scene()
ready = time.perf_counter()
make_renderer("software", View()).render(scene, random_poses(scene, 1))
print(time.perf_counter() - ready)
"""


@dataclass(frozen=True)
class Line:
    """A row of the tables: a name, a view, and the issue's floors."""

    name: str
    view: View
    vis: bool = False
    size: int = 9
    largest_error: float | None = None
    least_ratio: float | None = None


def view(pixels: int = 64, look: str = "current", top: bool = False) -> View:
    if top:
        return View("top", pixels, pixels, None, look=look)  # type: ignore[arg-type]
    return View("first-person", pixels, pixels, look=look)  # type: ignore[arg-type]


LINES = [
    Line("first person 64", view(), largest_error=0.010, least_ratio=30),
    Line("first person 64 legacy", view(look="legacy"), largest_error=0.010, least_ratio=30),
    Line("first person 64, 15x15", view(), size=15, largest_error=0.010, least_ratio=30),
    Line("first person 256", view(256), largest_error=0.003, least_ratio=8),
    Line("Vis 64", view(), vis=True, largest_error=0.025, least_ratio=20),
    Line("Top 64", view(top=True), least_ratio=100),
    Line("Top 256", view(256, top=True), largest_error=0.010, least_ratio=100),
]


def worlds(line: Line, count: int) -> Iterator[tuple[str, Scenes, np.ndarray]]:
    height, objects = (0.4, 1.1) if line.vis else (1.5, 0.0)
    for kind, poses_of in (("random", random_poses), ("played", played_poses)):
        for seed in range(5):
            scene = make_scene(line.size, seed, height, objects)
            yield kind, repeat(scene, count // 5), poses_of(scene, count // 5, seed)


def exactness(count: int) -> None:
    print(f"\n{'exactness':26s} {'poses':8s} {'MAE':>8s} {'floor':>7s} {'PSNR':>6s} {'equal':>8s} {'>8':>8s}")
    for line in LINES:
        software, opengl = make_renderer("software", line.view), make_renderer("opengl", line.view)
        apart: dict[str, list[np.ndarray]] = {"random": [], "played": []}
        for kind, scenes, poses in worlds(line, count):
            ours, theirs = software.render(scenes, poses), opengl.render(scenes, poses)
            apart[kind].append(np.abs(ours.astype(np.int16) - theirs))
        for kind, parts in apart.items():
            far = np.concatenate(parts)
            psnr = 10 * np.log10(255**2 / max(float((far.astype(float) ** 2).mean()), 1e-12))
            worst = far.max(axis=-1)
            floor = "" if line.largest_error is None else f"{line.largest_error:.3f}"
            print(
                f"{line.name:26s} {kind:8s} {far.mean():8.4f} {floor:>7s} {psnr:6.1f} "
                f"{(worst == 0).mean():8.3%} {(worst > 8).mean():8.4%}",
                flush=True,
            )


def seconds_a_frame(renderer, scenes: Scenes, poses: np.ndarray, threads: int = 1, rounds: int = 5) -> float:
    out = renderer.render(scenes, poses, threads=threads)
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        renderer.render(scenes, poses, out, threads)
        best = min(best, (time.perf_counter() - start) / len(poses))
    return best


def speed(rounds: int) -> None:
    print(f"\n{'speed, µs a frame':26s} {'software':>9s} {'one call':>9s} {'OpenGL':>9s} {'ratio':>7s} {'floor':>6s}")
    for line in LINES:
        scene = make_scene(line.size, 0, *((0.4, 1.1) if line.vis else (1.5, 0.0)))
        poses = played_poses(scene, 60)
        scenes = repeat(scene, 60)
        software, opengl = make_renderer("software", line.view), make_renderer("opengl", line.view)
        ours = theirs = single = float("inf")
        for _ in range(rounds):
            ours = min(ours, seconds_a_frame(software, scenes, poses, rounds=3))
            theirs = min(theirs, seconds_a_frame(opengl, scenes, poses, rounds=1))
        software.render(scene, poses[:1])
        start = time.perf_counter()
        for pose in poses:
            software.render(scene, pose[None])
        single = (time.perf_counter() - start) / len(poses)
        print(
            f"{line.name:26s} {ours * 1e6:9.1f} {single * 1e6:9.1f} {theirs * 1e6:9.1f} "
            f"{theirs / ours:6.1f}x {line.least_ratio:5.0f}x",
            flush=True,
        )


def scaling(rounds: int) -> None:
    print("\nscaling of first person 64 with the maze, µs a frame")
    renderer, base = make_renderer("software", view()), 0.0
    for size in (9, 15, 31, 63):
        scene = make_scene(size, 0)
        scenes, poses = repeat(scene, 60), random_poses(scene, 60)
        spent = min(seconds_a_frame(renderer, scenes, poses) for _ in range(rounds))
        base = base or spent
        print(f"  {size:2d} x {size:<2d} {spent * 1e6:8.1f} {spent / base:5.2f}x")
    scene = make_scene(9, 0)
    scenes, poses = repeat(scene, 256), random_poses(scene, 256)
    one, two = (min(seconds_a_frame(renderer, scenes, poses, n) for _ in range(rounds)) for n in (1, 2))
    print(f"threads: 1 {one * 1e6:.1f} µs a frame, 2 {two * 1e6:.1f} µs a frame, {one / two:.2f}x (floor 1.8x)")


def starts() -> None:
    root = str(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"MEMORY_MAZE_CACHE": folder}
        for name, floor in (("first frame ever", 15), ("first frame of a later process", 1)):
            code = FIRST_FRAME.format(root=root)
            done = subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
            print(f"{name}: {float(done.stdout):.2f} s (floor {floor} s)", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--poses", type=int, default=300, help="poses of each kind for the exactness")
    parser.add_argument("--rounds", type=int, default=5, help="repetitions of a speed; the best counts")
    parser.add_argument("--only", choices=["exactness", "speed", "scaling", "starts"], help="one table")
    chosen = parser.parse_args()
    try:
        make_renderer("opengl", view())
    except RenderingUnavailable as error:
        sys.exit(str(error))
    if chosen.only in (None, "exactness"):
        exactness(chosen.poses)
    if chosen.only in (None, "speed"):
        speed(chosen.rounds)
    if chosen.only in (None, "scaling"):
        scaling(chosen.rounds)
    if chosen.only in (None, "starts"):
        starts()


if __name__ == "__main__":
    main()
