"""Runs that were recorded from upstream, and the scenarios that replay them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from memory_maze import Scenario, load

DATA = Path(__file__).parent / "data"

FRAMES = DATA / "upstream_frames"
"""Pictures that upstream drew."""

KEYS = [
    "agent_pos",
    "agent_dir",
    "targets_vec",
    "targets_pos",
    "target_vec",
    "target_pos",
    "target_color",
    "maze_layout",
]


ACTIONS_OF = {"Oracle_9x9_s0": "std_9x9_s0", "Oracle_15x15_s0": "std_15x15_s0"}
"""Runs of which only pictures are kept, and whose actions they repeat."""


@dataclass(frozen=True)
class Recording:
    name: str
    variant: str
    size: str
    seed: int
    episodes: tuple[dict[str, np.ndarray], ...]

    @property
    def scenario(self) -> Scenario:
        """The classic scenario, with every observation but the picture."""
        return load(_name(self.variant, self.size), {"observation": {"form": "dict", "keys": KEYS}})


@cache
def recordings() -> tuple[Recording, ...]:
    found: dict[str, dict[int, dict[str, np.ndarray]]] = {}
    with np.load(DATA / "recorded_episodes.npz") as archive:
        for key in archive.files:
            run, episode, what = key.split("/")
            found.setdefault(run, {}).setdefault(int(episode), {})[what] = archive[key]
    return tuple(_recording(run, episodes) for run, episodes in found.items())


def _recording(run: str, episodes: dict[int, dict[str, np.ndarray]]) -> Recording:
    variant, size, seed = _parts(run)
    return Recording(run, variant, size, seed, tuple(episodes[k] for k in sorted(episodes)))


@dataclass(frozen=True, eq=False)
class Strip:
    """Pictures that upstream drew in the first episode of a run."""

    run: str
    look: str
    """`current` or `legacy`: which MuJoCo drew them."""
    steps: tuple[int, ...]
    frames: NDArray[np.uint8]
    """[len(steps), H, W, 3]"""

    @property
    def seed(self) -> int:
        """The run's seed."""
        return _parts(self.run)[2]

    @property
    def actions(self) -> NDArray[np.int8]:
        """The actions of the run's first episode."""
        run = ACTIONS_OF.get(self.run, self.run)
        return next(one for one in recordings() if one.name == run).episodes[0]["actions"]

    def scenario(self, **camera: object) -> Scenario:
        """The classic scenario, with pictures as large as these and in their look."""
        variant, size, _ = _parts(self.run)
        shown = {"resolution": self.frames.shape[1], "look": self.look, **camera}
        return load(_name(variant, size), {"camera": shown})


@cache
def strips() -> tuple[Strip, ...]:
    return tuple(_strip(file) for file in sorted(FRAMES.glob("*.png")))


def _strip(file: Path) -> Strip:
    run, _, look = file.stem.rpartition("_")
    with Image.open(file) as picture:
        steps = tuple(map(int, picture.info["steps"].split()))
        frames = np.stack(np.split(np.asarray(picture), len(steps), axis=1))
    return Strip(run, look, steps, frames)


def _name(variant: str, size: str) -> str:
    return f"classic/{size}" + ("" if variant == "std" else f"-{variant}")


def _parts(run: str) -> tuple[str, str, int]:
    variant, size, seed = run.split("_")
    return variant, size, int(seed.removeprefix("s"))
