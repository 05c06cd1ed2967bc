"""Our physics against MuJoCo's: one walker at a time against mj_step, many against mujoco.batch.

    python benchmarks/physics.py [--rounds 20] [--counts 1,8,64,1024]

Both sides step the same walkers with the same controls, in turn, on one thread, and every state is compared. Times are
of the processor, microseconds a control step of 50 physics steps. Walkers drive freely, turning away from walls, or
rub along them: they push ahead whatever is there.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import mujoco
import numpy as np
from mujoco.batch import Batch
from reporting import parser_of, reporting

from memory_maze.game.body import Pose
from memory_maze.maze.covering import wall_boxes
from memory_maze.physics.exact.engine import Engine, Objects, Walls
from memory_maze.physics.exact.run import host_lanes
from memory_maze.physics.model import compile_model
from memory_maze.physics.wall_pool import bring_walls

STEPS = 50
CELLS = 11
CELL_SIZE = 2.0
AHEAD = 0.9
"""Metres; who drives freely turns where a wall is as near."""
WARM_UP = 8
"""Control steps before times are taken."""


class World(NamedTuple):
    walls: Walls
    objects: Objects
    starts: list[Pose]


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="control steps that are timed")
    parser.add_argument("--counts", default="1,8,64,1024,4096", help="walkers")
    heads = {"walkers": "{:d}", "driving": "{}", "walls touched": "{:.0%}", "mujoco": "{:.1f}", "ours": "{:.1f}"}
    with reporting(parser) as (arguments, report):
        report.note(f"{host_lanes()} lanes; mujoco {mujoco.__version__}; microseconds a control step")
        table = report.table({**heads, "ratio": "{:.1f}"})
        for count in map(int, arguments.counts.split(",")):
            for manner in ("freely", "rubbing"):
                touched, theirs, ours = measure(count, manner, arguments.rounds)
                table.add(count, manner, touched, theirs, ours, theirs / ours)


def make_world(count: int, rng: np.random.Generator) -> World:
    """Mazes with a tenth of pillars and an object in each, and walkers somewhere in them."""
    boxes = np.zeros((count, CELLS * CELLS, 4))
    counts, centers = np.zeros(count, np.int64), np.zeros((count, 3, 3))
    starts = []
    for maze in range(count):
        mask = rng.random((CELLS, CELLS)) < 0.2
        mask[[0, -1]] = mask[:, [0, -1]] = True
        free = np.argwhere(~mask)
        found = wall_boxes(mask, CELL_SIZE)
        counts[maze] = len(found.center)
        boxes[maze, : counts[maze]] = np.column_stack([found.center, found.half])
        places = (free[rng.integers(len(free), size=4)] - (CELLS - 1) / 2) * (-CELL_SIZE, CELL_SIZE)
        centers[maze, :, :2] = places[1:, ::-1]
        starts.append(Pose(places[0, 1], places[0, 0], 0.0, rng.uniform(-np.pi, np.pi)))
    objects = Objects(centers, np.full(count, 0.6), np.full(count, 3), np.zeros((count, 3), np.bool_))
    return World(Walls(boxes, counts, np.full(count, 1.5)), objects, starts)


def distance_to_walls(walls: Walls, places: np.ndarray) -> np.ndarray:
    """float64 [N], metres."""
    used = np.arange(walls.boxes.shape[1]) < walls.counts[:, None]
    gaps = np.maximum(np.abs(walls.boxes[..., :2] - places[:, None]) - walls.boxes[..., 2:], 0.0)
    return np.where(used, np.hypot(gaps[..., 0], gaps[..., 1]), np.inf).min(axis=1)


class Driver:
    """What the walkers do next."""

    def __init__(self, manner: str, count: int, rng: np.random.Generator) -> None:
        self._manner, self._rng = manner, rng
        self._turn = rng.choice([-1.0, 1.0], count)
        self._left = np.zeros(count, np.int64)

    def controls(self, engine: Engine, walls: Walls) -> np.ndarray:
        steer = engine.positions[:, 3]
        if self._manner == "freely":
            ahead = engine.positions[:, :2] + AHEAD * np.column_stack([np.cos(steer), -np.sin(steer)])
            blocked = distance_to_walls(walls, ahead) < 0.5
            turning = blocked | (self._rng.random(len(steer)) < 0.05)
            return np.column_stack([np.where(blocked, 0.0, -1.0), np.where(turning, self._turn, 0.0)])
        self._left -= 1
        new = self._left < 0
        self._left[new] = self._rng.integers(1, 12, new.sum())
        self._turn[new] = self._rng.choice([-1.0, 0.0, 0.0, 1.0], new.sum())
        return np.column_stack([np.full(len(steer), -1.0), self._turn])


class MuJoCo:
    """The other side."""

    def __init__(self, world: World) -> None:
        count = len(world.starts)
        self._walls = world.walls
        self._members = np.arange(count)
        model, self._pool = compile_model(), 1
        self._model = model if count == 1 else None
        if self._model is not None:
            self._data = mujoco.MjData(model)
            self._fields = (self._data.qpos[None], self._data.qvel[None], self._data.qacc_warmstart[None])
            self._controls = self._data.ctrl[None]
            names = ("geom_pos", "geom_size", "geom_aabb", "geom_rbound")
            self._geoms = [getattr(model, name)[None] for name in names]
        else:
            self._batch = Batch(model, count, 1)
            self._fields = tuple(self._batch.bind(name) for name in ("qpos", "qvel", "qacc_warmstart"))
            self._controls = self._batch.bind("ctrl")
            self._geoms = [self._batch.expand(name) for name in ("geom_pos", "geom_size", "geom_aabb", "geom_rbound")]
        self._record: dict[str, np.ndarray] | None = None

    def put(self, engine: Engine) -> None:
        for field, array in zip(self._fields, (engine.positions, engine.velocities, engine.accelerations), strict=True):
            field[:] = array

    def step(self, controls: np.ndarray) -> float:
        """Seconds of the processor that it takes."""
        self._controls[:] = controls
        walls = self._walls
        here = self._fields[0][:, :2].copy()
        start = time.process_time()
        bring_walls(self._members, here, walls.boxes, walls.counts, walls.height, self._pool, *self._geoms)
        if self._model is not None:
            mujoco.mj_step(self._model, self._data, STEPS)
        else:
            self._record = self._batch.rollout(STEPS, record=("qpos",), out=self._record)
        return time.process_time() - start

    def equals(self, engine: Engine) -> bool:
        ours = (engine.positions, engine.velocities, engine.accelerations)
        return all(np.array_equal(*pair) for pair in zip(self._fields, ours, strict=True))


def measure(count: int, manner: str, rounds: int) -> tuple[float, float, float]:
    """The share of walkers that touched a wall at an end of a control step, and microseconds of both sides."""
    rng = np.random.default_rng(count)
    world = make_world(count, rng)
    engine, driver, judge = Engine(count), Driver(manner, count, rng), MuJoCo(world)
    for row, start in enumerate(world.starts):
        engine.put(row, start)
    judge.put(engine)
    members = np.arange(count)
    theirs = ours = touching = 0.0
    rounds *= max(1, 64 // count)
    for step in range(WARM_UP + rounds):
        controls = driver.controls(engine, world.walls)
        engine.controls[:] = controls
        world.objects.touched[:] = False
        begin = time.process_time()
        engine.run(members, STEPS, world.walls, world.objects)
        seconds = time.process_time() - begin
        other = judge.step(controls)
        assert judge.equals(engine), "the two sides differ"
        if step >= WARM_UP:
            ours, theirs = ours + seconds, theirs + other
            touching += float((distance_to_walls(world.walls, engine.positions[:, :2]) < 0.2).mean())
    scale = 1e6 / (rounds * count)
    return touching / rounds, theirs * scale, ours * scale


if __name__ == "__main__":
    main()
