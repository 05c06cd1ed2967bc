"""Packages whose names are imported when they are first used, so that importing one of them starts nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def face(
    package: str,
    homes: Mapping[str, Iterable[str]],
    here: Iterable[str] = (),
    besides: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """What a package needs to hand names on without importing their modules.

    For type checkers the package imports the same names under `TYPE_CHECKING`, each `as` itself.

    Args:
      package: its `__name__`.
      homes: names by the module in the package that defines them; a module without names is handed on itself.
      here: names that the package defines.
      besides: as `homes`; names that are found too, but not listed.

    Returns:
      Its `__getattr__`, `__dir__` and `__all__`.
    """
    listed = sorted({name for module, names in homes.items() for name in (names or (module,))})
    everything = [*homes.items(), *(besides or {}).items()]
    places = {name: module for module, names in everything for name in names}
    modules = {module for module, names in everything if not names}

    def get(name: str) -> Any:
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{places[name]}"), name)
        # The next time it is found without asking here.
        setattr(import_module(package), name, value)
        return value

    def names() -> list[str]:
        return sorted({*listed, *here})

    return get, names, listed
