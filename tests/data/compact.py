"""Makes the test data of upstream's runs from whole recordings, which are a hundred times as large.

python -m tests.data.compact FOLDER

FOLDER holds a file `{run}.npz` a run, as `upstream_worker.py` writes them: keys `ep{k}_{what}`, `n_episodes`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from tests.recordings import ACTIONS_OF, DATA, FRAMES, KEYS, recordings

EVERY = 25
"""Control steps from one kept row to the next."""

CONSTANT = ("targets_pos", "maze_layout")
"""Observations that do not change within an episode; their first row is kept."""


class Kept(NamedTuple):
    """Which pictures of a kind of recordings are kept."""

    runs: tuple[str, ...]
    steps: tuple[int, ...]
    """Of the first episode."""

    @property
    def longest(self) -> int:
        """Control steps to record for them."""
        return max(self.steps)


CURRENT = Kept((*(one.name for one in recordings()), *ACTIONS_OF), (0, 40, 240))

LEGACY = Kept(("std_9x9_s0", "Vis_9x9_s0", "Top_9x9_s0", "std_15x15_s0"), (0, 5, 20))
"""An older MuJoCo's dynamics part from today's, so that only the first moments are the same."""


def compact(folder: Path) -> None:
    """Writes `recorded_episodes.npz` and the strips of pictures in `upstream_frames`, from what FOLDER holds.

    Args:
      folder: of the recordings; a run that is not there keeps its data.
    """
    arrays: dict[str, Any] = {}
    for run in [one.name for one in recordings()]:
        with np.load(folder / f"{run}.npz") as whole:
            for episode in range(int(whole["n_episodes"])):
                for what, value in _rows(whole, f"ep{episode}_").items():
                    arrays[f"{run}/{episode}/{what}"] = value
    np.savez_compressed(DATA / "recorded_episodes.npz", **arrays)
    FRAMES.mkdir(exist_ok=True)
    for look, kept, place in (("current", CURRENT, folder), ("legacy", LEGACY, folder / "legacy")):
        for run in kept.runs:
            if (place / f"{run}.npz").exists():
                _write_strip(place / f"{run}.npz", FRAMES / f"{run}_{look}.png", kept.steps)


def _rows(whole: np.lib.npyio.NpzFile, episode: str) -> dict[str, NDArray[np.generic]]:
    """What is kept of an episode."""
    count = len(whole[f"{episode}actions"])
    rows = np.unique([*range(0, count + 1, EVERY), count]).astype(np.int32)
    # Upstream has numbered the wall cells by their block.
    lines = [re.sub(r"\d", "*", row.tobytes().decode()) for row in whole[f"{episode}entity_layer"]]
    observations = {
        f"obs_{key}": whole[f"{episode}obs_{key}"][:1] if key in CONSTANT else whole[f"{episode}obs_{key}"][rows]
        for key in KEYS
    }
    return {
        "map": np.array("\n".join(lines)),
        "textures": whole[f"{episode}wall_tex"][1:10, 1],
        "boxes": np.concatenate([whole[f"{episode}walls_pos"], whole[f"{episode}walls_size"]], axis=1),
        "actions": whole[f"{episode}actions"].astype(np.int8),
        "rewards": whole[f"{episode}rewards"].astype(np.uint8),
        "target_index": whole[f"{episode}target_index"].astype(np.int8),
        "touched": whole[f"{episode}touched"],
        "touched_at_start": whole[f"{episode}init_activated"],
        "rows": rows,
        "qpos": whole[f"{episode}qpos"][rows],
        "qvel": whole[f"{episode}qvel"][rows],
        **observations,
        "colors": whole[f"{episode}target_rgb"],
    }


def _write_strip(recording: Path, file: Path, steps: tuple[int, ...]) -> None:
    """Puts pictures of the first episode beside each other and says of which steps they are."""
    with np.load(recording) as whole:
        if "ep0_images" not in whole:
            return
        there = whole["ep0_image_steps"].tolist()
        kept = [step for step in steps if step in there]
        frames = [whole["ep0_images"][there.index(step)] for step in kept]
    note = PngImagePlugin.PngInfo()
    note.add_text("steps", " ".join(map(str, kept)))
    Image.fromarray(np.concatenate(frames, axis=1)).save(file, pnginfo=note, optimize=True)


if __name__ == "__main__":
    compact(Path(sys.argv[1]))
