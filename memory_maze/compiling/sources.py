"""The sources of a module and of all that it imports, for code that Python functions write while it is compiled.

What such a function gives cannot be told from the values that it names: it calls methods, and reads tables. So all of
the package that it could reach counts.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType

_IMPORT = re.compile(r"^(?:from\s+([.\w]+)\s+import\s+(\([^)]*\)|.*)|import\s+(.+))$", re.MULTILINE)
"""An import at the top of a module; code that is compiled cannot import."""

_NAME = re.compile(r"([.\w]+)(?:\s+as\s+\w+)?")


@cache
def sources_digest(name: str) -> str:
    """A hash of a module's source and of those of all modules of its package that it imports, in whatever steps.

    Args:
      name: of a module that has been imported.
    """
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found[module] = _source_of(sys.modules[module])
            waiting += _imported(module, found[module])
    text = "\0".join(f"{module}\0{found[module]}" for module in sorted(found))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _source_of(module: ModuleType) -> str:
    """The source, wherever it comes from; empty where modules are delivered without any."""
    get_source = getattr(module.__loader__, "get_source", None)
    return (get_source(module.__name__) if get_source is not None else None) or ""


def _imported(name: str, source: str) -> Iterator[str]:
    """The modules of the same package that a module imports, or imports something from."""
    package = f"{name.partition('.')[0]}."
    for origin, names, plain in _IMPORT.findall(source):
        if plain:
            candidates = _NAME.findall(plain)
        else:
            home = importlib.util.resolve_name(origin, sys.modules[name].__package__)
            inner = [f"{home}.{part}" for part in _NAME.findall(names)]
            candidates = [part if part in sys.modules else home for part in inner]
        yield from (each for each in candidates if each.startswith(package) and each in sys.modules)
