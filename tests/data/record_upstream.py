"""Records upstream anew, in environments of its own with the published package, and compacts what it recorded.

python -m tests.data.record_upstream FOLDER

The actions are those of `recorded_episodes.npz`: a run is repeated, not invented. It takes some ten minutes, and Linux
with an OpenGL that draws without a display. FOLDER gets one file a run, which `tests/data/compact.py` makes small.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peer import peer_python
from tests.data.compact import LEGACY, compact
from tests.recordings import ACTIONS_OF, DATA, recordings

WORKER = Path(__file__).with_name("upstream_worker.py")

WHOLE = 10**6
"""More steps than any episode has."""


def record(folder: Path) -> None:
    """Writes `{run}.npz` for each run, and `legacy/{run}.npz` for those that show the old look."""
    actions = folder / "actions.npz"
    (folder / "legacy").mkdir(parents=True, exist_ok=True)
    np.savez_compressed(actions, **_actions())
    for run in [one.name for one in recordings()]:
        _work("upstream", "run", actions, folder, run, WHOLE)
    for run in ACTIONS_OF:
        _work("upstream", "run", actions, folder, run, LEGACY.longest)
    for run in LEGACY.runs:
        _work("upstream-legacy", "run", actions, folder / "legacy", run, LEGACY.longest)
    _work("upstream", "spaces", DATA / "upstream_spaces.json")


def _actions() -> dict[str, Any]:
    """int8 [n] by `{run}/{episode}`."""
    known = {one.name: [episode["actions"] for episode in one.episodes] for one in recordings()}
    known |= {run: known[other] for run, other in ACTIONS_OF.items()}
    return {f"{run}/{k}": chosen for run, episodes in known.items() for k, chosen in enumerate(episodes)}


def _work(peer: str, *arguments: object) -> None:
    subprocess.run([peer_python(peer), str(WORKER), *map(str, arguments)], check=True)


if __name__ == "__main__":
    record(Path(sys.argv[1]))
    compact(Path(sys.argv[1]))
