"""Puts labmaze's images into the user's data folder, where they are not installed: from a wheel, or by pip."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from memory_maze.rendering.errors import ImagesUnavailable
from memory_maze.rendering.images.files import VERSION, installed_assets, user_assets

DIGESTS = Path(__file__).with_name("labmaze_images.sha256")
"""The SHA-256 of each image, as `sha256sum` prints and checks them."""

DOWNLOAD = (
    *("download", f"labmaze=={VERSION}", "--no-deps", "--only-binary=:all:"),
    *("--python-version", "3.12", "--platform", "manylinux2014_x86_64"),
)
"""What pip is asked for. Only images are wanted, which are the same in all wheels, so that another Python's will do."""

Read = Callable[[str], bytes]
"""A function from an image's name, such as "style_01/wall_blue_d.png", to its file's bytes; KeyError for none."""


class Placed(NamedTuple):
    """What was done."""

    folder: Path
    """Where the images are."""
    images: int
    source: str | None
    """Where the images came from; None if they were there already."""


def place_images(wheel: Path | None = None) -> Placed:
    """Puts the images into the user's data folder, all of them or none, unless they are installed already.

    Args:
      wheel: of labmaze, for any system and Python, to be taken whatever is installed; None asks pip.

    Raises:
      ImagesUnavailable: there is no source, it is not labmaze 1.0.6's, or no data folder is known.
      OSError: the data folder cannot be written to.
    """
    digests = known_digests()
    installed = installed_assets()
    if wheel is None and installed is not None and _all_fit(installed, digests):
        return Placed(installed, len(digests), None)
    folder = user_assets()
    if folder is None:
        raise ImagesUnavailable("this user has no home folder; set XDG_DATA_HOME to a folder for the images")
    if _all_fit(folder, digests):
        return Placed(folder, len(digests), None)
    with _opened(wheel) as (source, read):
        _write(folder, {name: _checked(name, digest, source, read) for name, digest in digests.items()})
    return Placed(folder, len(digests), source)


def known_digests() -> dict[str, str]:
    """Name of each image to its SHA-256."""
    lines = DIGESTS.read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def _all_fit(folder: Path, digests: Mapping[str, str]) -> bool:
    return all(
        (folder / name).is_file() and hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
        for name, digest in digests.items()
    )


@contextmanager
def _opened(wheel: Path | None) -> Iterator[tuple[str, Read]]:
    """What to call the source, and how to read it."""
    if wheel is not None:
        with _opened_wheel(wheel) as read:
            yield str(wheel), read
    else:
        with tempfile.TemporaryDirectory() as folder, _opened_wheel(_downloaded(Path(folder))) as read:
            yield "the wheel that pip downloaded", read


@contextmanager
def _opened_wheel(wheel: Path) -> Iterator[Read]:
    if not wheel.is_file():
        raise ImagesUnavailable(f"there is no file {wheel}")
    try:
        archive = zipfile.ZipFile(wheel)
    except zipfile.BadZipFile:
        raise ImagesUnavailable(f"{wheel}: this is no wheel") from None
    with archive:
        yield lambda name: archive.read(f"labmaze/assets/{name}")


def _checked(name: str, digest: str, source: str, read: Read) -> bytes:
    try:
        content = read(name)
    except KeyError:
        raise ImagesUnavailable(f"{source} has no image {name}; labmaze {VERSION} is needed") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise ImagesUnavailable(f"{source}: the image {name} cannot be unpacked; get the wheel again") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise ImagesUnavailable(f"{source}: the image {name} is not that of labmaze {VERSION}")
    return content


def _downloaded(folder: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "pip", *DOWNLOAD, "--dest", str(folder), "--no-input", "--quiet"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    wheels = list(folder.glob("labmaze-*.whl"))
    if done.returncode != 0 or len(wheels) != 1:
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise ImagesUnavailable(
            f"pip could not download labmaze's wheel ({reason}); where it can, run `pip {' '.join(DOWNLOAD)}`, "
            "then here `memory-maze images --from` that wheel"
        )
    return wheels[0]


def _write(folder: Path, images: Mapping[str, bytes]) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".images-") as temporary:
            made = Path(temporary) / folder.name
            for name, content in images.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_bytes(content)
            _put_in_place(made, folder)
    except OSError as error:
        # The error names a temporary file, which means nothing to people.
        raise OSError(error.errno, f"cannot be written: {error.strerror}", str(folder)) from None


def _put_in_place(made: Path, folder: Path) -> None:
    """Renames a folder that is whole; what was in its place goes away with the folder that it was made in."""
    if folder.exists():
        folder.rename(made.with_name("before"))
    try:
        made.rename(folder)
    except OSError:
        # Another process may have been faster.
        if not folder.is_dir():
            raise
