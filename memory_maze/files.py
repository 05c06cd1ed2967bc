"""Files that are there whole or not at all: written under another name, then given their own in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_LEFTOVER = re.compile(r"\..+\.[0-9a-f]{8}\.part")
"""What a killed process leaves behind, and nobody else would call a file."""

_LONGEST = 60
"""Characters of a name that are kept in a temporary one, which must not become too long for the file system."""

ATTEMPTS = 3
"""At a file that another process, which takes it for what was left behind, clears away before it has its name."""

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
"""Errors of file systems that know no second names: the last one is Windows's word for it."""


def is_leftover(name: str) -> bool:
    """Whether a file or folder of that name is what a killed process left behind while it wrote."""
    return _LEFTOVER.fullmatch(name) is not None


def write_whole(file: Path, data: bytes) -> None:
    """Writes a file in one step, in place of what was there. Its folder is made if need be.

    Raises:
      OSError: it cannot be written; the message names it. What was there before is still there.
    """
    _put(file, data, os.replace)


def write_once(file: Path, data: bytes) -> None:
    """Writes a file in one step if there is none of that name. Of several who try at once, one does.

    Raises:
      FileExistsError: there is one; it is left alone.
      OSError: it cannot be written; the message names it. Nothing is left behind.
    """
    _put(file, data, _name_once)


def check_writable(file: Path) -> None:
    """Finds out whether a file can be made. Leaves nothing behind.

    Raises:
      OSError: it cannot; the message names the file or folder at fault.
    """
    if file.is_dir():
        raise IsADirectoryError(0, "is a folder", str(file))
    with replacing(file) as temporary:
        temporary.touch()
        temporary.unlink()


@contextlib.contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Gives a file of the same name to write, in a new folder beside it, for programs that write by themselves.

    What is in that folder at the end moves to the file's own, unless an exception ends it. The file's folder is made
    if it is not there, and goes again if it stays empty.

    Raises:
      OSError: a folder cannot be made, or the file cannot be written or replaced; the message names it.
    """
    made = _make_folder(file.parent)
    temporary = _temporary(file)
    try:
        temporary.mkdir()
        yield temporary / file.name
        for part in temporary.iterdir():
            os.replace(part, file.parent / part.name)
    except OSError as error:
        ours = error.filename is None or str(error.filename).startswith(str(temporary))
        if ours and error.errno is not None:
            raise _cannot_be_written(error, file) from None
        raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        _remove_empty(made)


def _put(file: Path, data: bytes, give_name: Callable[[Path, Path], None]) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        made = _make_folder(file.parent)
        temporary = _temporary(file)
        try:
            temporary.write_bytes(data)
            give_name(temporary, file)
            return
        except OSError as error:
            if error.errno != errno.ENOENT or attempt == ATTEMPTS:
                raise _cannot_be_written(error, file) from None
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
            _remove_empty(made)


def _temporary(file: Path) -> Path:
    return file.with_name(f".{file.name[:_LONGEST]}.{secrets.token_hex(4)}.part")


def _cannot_be_written(error: OSError, file: Path) -> OSError:
    """The same error, of the file that was asked for: the temporary one means nothing to people."""
    return OSError(error.errno, f"cannot be written: {error.strerror}", str(file))


def _name_once(temporary: Path, file: Path) -> None:
    """Gives a file its name, unless the name is taken."""
    try:
        os.link(temporary, file)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # The file system knows no second names; two who try within a moment may both succeed.
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file)) from None
        os.replace(temporary, file)


def _make_folder(folder: Path) -> list[Path]:
    """Returns the folders that were not there before, the innermost first."""
    if folder.is_dir():
        return []
    family = [folder, *folder.parents]
    for ancestor in family:
        if ancestor.exists() and not ancestor.is_dir():
            raise NotADirectoryError(0, "is a file, not a folder", str(ancestor))
    made = [ancestor for ancestor in family if not ancestor.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _remove_empty(made)
        raise OSError(error.errno, f"the folder cannot be created: {error.strerror}", str(folder)) from None
    return made


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
