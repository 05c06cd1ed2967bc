"""The second half of labmaze's algorithm: dead ends and needless bends of corridors are filled again.

No cell at the edge is ever free, so what lies beside a free cell is always in the maze.
"""

from __future__ import annotations

from memory_maze.compiling import Array, kernel
from memory_maze.maze.generators.carving import FREE, WALL, steps


@kernel
def fill_dead_ends(cells: Array, width: int) -> None:
    """Fills corridors from their dead ends up to the next door, fork or room."""
    for cell in range(len(cells)):
        end = cell
        while cells[end] == FREE:
            walls, onward = 0, end
            for step in steps(width):
                walls += cells[end + step] == WALL
                if cells[end + step] == FREE:
                    onward = end + step
            if walls < 3:
                break
            cells[end] = WALL
            end = onward


@kernel
def straighten_bends(cells: Array, width: int) -> None:
    """Pulls corridors straight that bend round walls like a horseshoe.

    The narrowest bend is next, each time the first of its size; but after one round a single cell those of that
    size are left alone until a wider one was straightened.
    """
    narrowest = 1
    while True:
        size, place = _find_bend(cells, width, narrowest)
        if size == 0:
            return
        while cells[place] == WALL:
            ahead = _bend_ahead(cells, width, place, size)
            if ahead == 0:
                break
            _fill_bend(cells, place, size, ahead, _along(ahead, width))
            place -= ahead
        narrowest = 1 if size > 1 else 2


@kernel
def _find_bend(cells: Array, width: int, narrowest: int) -> tuple[int, int]:
    """The size and place of the first of the narrowest bends that are no narrower than so; (0, 0) for none."""
    best, place = width - 3, 0
    for cell in range(width, len(cells) - width):
        if cells[cell] != WALL:
            continue
        for ahead in steps(width):
            size = _bend_size(cells, cell, ahead, _along(ahead, width))
            if narrowest <= size < best:
                best, place = size, cell
    return (best, place) if place else (0, 0)


@kernel
def _bend_ahead(cells: Array, width: int, cell: int, size: int) -> int:
    """The first step that leads ahead into a bend of a size, from where such a bend begins; 0 for none."""
    for ahead in steps(width):
        if _bend_size(cells, cell, ahead, _along(ahead, width)) == size:
            return ahead
    return 0


@kernel
def _along(ahead: int, width: int) -> int:
    """The step to the right of one."""
    if abs(ahead) == width:
        return -1 if ahead > 0 else 1
    return width if ahead > 0 else -width


@kernel
def _bend_size(cells: Array, cell: int, ahead: int, along: int) -> int:
    """How many wall cells, beginning with this one and going along, a corridor bends round; 0 for no bend.

    The corridor comes from behind on one side, passes ahead of them and goes back on the other, with walls all round.
    """
    before = cell - along
    if cells[before] != FREE or cells[before + ahead] != FREE or cells[cell + ahead] != FREE:
        return 0
    if cells[before + 2 * ahead] != WALL or cells[before + ahead - along] != WALL:
        return 0
    size = 0
    while cells[cell] == WALL:
        if cells[cell - ahead] != WALL or cells[cell + ahead] != FREE or cells[cell + 2 * ahead] != WALL:
            return 0
        cell += along
        size += 1
    if cells[cell] != FREE or cells[cell + ahead] != FREE or cells[cell + 2 * ahead] != WALL:
        return 0
    return size if cells[cell + ahead + along] == WALL else 0


@kernel
def _fill_bend(cells: Array, cell: int, size: int, ahead: int, along: int) -> None:
    """Moves the far side of a bend back by one cell."""
    for k in range(-1, size + 1):
        side = cell + k * along
        if 0 <= k < size:
            cells[side] = cells[side + ahead]
        cells[side + ahead] = WALL
