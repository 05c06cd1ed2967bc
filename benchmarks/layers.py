"""How exact depth and labels are against MuJoCo's OpenGL renderer, and what they cost beside the image.

    MUJOCO_GL=egl python benchmarks/layers.py --poses 300

For the costs, run it on an idle machine, on one core: `taskset -c 0`. llvmpipe is the driver that the exactness is
stated for.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from reporting import Report, parser_of, reporting

sys.path.insert(0, str(Path(__file__).parents[1]))

from memory_maze.rendering import RenderingUnavailable, Scenes, View, make_renderer
from memory_maze.rendering.segmentation import SKY
from tests.rendering.worlds import make_scene, played_poses, random_poses, repeat

LINES = (
    ("first person 64", View(), (1.5, 0.0)),
    ("first person 256", View(width=256, height=256), (1.5, 0.0)),
    ("Vis 64", View(), (0.4, 1.1)),
    ("Top 256", View("top", 256, 256, None), (1.5, 0.0)),
)
SEEDS = 6


def batches(heights: tuple[float, float], poses: int, poses_of: Callable) -> list[tuple[Scenes, np.ndarray]]:
    scenes = [make_scene(9, seed, *heights) for seed in range(SEEDS)]
    each = max(1, poses // SEEDS)
    return [(repeat(scene, each), poses_of(scene, each, seed)) for seed, scene in enumerate(scenes)]


def exactness(report: Report, poses: int) -> None:
    heads = {"view": "{}", "poses": "{}", "labels that differ": "{:.4%}"}
    table = report.table({**heads, "depth, median": "{:.1e}", "depth, 99.9 % below": "{:.1e}"})
    for name, view, heights in LINES:
        try:
            software, opengl = make_renderer("software", view), make_renderer("opengl", view)
        except RenderingUnavailable as reason:
            sys.exit(str(reason))
        for poses_of in (random_poses, played_poses):
            differing, apart = [], []
            for scenes, where in batches(heights, poses, poses_of):
                ours, theirs = software.render_layers(scenes, where), opengl.render_layers(scenes, where)
                same = ours.segmentation == theirs.segmentation
                seen = same & (ours.segmentation != SKY)
                differing.append(1 - same.mean())
                apart.append(np.abs(ours.depth[seen] / theirs.depth[seen].astype(np.float64) - 1))
            errors = np.concatenate(apart)
            middle, most = np.quantile(errors, [0.5, 0.999])
            kind = poses_of.__name__.removesuffix("_poses")
            table.add(name, kind, float(np.mean(differing)), float(middle), float(most))


def costs(report: Report, poses: int, rounds: int = 5) -> None:
    table = report.table({"view": "{}", "image, µs a frame": "{:.0f}", "with depth and labels": "{:.0f}"})
    for name, view, heights in LINES:
        renderer = make_renderer("software", view)
        batch = batches(heights, poses, played_poses)
        best = {}
        for way in (renderer.render, renderer.render_layers):
            times = []
            for _ in range(rounds + 1):
                start = time.perf_counter()
                for scenes, where in batch:
                    way(scenes, where)
                times.append(time.perf_counter() - start)
            best[way.__name__] = min(times[1:]) / sum(len(where) for _, where in batch) * 1e6
        table.add(name, best["render"], best["render_layers"])


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--poses", type=int, default=300)
    parser.add_argument("--only", choices=["exactness", "costs"])
    with reporting(parser) as (arguments, report):
        if arguments.only != "costs":
            exactness(report, arguments.poses)
        if arguments.only != "exactness":
            costs(report, min(arguments.poses, 60))


if __name__ == "__main__":
    main()
