"""Loops and branches among functions of numbers. State goes in and comes out as tuples, as in JAX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from memory_maze.physics.exact.numbers import (
    INT64,
    Emitter,
    Flag,
    Number,
    Scalar,
    as_number,
    flag_type,
    rebuild,
)

State = TypeVar("State")


def repeat(
    emitter: Emitter, limit: int, going: Callable[[State], Scalar], step: Callable[[State], State], state: State
) -> State:
    """Steps as long as `going` says of the state, at most `limit` times; returns the last state."""
    builder = emitter.builder

    def both(counted: tuple[Scalar, State]) -> Scalar:
        within = builder.icmp_signed("<", counted[0].value, INT64(limit))
        return Scalar(emitter, builder.and_(within, going(counted[1]).value))

    def count_step(counted: tuple[Scalar, State]) -> tuple[Scalar, State]:
        return Scalar(emitter, builder.add(counted[0].value, INT64(1))), step(counted[1])

    return _loop(emitter, both, count_step, (Scalar(emitter, INT64(0)), state))[1]


def _loop(emitter: Emitter, going: Callable[[Any], Scalar], step: Callable[[Any], Any], state: Any) -> Any:
    builder = emitter.builder
    head, body, after = (builder.append_basic_block(name) for name in ("head", "body", "after"))
    cells = _Cells(emitter, state)
    cells.write(state)
    builder.branch(head)
    builder.position_at_end(head)
    builder.cbranch(going(cells.read()).value, body, after)
    builder.position_at_end(body)
    cells.write(step(cells.read()))
    builder.branch(head)
    builder.position_at_end(after)
    return cells.read()


def when(truth: Scalar, then: Callable[[], State], otherwise: State) -> State:
    """What `then` gives if the truth holds, else `otherwise`."""
    emitter, builder = truth.emitter, truth.emitter.builder
    cells = _Cells(emitter, otherwise)
    cells.write(otherwise)
    with builder.if_then(truth.value):
        cells.write(then())
    return cells.read()


def either(truth: Scalar, then: Callable[[], State], otherwise: Callable[[], State]) -> State:
    """What `then` gives if the truth holds, else what `otherwise` gives."""
    builder = truth.emitter.builder
    with builder.if_else(truth.value) as (first, second):
        with first:
            state = then()
            cells = _Cells(truth.emitter, state)
            cells.write(state)
        with second:
            cells.write(otherwise())
    return cells.read()


def each(emitter: Emitter, count: Scalar | int, step: Callable[[Any, State], State], state: State) -> State:
    """Steps with the numbers from 0 up to the count. Where the count is known, no loop is left."""
    if isinstance(count, int):
        for k in range(count):
            state = step(k, state)
        return state
    builder = emitter.builder

    def going(both: tuple[Scalar, State]) -> Scalar:
        return Scalar(emitter, builder.icmp_signed("<", both[0].value, count.value))

    def next_step(both: tuple[Scalar, State]) -> tuple[Scalar, State]:
        return Scalar(emitter, builder.add(both[0].value, INT64(1))), step(both[0], both[1])

    return _loop(emitter, going, next_step, (Scalar(emitter, INT64(0)), state))[1]


class _Cells:
    """Variables for a state. LLVM makes registers of them."""

    def __init__(self, emitter: Emitter, state: Any) -> None:
        self._emitter = emitter
        self._state = state
        self._places: list[Any] = []
        with emitter.builder.goto_entry_block():
            _for_each(state, lambda leaf: self._places.append(emitter.builder.alloca(_machine_type(emitter, leaf))))

    def write(self, state: Any) -> None:
        places = iter(self._places)
        _for_each(state, lambda leaf: self._emitter.builder.store(_machine_value(self._emitter, leaf), next(places)))

    def read(self) -> Any:
        places = iter(self._places)
        return _map(self._state, lambda leaf: self._read(leaf, next(places)))

    def _read(self, leaf: Any, place: Any) -> Any:
        kind = Number if isinstance(leaf, float) else type(leaf)
        return kind(self._emitter, self._emitter.builder.load(place))


def _for_each(state: Any, do: Callable[[Any], Any]) -> None:
    if isinstance(state, tuple):
        for entry in state:
            _for_each(entry, do)
    elif state is not None:
        do(state)


def _map(state: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(state, tuple):
        return rebuild(state, [_map(entry, change) for entry in state])
    return None if state is None else change(state)


def _machine_type(emitter: Emitter, leaf: Any) -> Any:
    if isinstance(leaf, Flag):
        return flag_type(emitter.width)
    return leaf.value.type if isinstance(leaf, Scalar) else emitter.number_type()


def _machine_value(emitter: Emitter, leaf: Any) -> Any:
    return leaf.value if isinstance(leaf, (Flag, Scalar)) else as_number(emitter, leaf).value
