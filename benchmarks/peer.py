"""Runs code in environments of their own that have other published packages installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

OURS = str(Path(__file__).parents[1])

REQUIREMENTS = {
    "upstream": ("memory-maze==1.0.3", "mujoco==3.17.0", "dm_control==1.0.50", "gym==0.26.2", "pillow"),
    "upstream-legacy": ("memory-maze==1.0.3", "mujoco==3.3.0", "dm_control==1.0.28", "gym==0.26.2", "pillow"),
    "vizdoom": ("vizdoom==1.3.2",),
    "miniworld": ("miniworld==2.1.0", "pyglet==1.5.31"),
    "sb3": ("sb3-contrib==2.9.2", "torch==2.13.0", OURS),
    "rllib": ("ray[rllib]==2.60.0", "torch==2.13.0", OURS),
}
"""What each environment installs, by the peer's name.

MuJoCo 3.3.0 draws as in the published results; since 3.12 the images on walls lie otherwise.
"""


def peer_python(peer: str) -> str:
    """The interpreter of a peer's environment, made on first use."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "memory-maze-benchmarks" / peer
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        print(f"installing {peer} into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *REQUIREMENTS[peer]], check=True)
        (folder / "complete").touch()
    return str(python)


def measure(python: str, script: Path, *arguments: str, **environment: str) -> dict[str, Any]:
    """Runs a script and reads the JSON object that it prints last.

    Args:
      python: interpreter.
      script: what to run.
      *arguments: of the script.
      **environment: variables on top of this process's.
    """
    done = subprocess.run(
        [python, str(script), *arguments],
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result
