"""Keeps the machine code of one function on disk, in place of numba's own cache.

Numba's own looks at the function's file alone, so that a constant which changes in another file goes unnoticed; at the
file's path and time, so that each clone and environment compiles anew; and it raises where a file is damaged or the
disk is full. Here the key is what the code was made of (`fingerprint`) and for which machine, and nothing is raised:
what cannot be read is compiled, what cannot be written is compiled again by the next process.
"""

from __future__ import annotations

import pickle
import platform
import re
from functools import cached_property
from typing import Any

import llvmlite
import numba
from numba.core import compiler, serialize
from numba.core.caching import _Cache

from memory_maze.compiling import claims, files
from memory_maze.compiling.fingerprint import fingerprint, fingerprint_of_types

_SETTINGS = ("OPT", "BOUNDSCHECK", "DEBUGINFO_DEFAULT", "LOOP_VECTORIZE", "SLP_VECTORIZE", "ENABLE_AVX", "USING_SVML")
"""The settings of numba's configuration that decide about machine code."""


_result: Any = compiler.CompileResult
_dumps: Any = serialize.dumps


class KeptCode(_Cache):
    """What numba asks for the machine code of one function, and hands it to."""

    def __init__(self, dispatcher: Any) -> None:
        """Reads nothing yet.

        Args:
          dispatcher: the function, as `numba.njit` returns it.
        """
        self._dispatcher = dispatcher

    @property
    def cache_path(self) -> str:
        """The folder, for `dispatcher.stats`."""
        return str(files.folder() or "")

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The compiled function, or None if it is to be compiled: by this process, which has claimed it then."""
        name = self._name(sig)
        found = _kept(name, target_context)
        if found is None and claims.take(self._stem):
            # Whoever had claimed it may have left it on disk.
            found = _kept(name, target_context)
            if found is not None:
                claims.leave(self._stem)
        return found

    def save_overload(self, sig: Any, cres: Any) -> None:
        """Keeps a compiled function, if that can be done."""
        if not cres.library.has_dynamic_globals and all(lifted.can_cache for lifted in cres.lifted):
            files.write(self._name(sig), _dumps(cres._reduce()))
        claims.leave(self._stem)

    def enable(self) -> None:
        """Does nothing: `MEMORY_MAZE_CACHE` switches."""

    def disable(self) -> None:
        """Does nothing: `MEMORY_MAZE_CACHE` switches."""

    def flush(self) -> None:
        """Forgets what is kept of this function as it is."""
        files.remove(self._stem)

    def is_being_made(self) -> bool:
        """Whether another process compiles this function as it is."""
        return claims.is_taken(self._stem)

    def is_there(self) -> bool:
        """Whether anything is kept of this function as it is, for this machine."""
        return files.is_there(self._stem)

    @cached_property
    def _stem(self) -> str:
        """What the names of all files of this function begin with."""
        function = self._dispatcher.py_func
        machine = self._dispatcher.targetctx.codegen().magic_tuple()
        options = repr(sorted(self._dispatcher.targetoptions.items()))
        made_of = files.short_hash(fingerprint(function), options, *machine, *_versions())
        name = re.sub(r"[^\w.]", "_", f"{function.__module__}.{function.__qualname__}")
        return f"{name}-{made_of}-"

    def _name(self, sig: Any) -> str:
        types = sig if isinstance(sig, tuple) else (*sig.args, sig.return_type)
        return f"{self._stem}{files.short_hash(fingerprint_of_types(types))}"


def _kept(name: str, target_context: Any) -> Any:
    """The compiled function in a file; None if there is none, or none that can be used.

    Numba would first load all it knows of Python's and NumPy's functions, a third of a second, to rebuild what no
    longer asks for them. That is done where rebuilding fails without.
    """
    content = files.read(name)
    if content is None:
        return None
    try:
        return _result._rebuild(target_context, *pickle.loads(content))
    except Exception:  # A pickle raises anything.
        target_context.refresh()
    try:
        return _result._rebuild(target_context, *pickle.loads(content))
    except Exception:
        files.tell_damage(name)
        return None


def _versions() -> list[str]:
    """Of what compiles, and how it is told to."""
    settings = [f"{name}={getattr(numba.config, name, None)!r}" for name in _SETTINGS]
    python = [platform.python_implementation(), *platform.python_version_tuple()[:2]]
    return [numba.__version__, llvmlite.__version__, *python, *settings]
