"""What machine code is made of, as a hash: a function, and all that it reaches through the names that it uses.

Numba compiles into a function the functions that it calls and the constants that it names, wherever those are
defined. So they are what the hash covers, and not the text of files: a constant that changes anywhere changes it, a
comment does not, and neither does the folder that the package is in. Only of functions that write machine code
themselves (numba's intrinsics) do the sources count.
"""

from __future__ import annotations

import enum
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numba
import numpy as np
from numba.core.extending import _Intrinsic

from memory_maze.compiling.sources import sources_digest

_OTHERS = frozenset({"builtins", "llvmlite", "numba", "numpy", *sys.stdlib_module_names})
"""Packages whose functions count by name: numba knows what they do, and its version is looked at beside this."""

_PLAIN = (bool, int, float, complex, str, bytes, type(None), type(...))

_parts: dict[FunctionType, _Part] = {}
"""Functions that were looked at. Numba, too, takes a global as it is when it compiles, and never looks again."""


@dataclass
class _Part:
    """What there is to say of one function."""

    names: frozenset[str]
    """The names that its code uses: of variables, functions, attributes."""
    texts: list[str] = field(default_factory=list)
    reached: list[FunctionType] = field(default_factory=list)
    """Functions that are compiled into it."""


def fingerprint(function: FunctionType) -> str:
    """A hash of a function, not compiled, and of everything that is compiled into it."""
    total = hashlib.sha256()
    seen = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            part = _part_of(one)
            total.update("\n".join(part.texts).encode(errors="surrogatepass"))
            waiting += part.reached
    return total.hexdigest()


def fingerprint_of_types(types: Iterable[Any]) -> str:
    """A hash of numba's types. Their own names do not tell in which order a record has its fields."""
    return hashlib.sha256("\n".join(_type_text(known) for known in types).encode()).hexdigest()


def _type_text(known: Any) -> str:
    fields = getattr(known, "fields", "")
    inner = getattr(known, "types", None) or [getattr(known, "dtype", None)]
    return f"{known} {fields!r} [{', '.join(_type_text(one) for one in inner if one is not None)}]"


def _part_of(function: FunctionType) -> _Part:
    if function not in _parts:
        code = function.__code__
        part = _Part(frozenset(_names(code)))
        part.texts.append(f"{function.__module__}.{function.__qualname__} {_code_text(code, function.__doc__)}")
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
        part.texts += [_text(value, part) for value in (function.__defaults__, *cells)]
        part.texts.append(_dict_text(function.__kwdefaults__ or {}, part))
        for name in sorted(part.names & function.__globals__.keys()):
            part.texts.append(f"{name} = {_text(function.__globals__[name], part)}")
        _parts[function] = part
    return _parts[function]


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _code_text(code: CodeType, docstring: str | None = None) -> str:
    constants = ["" if value is docstring else _constant_text(value) for value in code.co_consts]
    signature = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return f"{code.co_code.hex()} {signature} {names} {constants}"


def _constant_text(value: Any) -> str:
    """Of what a code object holds; numbers that are equal but of different types are told apart."""
    if isinstance(value, CodeType):
        return _code_text(value)
    if isinstance(value, tuple):
        return f"({', '.join(map(_constant_text, value))})"
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(map(_constant_text, value)))}}}"
    return f"{type(value).__name__} {value!r}"


def _text(value: Any, part: _Part) -> str:
    """What there is to say of a value that a function names; functions in it are added to those that it reaches."""
    say = next((say for kind, say in _KINDS if isinstance(value, kind)), _compiled_text)
    return say(value, part)


def _enum_text(value: Any, part: _Part) -> str:
    return f"{_full_name(type(value))}.{value.name} {value.value!r}"


def _scalar_text(value: Any, part: _Part) -> str:
    return f"{value.dtype.str} {value.tobytes().hex()}"


def _array_text(value: Any, part: _Part) -> str:
    content = hashlib.sha256(value.tobytes()).hexdigest()
    return f"{value.dtype.descr} {value.shape} {value.strides} {value.flags.writeable} {content}"


def _tuple_text(value: Any, part: _Part) -> str:
    return f"{_full_name(type(value))} {getattr(value, '_fields', '')} ({', '.join(_text(one, part) for one in value)})"


def _dict_text(value: Any, part: _Part) -> str:
    """Of options, and of defaults by keyword."""
    return ", ".join(f"{name}: {_text(value[name], part)}" for name in sorted(value, key=repr))


def _function_text(value: FunctionType, part: _Part) -> str:
    if _is_of_others(value):
        return _full_name(value)
    part.reached.append(value)
    return f"{value.__module__}.{value.__qualname__}"


def _compiled_text(value: Any, part: _Part) -> str:
    """Of what numba made of a function. Whatever is of no kind known here, numba cannot compile in either."""
    original = getattr(value, "py_func", None)
    if not isinstance(original, FunctionType):
        return _full_name(value if hasattr(value, "__qualname__") else type(value))
    return f"{_text(original, part)} {_dict_text(getattr(value, 'targetoptions', {}), part)}"


def _intrinsic_text(value: Any, part: _Part) -> str:
    """Of a function that writes machine code, and of the functions that it was given to do so."""
    definition = value._defn
    part.reached.append(definition)
    cells = [cell.cell_contents for cell in definition.__closure__ or ()]
    writers = [definition, *(cell for cell in cells if isinstance(cell, FunctionType))]
    own = [writer for writer in writers if not _is_of_others(writer)]
    return f"{_full_name(definition)} {[sources_digest(writer.__module__) for writer in own]}"


def _class_text(value: type, part: _Part) -> str:
    if _is_of_others(value):
        return _full_name(value)
    own = {name: inner for name, inner in vars(value).items() if isinstance(inner, (*_PLAIN, tuple, enum.Enum))}
    inner = [f"{name}: {_text(own[name], part)}" for name in sorted(own) if not name.startswith("__")]
    return f"{_full_name(value)} {getattr(value, '_field_defaults', '')} {inner}"


def _module_text(value: ModuleType, part: _Part) -> str:
    """Of the attributes that the function uses. Other modules than those in a package of ours may name each other."""
    if _is_of_others(value):
        return value.__name__
    used = {name: vars(value)[name] for name in part.names & vars(value).keys()}
    inner = [
        f"{name}: {_text(used[name], part)}"
        for name in sorted(used)
        if not isinstance(used[name], ModuleType) or used[name].__name__.startswith(f"{value.__name__}.")
    ]
    return f"{value.__name__} {inner}"


def _is_of_others(value: Any) -> bool:
    name = value.__name__ if isinstance(value, ModuleType) else value.__module__
    return str(name).partition(".")[0] in _OTHERS


def _full_name(value: Any) -> str:
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"


_KINDS: tuple[tuple[Any, Callable[[Any, _Part], str]], ...] = (
    (enum.Enum, _enum_text),
    (np.generic, _scalar_text),
    (_PLAIN, lambda value, _: _constant_text(value)),
    (np.ndarray, _array_text),
    (np.dtype, lambda value, _: repr(value)),
    (tuple, _tuple_text),
    (frozenset, lambda value, _: _constant_text(value)),
    (numba.types.Type, lambda value, _: _type_text(value)),
    (FunctionType, _function_text),
    (_Intrinsic, _intrinsic_text),
    (type, _class_text),
    (ModuleType, _module_text),
)
"""What is said of which kind of value; the first that fits."""
