"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path


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
    """Gives a file of the same name to write, in a new folder beside it.

    What is in that folder at the end moves to the file's own, unless an exception ends it. The file's folder is made
    if it is not there, and goes again if it stays empty.

    Raises:
      OSError: a folder cannot be made, or the file cannot be written or replaced.
    """
    made = _make_folder(file.parent)
    temporary = file.parent / f".{secrets.token_hex(6)}"
    try:
        temporary.mkdir()
        yield temporary / file.name
        for part in temporary.iterdir():
            os.replace(part, file.parent / part.name)
    except OSError as error:
        ours = error.filename is None or str(error.filename).startswith(str(temporary))
        if ours and error.errno is not None:
            raise OSError(error.errno, f"cannot be written: {error.strerror}", str(file)) from None
        raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        _remove_empty(made)


def _make_folder(folder: Path) -> list[Path]:
    """Returns the folders that were not there before, the innermost first."""
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
