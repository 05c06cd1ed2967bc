"""Makes what is in this folder. It is kept as the first version wrote it: run this with that version only.

git worktree add /tmp/first 622f402
PYTHONPATH=/tmp/first python tests/data/first_version/make.py
"""

from __future__ import annotations

import json
import pickle
import shutil
import sys
from pathlib import Path
from typing import Any

import memory_maze
from memory_maze.dataset import generate, local_engine, make_recipe
from memory_maze.scenario import digest, load, names

FOLDER = Path(__file__).parent

FIRST_DIGEST = "6f5a67c7"
"""How the digest of classic/9x9 began in the first version."""

GENERATED: dict[str, Any] = {
    "summary": "A generated maze.",
    "extends": "classic/9x9",
    "camera": {"resolution": 16},
}

DRAWN: dict[str, Any] = {
    "summary": "A maze that is drawn, with a value in every section.",
    "tags": ["old"],
    "maze": {"layout": "*******\n*P   G*\n* *** *\n*G    *\n*******\n", "cell_size": 3, "walls": ["blue", "red"]},
    "objects": {"count": 2, "radius": 0.5, "colors": ["red", "#20c0ff"]},
    "episode": {"steps": 30, "start": {"heading": 90}},
    "camera": {"resolution": 16, "field_of_view": 100.0, "look": "current"},
    "control": {"frequency": 5, "actions": "continuous"},
    "observation": {"form": "dict", "keys": ["image", "agent_pos", "target_color"], "prompt_steps": 2},
}

ACTIONS: dict[str, list[Any]] = {
    "generated": [1, 1, 4, 2, 5, 1, 3, 1],
    "drawn": [[1.0, 0.1 * step] for step in range(8)],
}


def main() -> None:
    if not digest(load("classic/9x9")).startswith(FIRST_DIGEST):
        sys.exit("this is not the first version; see the docstring")
    digests = {name: digest(load(name)) for name in names()}
    (FOLDER / "digests.json").write_text(json.dumps(digests, indent=1) + "\n")
    snapshots = {}
    for name, document in (("generated", GENERATED), ("drawn", DRAWN)):
        scenario = load(document)
        shutil.rmtree(FOLDER / name, ignore_errors=True)
        recipe = make_recipe(scenario, policy="random", splits={"train": 2, "eval": 1}, seed=4, steps=6)
        generate(recipe, FOLDER / name, engine=local_engine(1))
        snapshots[name] = {"scenario": document, **_snapshot(scenario, ACTIONS[name])}
    envs = memory_maze.make_vec(load(GENERATED), 2, seed=9)
    envs.reset(seed=9)
    envs.step([1, 2])
    snapshots["two"] = {"scenario": GENERATED, "snapshot": envs.get_state(), "observation": envs.step([1, 1])[0]}
    (FOLDER / "snapshots.pickle").write_bytes(pickle.dumps(snapshots, protocol=4))


def _snapshot(scenario: Any, actions: list[Any]) -> dict[str, Any]:
    """A moment after four steps, and what four more steps gave."""
    env = memory_maze.make(scenario)
    env.reset(seed=5)
    for action in actions[:4]:
        env.step(action)
    snapshot = env.unwrapped.get_state()
    return {"snapshot": snapshot, "steps": [(action, *env.step(action)[:2]) for action in actions[4:]]}


if __name__ == "__main__":
    main()
