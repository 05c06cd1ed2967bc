"""Runs code in an environment of its own that has upstream's published package installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

REQUIREMENTS = ("memory-maze==1.0.3", "mujoco==3.17.0", "dm_control==1.0.50", "gym==0.26.2", "pillow")


def upstream_python() -> str:
    """The interpreter of the environment with upstream, made on first use."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "memory-maze-benchmarks" / "upstream"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        print(f"installing upstream into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
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
