"""The kernels that Python calls: many physics steps of many walkers, as many at a time as there are lanes."""

# ruff: noqa: PLR0917 (compiled functions take arguments by position only)

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from llvmlite import binding
from numba.core import config

from memory_maze.compiling import Array, entry_point
from memory_maze.game import body as walker_body
from memory_maze.game import touch
from memory_maze.physics.exact.memory import any_of, is_up, lane_of, open_scratch
from memory_maze.physics.exact.step import take_step
from memory_maze.physics.exact.surroundings import (
    HALF_HEIGHT,
    HOME,
    OBJECT_ROWS,
    OBJECTS,
    gather_objects,
    gather_walls,
    has_roamed,
)
from memory_maze.physics.exact.touching import notice_touches
from memory_maze.physics.exact.tracing import traced
from memory_maze.physics.exact.walker import CHANGING, POSITION, ROW, begin, write_walker

_LANES_BY_FEATURE = (("avx512f", 16), ("avx2", 8))
"""Lanes that pay, by what the processor has: twice as many as a register holds, or four times."""

_FEWEST_LANES = 4

_begin, _write_walker = traced(begin), traced(write_walker)
_has_roamed, _take_step = traced(has_roamed), traced(take_step)


def host_lanes() -> int:
    """Lanes for many walkers on this machine, as numba compiles for it."""
    settings: Any = config
    given = settings.CPU_FEATURES
    if given is None and not settings.CPU_NAME:
        given = binding.get_host_cpu_features().flatten()
    found = (given or "").split(",")
    return next((lanes for feature, lanes in _LANES_BY_FEATURE if f"+{feature}" in found), _FEWEST_LANES)


def scratch_rows(objects: int) -> int:
    """Rows of scratch memory that mazes of so many objects need."""
    return OBJECTS + OBJECT_ROWS * objects


@cache
def make_run(lanes: int) -> Any:
    """Makes the kernel for so many lanes; it is compiled when it is first called, and kept on disk.

    run(members, first, stride, steps, rows, boxes, box_counts, height, centers, radius, counts, touched, effort, lost,
    scratch) takes `steps` physics steps of the walkers members[first : first + lanes] and of those that follow at a
    distance of `stride` lanes each. members int64[n]; rows float64[N, ROW], see `walker`; boxes float64[N, B, 4],
    box_counts int64[N], height float64[N], see `engine.Walls`; centers float64[N, K, 3], radius float64[N], counts
    int64[N], touched bool[N, K], see `engine.Objects`; effort float64[N], written: what contacts cost; lost bool[N],
    set for walkers that must be stepped otherwise, whose rows stay as they were; scratch float64[scratch_rows(K),
    lanes].
    """
    return _compile_run(lanes, _version())


def _version() -> int:
    """A number that changes with the sources: the cache on disk knows this file only."""
    sources = [*Path(__file__).parent.glob("*.py"), *(Path(str(module.__file__)) for module in (touch, walker_body))]
    text = b"".join(source.read_bytes() for source in sorted(sources))
    return int.from_bytes(hashlib.sha256(text).digest()[:6], "little")


def _compile_run(lanes: int, version: int) -> Any:
    @entry_point
    def run(
        members: Array,
        first: int,
        stride: int,
        steps: int,
        rows: Array,
        boxes: Array,
        box_counts: Array,
        height: Array,
        centers: Array,
        radius: Array,
        counts: Array,
        touched: Array,
        effort: Array,
        lost: Array,
        scratch: Array,
    ) -> int:
        memory = open_scratch(scratch, lanes)
        for start in range(first * lanes, len(members), stride * lanes):
            here = members[start : start + lanes]
            for lane in range(lanes):
                member = here[min(lane, len(here) - 1)]
                for k in range(ROW):
                    scratch[k, lane] = rows[member, k]
                scratch[HALF_HEIGHT, lane] = height[member] / 2
                # No place is so far away from itself: the lists are made before the first step.
                scratch[HOME, lane] = rows[member, POSITION] + 1.0
                scratch[HOME + 1, lane] = rows[member, POSITION + 1]
            progress, motors = _begin(memory)
            wall_slots, object_slots = 0, 0
            for _ in range(steps):
                if any_of(_has_roamed(memory, progress.walker)):
                    _write_walker(memory, progress.walker)
                    wall_slots, object_slots = 0, 0
                    for lane in range(lanes):
                        member = here[min(lane, len(here) - 1)]
                        used = gather_walls(scratch, lane, boxes[member], box_counts[member])
                        lost[member] |= used < 0
                        wall_slots = max(wall_slots, used)
                        used = gather_objects(
                            scratch, lane, centers[member], radius[member], counts[member], touched[member]
                        )
                        object_slots = max(object_slots, used)
                progress = _take_step(memory, wall_slots, motors, progress)
                notice_touches(scratch, memory, object_slots, progress.walker, here, touched)
            _write_walker(memory, progress.walker)
            for lane in range(len(here)):
                member = here[lane]
                effort[member] = lane_of(progress.effort, lane)
                lost[member] |= is_up(progress.lost, lane)
                if not lost[member]:
                    for k in range(CHANGING):
                        rows[member, k] = scratch[k, lane]
        return version

    return run
