"""Notices upstream's distribution `memory-maze`, which has a package of the same name as ours."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterable

WHAT_TO_DO = (
    "pip uninstall memory-maze; pip install --force-reinstall --no-deps memory-maze-scenarios; "
    "and drop memory-maze from requirements"
)


def warn_of_upstream() -> None:
    """Warns where both are installed: pip lets them overwrite, and remove, each other's files without a word."""
    found = upstream(sys.path)
    if found is not None:
        warnings.warn(
            f"the distribution memory-maze {found} is installed beside memory-maze-scenarios, and both have a package "
            f"memory_maze; removing it later would delete files of this one. Run {WHAT_TO_DO}",
            stacklevel=2,
        )


def upstream(path: Iterable[str]) -> str | None:
    """The version of upstream's distribution, or None where it is not installed.

    Looks at names of files only: `importlib.metadata` takes longer to import than all of this package.

    Args:
      path: folders that packages are imported from.
    """
    for folder in path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.startswith("memory_maze-") and name.endswith((".dist-info", ".egg-info")):
                return name.split("-")[1].removesuffix(".dist").removesuffix(".egg")
    return None
