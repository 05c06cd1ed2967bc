"""The decorators: each function that is compiled says by one of them who calls it and whether it is kept.

Where numba is switched off (`NUMBA_DISABLE_JIT=1`, for debuggers and coverage), they hand the function back as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from memory_maze.compiling import files
from memory_maze.compiling.keeping import KeptCode

Array = NDArray[Any]
"""An array whose type the kernel's caller decides, once."""

Function = TypeVar("Function", bound=Callable[..., Any])

_config: Any = numba.config

_IS_OFF = bool(_config.DISABLE_JIT)
"""Numba is asked once: functions that run as Python cannot call kernels, nor kernels them."""

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}

_WITHOUT_WRAPPERS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Options for functions that Python never calls."""


def kernel(function: Function) -> Function:
    """Compiles a function that is called from compiled code only.

    Kernels allocate nothing and own nothing, so numba need not count references. Records of many arrays are handed
    from function to function; counting each array up and down would cost more time than drawing, in the frame and
    above all in the compiler. Arithmetic follows IEEE 754 to the letter: no fast math.
    """
    return _compiled(function, **_WITHOUT_WRAPPERS)


def stage(function: Function) -> Function:
    """A kernel that one place, or one in each entry point, calls: it becomes part of its caller.

    Stages take most of a frame's records, each array of which numba would take apart and put together again.
    """
    return _compiled(function, inline="always", **_WITHOUT_WRAPPERS)


def kept_kernel(function: Function) -> Function:
    """A kernel that is kept on disk by itself: entry points share it, and another process can make it."""
    return _kept(_compiled(function, **_WITHOUT_WRAPPERS))


def entry_point(function: Function) -> Function:
    """Compiles a function that Python calls; the machine code is kept on disk."""
    if _IS_OFF:
        # Compiled arithmetic wraps around and divides by zero in silence; NumPy's scalars would warn of each.
        return np.errstate(all="ignore")(function)
    return _kept(_compiled(function))


def interpreted(function: Function) -> Function:
    """A kernel's Python original, for the few calls that are not worth compiling for."""
    return cast(Function, getattr(function, "py_func", function))


def compile_for(function: Callable[..., Any], *arguments: Any) -> None:
    """Compiles a function for arguments of these types, or fetches what is kept, without calling it."""
    type_of: Any = numba.typeof
    if hasattr(function, "py_func"):
        cast(Any, function).compile(tuple(type_of(argument) for argument in arguments))


def is_kept(function: Callable[..., Any]) -> bool:
    """Whether a function needs no compiling: it was compiled, is on disk, or runs as Python."""
    kept = getattr(function, "_cache", None)
    if not isinstance(kept, KeptCode):
        return not hasattr(function, "py_func")
    return bool(getattr(function, "signatures", ())) or kept.is_there()


def is_being_made(function: Callable[..., Any]) -> bool:
    """Whether another process compiles a function just now, and will leave it on disk."""
    kept = getattr(function, "_cache", None)
    return isinstance(kept, KeptCode) and kept.is_being_made()


def can_be_compiled() -> bool:
    """Whether numba compiles here; where it is switched off, everything runs as Python."""
    return not _IS_OFF


def can_be_kept() -> bool:
    """Whether what this process compiles is there for other processes."""
    return not _IS_OFF and files.problem() is None


def _compiled(function: Function, **options: Any) -> Function:
    if _IS_OFF:
        return function
    switch, _config.DISABLE_JIT = _config.DISABLE_JIT, 0
    try:
        return cast(Function, numba.njit(**_OPTIONS, **options)(function))
    finally:
        _config.DISABLE_JIT = switch


def _kept(function: Function) -> Function:
    if hasattr(function, "py_func"):
        # Numba has no public way to say where and under which key code is kept; without this, nothing is.
        cast(Any, function)._cache = KeptCode(function)
    return function
