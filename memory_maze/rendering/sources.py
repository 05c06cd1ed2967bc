"""What a cache of compiled kernels depends on.

Numba keeps compiled code on disk, keyed by the file of the function. Changes in the other modules must count too, so
their digest is a constant of the functions that are kept.
"""

from __future__ import annotations

import hashlib
from pathlib import Path


def sources_digest() -> int:
    """A number that changes with any source of this package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:6], "little")
