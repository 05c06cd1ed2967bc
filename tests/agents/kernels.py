"""Kernels are called from compiled code only; this makes some that tests can call."""

import functools

import numba


@functools.cache
def callable_kernel(kernel):
    """The same function, called from Python."""
    return numba.njit(error_model="numpy")(lambda *arguments: kernel(*arguments))  # noqa: PLW0108
