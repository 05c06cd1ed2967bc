"""How loops are compiled, and how the machine code is kept from process to process."""

from __future__ import annotations

from memory_maze.compiling.decorators import (
    Array,
    can_be_compiled,
    can_be_kept,
    compile_for,
    entry_point,
    interpreted,
    is_being_made,
    is_kept,
    kept_kernel,
    kernel,
    stage,
)

__all__ = [
    "Array",
    "can_be_compiled",
    "can_be_kept",
    "compile_for",
    "entry_point",
    "interpreted",
    "is_being_made",
    "is_kept",
    "kept_kernel",
    "kernel",
    "stage",
]
