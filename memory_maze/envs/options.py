"""What `reset(options=...)` takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def require_known_options(options: Any, known: Collection[str]) -> None:
    """Raises ValueError unless all options are known.

    Args:
      options: what `reset` was given: a mapping, or None.
      known: their names.
    """
    if options is None:
        return
    if not isinstance(options, Mapping):
        raise ValueError(f"options are {type(options).__name__}; give a mapping, or None")
    for name in options:
        if name not in known:
            names = ", ".join(repr(one) for one in known)
            raise ValueError(f"reset option {name!r} is unknown; {_advice(name, names)}")


def _advice(name: Any, names: str) -> str:
    known = f"the only one is {names}" if names else "this environment has none"
    if name in ("scenario", "overrides"):
        return f"{known}. To go over to another scenario, make a new environment"
    return known
