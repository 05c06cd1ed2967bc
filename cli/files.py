"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_new(file: Path, text: str, *, replace: bool = False) -> None:
    """Writes a text file in one step.

    Raises:
      FileExistsError: the file exists and is not to be replaced.
      OSError: it cannot be written; nothing is left behind.
    """
    if os.path.lexists(file) and not replace:
        raise FileExistsError(0, "exists already; add --force to replace it", str(file))
    if file.is_dir():
        raise IsADirectoryError(0, "is a folder", str(file))
    if not file.parent.is_dir():
        raise FileNotFoundError(0, "there is no such folder", str(file.parent))
    try:
        _write(file, text)
    except OSError as error:
        # The error names the temporary file, which means nothing to people.
        raise OSError(error.errno, f"cannot be written: {error.strerror}", str(file)) from None


def _write(file: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.chmod(temporary, 0o666 & ~_mask())
        os.replace(temporary, file)
    except BaseException:
        os.unlink(temporary)
        raise


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
