"""The files that machine code is kept in: where they are, and how they are written and read.

A file appears whole, under its name, and is checked when it is read. Processes may read and write at the same time.
Nothing here raises: a file that cannot be read is none, and one that cannot be written is not there.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numba

from memory_maze.compiling.trouble import tell
from memory_maze.files import is_leftover, write_whole

VARIABLE = "MEMORY_MAZE_CACHE"
"""The environment variable that names the folder, or is `OFF`."""

OFF = "off"

LARGEST = 256 * 2**20
"""Bytes that are kept. What was used last stays. Everything that one version compiles takes some 5 MB."""

OLDEST = 90 * 86400
"""Seconds that a file stays without being used."""

_ENDING = ".code"

_MARK = b"memory-maze machine code 1\n"

_TRIAL = 2**20
"""Bytes that are written to find out whether the disk is full; more than any file has."""

_CHECKED_BYTES = hashlib.sha256().digest_size

_HOUR, _DAY = 3600, 86400

_config: Any = numba.config


def short_hash(*texts: str) -> str:
    """20 hexadecimal digits that tell these texts from others."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:20]


def is_off() -> bool:
    """Whether nothing is to be kept."""
    return os.environ.get(VARIABLE) == OFF


def folder() -> Path | None:
    """Where machine code is kept: by `MEMORY_MAZE_CACHE`, by numba's setting, or in the user's cache folder.

    None where it is switched off, or where what should name it is no absolute path.
    """
    if is_off():
        return None
    for own in (os.environ.get(VARIABLE), _config.CACHE_DIR, _users_caches()):
        if own:
            place = Path(os.path.expanduser(own), "memory-maze")
            # Not by the folder that the process is in just now, which may change, or be gone.
            return place if place.is_absolute() else None
    return None


def read(name: str) -> bytes | None:
    """What was written under a name; None if there is nothing, or nothing that can be used."""
    place = folder()
    if place is None:
        return None
    path = place / (name + _ENDING)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        tell(f"Compiled code cannot be read, so this process compiles for itself: {path}: {_reason(error)}")
        return None
    checked = _checked(name, content)
    if checked is None:
        tell_damage(name)
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)
    return checked


def write(name: str, content: bytes) -> None:
    """Writes a file, or says why that cannot be done."""
    if is_off():
        return
    problem = _try_to_write(name + _ENDING, _MARK + _checksum(name, content) + content)
    if problem is None:
        _prune()
    else:
        tell(f"Compiled code cannot be kept, so each process compiles for itself: {problem}")


def tell_damage(name: str) -> None:
    """Warns of a file that holds something else than what was written."""
    tell(f"A file of compiled code is damaged and is made anew: {folder()}/{name}{_ENDING}")


def remove(stem: str) -> None:
    """Removes all files whose names begin so."""
    for path in _files(stem):
        with suppress(OSError):
            path.unlink()


def is_there(stem: str) -> bool:
    """Whether there is a file whose name begins so."""
    return any(_files(stem))


def sizes() -> list[int]:
    """Bytes of each file of compiled code."""
    found = []
    for path in _files():
        with suppress(OSError):
            found.append(path.stat().st_size)
    return found


def problem() -> str | None:
    """Why nothing can be kept, found out by trying; None if it can."""
    name = f".trial.{secrets.token_hex(4)}.part"
    found = _try_to_write(name, bytes(_TRIAL))
    remove(name)
    return found


def damaged() -> list[str]:
    """The names of files that cannot be used: none that `write` left, but what a disk or a copy made of them."""
    found = []
    for path in _files():
        if path.suffix != _ENDING:
            continue
        try:
            content = path.read_bytes()
        except OSError:
            found.append(path.name)
        else:
            if _checked(path.name.removesuffix(_ENDING), content) is None:
                found.append(path.name)
    return found


def _try_to_write(name: str, content: bytes) -> str | None:
    """None, or why it could not be done and what to do about it."""
    place = folder()
    if place is None:
        return f"no folder for it is known; set {VARIABLE} to the absolute path of one"
    try:
        write_whole(place / name, content)
    except OSError as error:
        return f"{error.filename or place} {_reason(error)}; set {VARIABLE} to another folder, or mend that one"
    return None


def _prune() -> None:
    """Removes what was not used for long, and the oldest of too much."""
    known = []
    now = time.time()
    for path in _files():
        with suppress(OSError):
            status = path.stat()
            known.append((status.st_mtime, status.st_size, path))
    kept = 0
    for used, size, path in sorted(known, reverse=True):
        kept += size
        if kept > LARGEST or now - used > (OLDEST if path.suffix == _ENDING else _HOUR):
            with suppress(OSError):
                path.unlink()


def _files(stem: str = "") -> Iterator[Path]:
    place = folder()
    if place is None:
        return
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith(stem) and (entry.name.endswith(_ENDING) or is_leftover(entry.name)):
                yield Path(entry.path)


def _checked(name: str, content: bytes) -> bytes | None:
    """The content without its checksum, which holds for this name alone; None if it is wrong."""
    begin = len(_MARK) + _CHECKED_BYTES
    inner = content[begin:]
    return inner if content[:begin] == _MARK + _checksum(name, inner) else None


def _checksum(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + content).digest()


def _users_caches() -> Path:
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        own = home / "Library" / "Caches"
    else:
        own = Path(os.environ.get("XDG_CACHE_HOME") or "")
        # The specification: a relative path is to be ignored.
        own = own if own.is_absolute() else home / ".cache"
    return own


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
