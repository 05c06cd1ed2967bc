"""Whether drawing the first frame means compiling first."""

from __future__ import annotations


def needs_compilation() -> bool:
    """Whether no compiled kernel for this machine is on disk. It asks numba, and draws nothing."""
    from memory_maze.rendering.kernel import draw_any, draw_standing

    return not any(_is_kept(entry) for entry in (draw_standing, draw_any))


def _is_kept(entry: object) -> bool:
    if getattr(entry, "signatures", None):
        return True
    # Numba offers no public question of this kind; without these attributes the answer is the careful one.
    index = getattr(getattr(entry, "_cache", None), "_cache_file", None)
    load = getattr(index, "_load_index", None)
    return bool(load()) if load is not None else False
