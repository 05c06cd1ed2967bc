"""How the drawing kernels are compiled."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numpy.typing import NDArray

Array = NDArray[Any]
"""An array whose type the kernel's caller decides, once."""

Function = TypeVar("Function", bound=Callable[..., Any])

_njit: Any = numba.njit

_KERNEL_OPTIONS: Any = {
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}


def kernel(function: Function) -> Function:
    """Compiles a function that is called from compiled code only.

    Kernels allocate nothing and own nothing, so numba need not count references. Records of many arrays are handed
    from function to function; counting each array up and down would cost more time than drawing, in the frame and
    above all in the compiler. Arithmetic follows IEEE 754 to the letter: no fast math.
    """
    return cast(Function, _njit(**_KERNEL_OPTIONS)(function))


def stage(function: Function) -> Function:
    """A kernel that one place, or one in each entry point, calls: it becomes part of its caller.

    Stages take most of a frame's records, each array of which numba would take apart and put together again.
    """
    return cast(Function, _njit(inline="always", **_KERNEL_OPTIONS)(function))


def interpreted(function: Function) -> Function:
    """A kernel's Python original, for the few calls that are not worth compiling for."""
    return cast(Function, cast(Any, function).py_func)


def kept_kernel(function: Function) -> Function:
    """A kernel that is kept on disk by itself: entry points share it, and another process can make it."""
    compiled = _njit(**_KERNEL_OPTIONS)(function)
    with contextlib.suppress(RuntimeError):
        compiled.enable_caching()
    return cast(Function, compiled)


def entry_point(function: Function) -> Function:
    """Compiles a function that Python calls.

    The machine code is kept on disk, beside the source or in the user's cache folder; where neither can be written
    to, every process compiles for itself.
    """
    compiled = _njit(nogil=True, error_model="numpy", _nrt=False)(function)
    with contextlib.suppress(RuntimeError):
        compiled.enable_caching()
    return cast(Function, compiled)
