"""Where labmaze's images are: in the package, or in the user's data folder, where `memory-maze images` puts them."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

from memory_maze.rendering.errors import RenderingUnavailable

VERSION = "1.0.6"
"""The version of labmaze that the images are taken from, its last."""


def style_folder(style: str) -> Path:
    """The folder of the images of one of labmaze's styles.

    Raises:
      RenderingUnavailable: the images are not on this machine.
    """
    for assets in (installed_assets(), user_assets()):
        if assets is not None and (assets / style).is_dir():
            return assets / style
    raise RenderingUnavailable(
        f"the images of `maze.style: {style}` are not on this machine; run `memory-maze images` once, "
        "or choose `maze.style: plain`, which needs none"
    )


def installed_assets() -> Path | None:
    """The images in the package labmaze, which is not imported; None where it is not installed."""
    spec = importlib.util.find_spec("labmaze")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "assets"


def user_assets() -> Path | None:
    """The folder in the user's data folder that images are put into; None where no data folder is known."""
    data = _data_folder()
    return None if data is None else data / "memory-maze" / f"labmaze-{VERSION}"


def _data_folder() -> Path | None:
    """`XDG_DATA_HOME`, or the system's own place for a user's data. Relative folders do not count."""
    given = Path(os.environ.get("XDG_DATA_HOME", ""))
    if given.is_absolute():
        return given
    if sys.platform == "win32" and "LOCALAPPDATA" in os.environ:
        return Path(os.environ["LOCALAPPDATA"])
    try:
        home = Path.home()
    except RuntimeError:
        return None
    places = {"win32": "AppData/Local", "darwin": "Library/Application Support"}
    return home / places.get(sys.platform, ".local/share")
