"""Whatever numba compiles into a function changes its fingerprint, and nothing else does."""

from __future__ import annotations

import enum
import textwrap
import types
from typing import Any, NamedTuple

import numba
import numpy as np
import pytest

from memory_maze.compiling.fingerprint import fingerprint, fingerprint_of_types

SOURCE = """
import enum
import math
import numpy as np
from typing import NamedTuple
from numba import njit
from numba.types import float64

LIMIT = 3
SCALE = np.float32(0.5)
TABLE = np.array([1.0, 2.0])
PAIR = (1, 2)
KIND = float64

class Record(NamedTuple):
    x: float
    y: float = 1.0

class Color(enum.IntEnum):
    RED = 1

class Sizes:
    WIDE = 4

def plain(x):
    return x + LIMIT

@njit(nogil=True)
def inner(x):
    return plain(x) * SCALE

def default(x, y=2):
    return x + y

def make(z):
    def closure(x):
        return x + z
    return closure

closed = make(7)

def outer(x):
    '''What it does.'''
    record = Record(x, Sizes.WIDE)
    within = lambda y: y * 5
    if x > Color.RED:
        return inner(x) + TABLE[0] + PAIR[1] + math.floor(within(x))
    return default(x) + closed(x) + KIND(record.x)
"""

MATTERS = [
    ("LIMIT = 3", "LIMIT = 4"),
    ("LIMIT = 3", "LIMIT = 3.0"),
    ("LIMIT = 3", "LIMIT = True"),
    ("np.float32(0.5)", "np.float32(0.25)"),
    ("np.float32(0.5)", "np.float64(0.5)"),
    ("[1.0, 2.0]", "[1.0, 3.0]"),
    ("[1.0, 2.0]", "[1.0, 2.0, 3.0]"),
    ("[1.0, 2.0]", "[1.0, 2.0], np.float32"),
    ("(1, 2)", "(1, -2)"),
    ("import float64", "import float32 as float64"),
    ("x: float\\n    y: float = 1.0", "y: float\\n    x: float = 1.0"),
    ("y: float = 1.0", "y: float = 2.0"),
    ("RED = 1", "RED = 2"),
    ("WIDE = 4", "WIDE = 5"),
    ("return x + LIMIT", "return x - LIMIT"),
    ("nogil=True", "error_model='numpy'"),
    ("y=2", "y=3"),
    ("make(7)", "make(8)"),
    ("y * 5", "y * 6"),
    ("math.floor", "math.ceil"),
]

DOES_NOT_MATTER = [
    ("What it does", "What it still does"),
    ("LIMIT = 3", "LIMIT = 3  # a comment\\n\\nUNUSED = 5"),
    ("LIMIT = 3", "LIMIT = 2 + 1"),
    ("def plain", "def unused(x):\\n    return 1\\n\\ndef plain"),
]


def fingerprint_of(source: str, name: str = "outer") -> str:
    namespace: dict[str, Any] = {"__name__": "kernels"}
    exec(compile(source, "kernels.py", "exec"), namespace)
    return fingerprint(namespace[name])


def changed(change: tuple[str, str]) -> str:
    old, new = (text.replace("\\n", "\n") for text in change)
    assert SOURCE.count(old) == 1
    return SOURCE.replace(old, new)


@pytest.mark.parametrize("change", MATTERS, ids=str)
def test_what_is_compiled_in_counts(change: tuple[str, str]) -> None:
    assert fingerprint_of(changed(change)) != fingerprint_of(SOURCE)


@pytest.mark.parametrize("change", DOES_NOT_MATTER, ids=str)
def test_what_is_not_compiled_in_does_not_count(change: tuple[str, str]) -> None:
    assert fingerprint_of(changed(change)) == fingerprint_of(SOURCE)


def test_constants_of_a_module_count_that_is_named_as_a_whole() -> None:
    def with_limit(limit: int) -> str:
        module = types.ModuleType("package")
        module.inner = types.ModuleType("package.inner")
        module.inner.LIMIT = limit
        module.unrelated = object()
        namespace: dict[str, Any] = {"package": module, "__name__": "kernels"}
        exec("def function(x):\n    return x + package.inner.LIMIT", namespace)
        return fingerprint(namespace["function"])

    assert with_limit(3) == with_limit(3) != with_limit(4)


def test_functions_that_call_each_other_are_no_endless_walk() -> None:
    source = """
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n == STEP and even(n - 1)

    STEP = 1
    """
    source = textwrap.dedent(source)
    other = source.replace("STEP = 1", "STEP = 2")
    assert len({fingerprint_of(source, "even"), fingerprint_of(source, "odd"), fingerprint_of(other, "even")}) == 3


class Here(NamedTuple):
    x: float
    y: float


There = NamedTuple("Here", [("y", float), ("x", float)])  # type: ignore[name-match]  # noqa: UP014


def test_records_are_told_apart_by_the_order_of_their_fields() -> None:
    one, other = numba.typeof(Here(1.0, 2.0)), numba.typeof(There(1.0, 2.0))
    assert str(one) == str(other)
    assert fingerprint_of_types([one]) != fingerprint_of_types([other])
    nested = [numba.typeof((record, 1)) for record in (Here(1.0, 2.0), There(1.0, 2.0))]
    assert fingerprint_of_types(nested[:1]) != fingerprint_of_types(nested[1:])


def test_arrays_are_told_apart_by_what_may_be_done_with_them() -> None:
    array = np.zeros((2, 3))
    fixed = array.copy()
    fixed.flags.writeable = False
    kinds = [array, fixed, array.T, array[:, ::2], array.astype(np.float32), array[0]]
    assert len({fingerprint_of_types([numba.typeof(kind)]) for kind in kinds}) == len(kinds)


class Strange(enum.Flag):
    A = 1


def test_what_numba_cannot_compile_in_may_bear_any_name() -> None:
    namespace = {"__name__": "kernels", "value": {"self": []}, "names": Strange, "shape": [1], "size": object()}
    exec("def function(x):\n    return x.value + x.names + x.shape + x.size", namespace)
    function: Any = namespace["function"]
    assert len(fingerprint(function)) == 64
