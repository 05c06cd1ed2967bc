"""How functions of `Number`s become parts of kernels: the types that numba knows them by."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numba
from llvmlite import ir
from numba.core import cgutils
from numba.extending import intrinsic, register_model

from memory_maze.physics.exact.numbers import (
    BIT,
    DOUBLE,
    INT64,
    Emitter,
    Flag,
    Number,
    Scalar,
    flag_type,
    number_type,
)

types: Any = numba.types
models: Any = numba.extending.models
_unpack_tuple: Any = cgutils.unpack_tuple
_intrinsic: Any = intrinsic


class Lanes(types.Type):
    """Numba's type of a `Number`."""

    def __init__(self, width: int) -> None:
        super().__init__(name=f"Lanes({width})")
        self.width = width


class Flags(types.Type):
    """Numba's type of a `Flag`."""

    def __init__(self, width: int) -> None:
        super().__init__(name=f"Flags({width})")
        self.width = width


class Store(types.Type):
    """Numba's type of an array of doubles that kernels hand on, by the class that it becomes."""

    def __init__(self, width: int, form: type) -> None:
        super().__init__(name=f"Store({width}, {form.__name__})")
        self.width = width
        self.form = form


@register_model(Lanes)
class _LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Lanes) -> None:
        super().__init__(manager, kind, number_type(kind.width))


@register_model(Flags)
class _FlagsModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Flags) -> None:
        super().__init__(manager, kind, flag_type(kind.width))


@register_model(Store)
class _StoreModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Store) -> None:
        super().__init__(manager, kind, DOUBLE.as_pointer())


def traced(function: Callable[..., Any]) -> Any:
    """Lets kernels call a function of numbers: its instructions become part of the caller.

    Arguments may be numbers, flags, stores, integers, doubles, arrays and tuples of them; what it returns likewise.
    Doubles of Python among the results become numbers. There are as many lanes as the arguments have.
    """

    def definition(context: Any, *arguments: Any) -> Any:
        width = next(filter(None, map(_width, arguments)))
        result = _type_of(_try(function, arguments, width), width)

        def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
            emitter = Emitter(builder, width)
            given = [_wrap(context, emitter, *pair) for pair in zip(signature.args, values, strict=True)]
            return _unwrap(context, emitter, result, function(*given))

        return result(*arguments), generate

    context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    definition.__signature__ = inspect.Signature([context, *parameters])  # type: ignore[attr-defined]
    definition.__name__ = definition.__qualname__ = function.__name__
    definition.__doc__ = function.__doc__
    compiled = _intrinsic(definition)
    compiled.original = function
    return compiled


def _width(kind: Any) -> int:
    """The lanes that an argument has; 0 if it does not say."""
    if isinstance(kind, types.BaseTuple):
        return next(filter(None, map(_width, kind)), 0)
    return getattr(kind, "width", 0)


def _try(function: Callable[..., Any], arguments: Any, width: int) -> Any:
    """Runs a function to see what it returns; its instructions are thrown away."""
    body = ir.Function(ir.Module(), ir.FunctionType(ir.VoidType(), []), "trial")
    emitter = Emitter(ir.IRBuilder(body.append_basic_block()), width)
    return function(*(_example(emitter, kind) for kind in arguments))


def _example(emitter: Emitter, kind: Any) -> Any:
    """An argument of this type, with no value."""
    if isinstance(kind, types.BaseTuple):
        return _tuple_of(kind, [_example(emitter, entry) for entry in kind])
    make, machine_type = _leaf(emitter, kind)
    return make(emitter, ir.Constant(machine_type, ir.Undefined))


def _leaf(emitter: Emitter, kind: Any) -> tuple[Callable[[Emitter, Any], Any], ir.Type]:
    """What an argument that is no tuple becomes, and its type in the machine."""
    if isinstance(kind, Lanes):
        return Number, emitter.number_type()
    if isinstance(kind, Flags):
        return Flag, flag_type(emitter.width)
    if isinstance(kind, Store):
        return kind.form, DOUBLE.as_pointer()
    if isinstance(kind, types.Array):
        return Scalar, DOUBLE.as_pointer()
    return Scalar, DOUBLE if isinstance(kind, types.Float) else INT64


def _tuple_of(kind: Any, entries: list[Any]) -> Any:
    named = getattr(kind, "instance_class", None)
    return tuple(entries) if named is None else named._make(entries)


def _type_of(value: Any, width: int) -> Any:
    if value is None:
        return types.none
    if isinstance(value, tuple):
        kinds = tuple(_type_of(entry, width) for entry in value)
        named = type(value) if hasattr(value, "_fields") else None
        return types.BaseTuple.from_types(kinds, named)
    if isinstance(value, Flag):
        return Flags(width)
    if isinstance(value, Scalar):
        return {BIT: types.boolean, DOUBLE: types.float64, INT64: types.int64}[value.value.type]
    if isinstance(value, (Number, float)):
        return Lanes(width)
    return Store(width, type(value))


def _wrap(context: Any, emitter: Emitter, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.BaseTuple):
        pairs = zip(kind, _unpack_tuple(emitter.builder, value, len(kind)), strict=True)
        return _tuple_of(kind, [_wrap(context, emitter, *pair) for pair in pairs])
    make, _ = _leaf(emitter, kind)
    if isinstance(kind, types.Array):
        value = context.make_array(kind)(context, emitter.builder, value).data
    elif make is Scalar:
        wanted = types.float64 if isinstance(kind, types.Float) else types.int64
        value = context.cast(emitter.builder, value, kind, wanted)
    return make(emitter, value)


def _unwrap(context: Any, emitter: Emitter, kind: Any, value: Any) -> Any:
    if value is None:
        return context.get_dummy_value()
    if isinstance(kind, types.BaseTuple):
        pairs = zip(kind, value, strict=True)
        entries = [_unwrap(context, emitter, *pair) for pair in pairs]
        return context.make_tuple(emitter.builder, kind, entries)
    return emitter.number(value).value if isinstance(value, float) else value.value
