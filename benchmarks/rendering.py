"""How exact and how fast the software renderer is, against MuJoCo's OpenGL renderer in the same run.

    python benchmarks/rendering.py --poses 300

Run it on an idle machine, on one core for the speeds: `taskset -c 0 python benchmarks/rendering.py`. llvmpipe is the
OpenGL driver that the exactness is stated for.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from reporting import Report, parser_of, reporting

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


def exactness(report: Report, count: int) -> None:
    heads = {"exactness": "{}", "poses": "{}", "MAE": "{:.4f}", "floor": "{}", "PSNR": "{:.1f}"}
    table = report.table({**heads, "equal": "{:.3%}", "more than 8": "{:.4%}"})
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
            shares = float((worst == 0).mean()), float((worst > 8).mean())
            table.add(line.name, kind, float(far.mean()), floor, float(psnr), *shares)


def seconds_a_frame(renderer, scenes: Scenes, poses: np.ndarray, threads: int = 1, rounds: int = 5) -> float:
    out = renderer.render(scenes, poses, threads=threads)
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        renderer.render(scenes, poses, out, threads)
        best = min(best, (time.perf_counter() - start) / len(poses))
    return best


def speed(report: Report, rounds: int) -> None:
    heads = {"speed, µs a frame": "{}", "software": "{:.1f}", "one call": "{:.1f}", "OpenGL": "{:.1f}"}
    table = report.table({**heads, "ratio": "{:.1f}x", "floor": "{:.0f}x"})
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
        table.add(line.name, ours * 1e6, single * 1e6, theirs * 1e6, theirs / ours, line.least_ratio or 0.0)


def scaling(report: Report, rounds: int) -> None:
    table = report.table({"first person 64": "{}", "µs a frame": "{:.1f}", "of the first": "{:.2f}x"})
    renderer, base = make_renderer("software", view()), 0.0
    for size in (9, 15, 31, 63):
        scene = make_scene(size, 0)
        scenes, poses = repeat(scene, 60), random_poses(scene, 60)
        spent = min(seconds_a_frame(renderer, scenes, poses) for _ in range(rounds))
        base = base or spent
        table.add(f"{size}x{size}", spent * 1e6, spent / base)
    scene = make_scene(9, 0)
    scenes, poses = repeat(scene, 256), random_poses(scene, 256)
    one, two = (min(seconds_a_frame(renderer, scenes, poses, n) for _ in range(rounds)) for n in (1, 2))
    threads = report.table({"threads": "{:d}", "µs a frame": "{:.1f}", "times as fast": "{:.2f}x"})
    threads.add(1, one * 1e6, 1.0)
    threads.add(2, two * 1e6, one / two)


def starts(report: Report) -> None:
    root = str(Path(__file__).parents[1])
    table = report.table({"first frame": "{}", "seconds": "{:.2f}", "floor": "{:.0f}"})
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"MEMORY_MAZE_CACHE": folder}
        for name, floor in (("ever", 15), ("of a later process", 1)):
            code = FIRST_FRAME.format(root=root)
            done = subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            )
            table.add(name, float(done.stdout), floor)


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--poses", type=int, default=300, help="poses of each kind for the exactness")
    parser.add_argument("--rounds", type=int, default=5, help="repetitions of a speed; the best counts")
    parser.add_argument("--only", choices=["exactness", "speed", "scaling", "starts"], help="one table")
    with reporting(parser) as (chosen, report):
        try:
            make_renderer("opengl", view())
        except RenderingUnavailable as error:
            sys.exit(str(error))
        if chosen.only in (None, "exactness"):
            exactness(report, chosen.poses)
        if chosen.only in (None, "speed"):
            speed(report, chosen.rounds)
        if chosen.only in (None, "scaling"):
            scaling(report, chosen.rounds)
        if chosen.only in (None, "starts"):
            starts(report)


if __name__ == "__main__":
    main()
