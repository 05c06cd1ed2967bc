"""Runs that were recorded from upstream, and the scenarios that replay them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from memory_maze import Scenario, load

DATA = Path(__file__).parent / "data"

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
        suffix = "" if self.variant == "std" else f"-{self.variant}"
        return load(f"classic/{self.size}{suffix}", {"observation": {"form": "dict", "keys": KEYS}})


@cache
def recordings() -> tuple[Recording, ...]:
    found: dict[str, dict[int, dict[str, np.ndarray]]] = {}
    with np.load(DATA / "recorded_episodes.npz") as archive:
        for key in archive.files:
            run, episode, what = key.split("/")
            found.setdefault(run, {}).setdefault(int(episode), {})[what] = archive[key]
    return tuple(_recording(run, episodes) for run, episodes in found.items())


def _recording(run: str, episodes: dict[int, dict[str, np.ndarray]]) -> Recording:
    variant, size, seed = run.split("_")
    return Recording(run, variant, size, int(seed.removeprefix("s")), tuple(episodes[k] for k in sorted(episodes)))
