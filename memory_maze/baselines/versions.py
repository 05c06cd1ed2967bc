"""What computed a figure: Python and the packages that matter."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

PACKAGES = ("memory-maze-scenarios", "numpy", "numba", "torch", "torchrl", "gymnasium", "mujoco")


def versions() -> dict[str, Any]:
    """The versions of Python and `PACKAGES`; None for those that are not installed."""
    return {"python": platform.python_version(), "packages": {name: _version(name) for name in PACKAGES}}


def machine(threads: int, device: str) -> dict[str, Any]:
    """What computes: how many threads, where the network is, and the processor's kind."""
    return {"threads": threads, "device": device, "processor": platform.machine()}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
