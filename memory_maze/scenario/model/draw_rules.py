"""Rules over what episodes draw, beyond that every value that may be drawn is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic_core import PydanticCustomError

from memory_maze.scenario.errors import Problem
from memory_maze.scenario.model.drawn import NEEDS_ONE_SHAPE, Draw, FieldPath, makes_mazes
from memory_maze.scenario.model.fixed_cells import PLACES, START
from memory_maze.scenario.model.sections import Content

_SEED = ("maze", "seed")
_KEYS = ("observation", "keys")


def require(problems: Iterable[Problem]) -> None:
    """Raises one `PydanticCustomError` of type `draw_rule` if there are problems; its context has them."""
    found = list(problems)
    if found:
        text = "; ".join(f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in found)
        raise PydanticCustomError("draw_rule", "{text}", {"text": text, "problems": found})


def find_problems(scenario: Content, draws: Sequence[Draw]) -> Iterator[Problem]:
    """What is wrong with what is drawn.

    Args:
      scenario: with the largest values.
      draws: what is drawn.
    """
    paths = {draw.path for draw in draws}
    keys = scenario.observation.keys if scenario.observation.form == "dict" else ()
    for path in paths & set(NEEDS_ONE_SHAPE):
        for key in (key for key in keys if key in NEEDS_ONE_SHAPE[path]):
            message = f"is drawn, and with it the shape of `{key}` in the observation space; take that out of the keys"
            yield Problem(path, message, (_KEYS,))
    yield from _fixed_cells(scenario, [draw.path for draw in draws if makes_mazes(draw.path)])


def _fixed_cells(scenario: Content, paths: Sequence[FieldPath]) -> Iterator[Problem]:
    """No cell is named where every episode has another maze."""
    if not paths:
        return
    at = _SEED if _SEED in paths else paths[0]
    if scenario.episode.fixed_cell is not None:
        yield Problem(at, "is drawn, so episode.start.cell may be a wall; leave the cell out", (START,))
    if scenario.objects.places is not None:
        yield Problem(at, "is drawn, so cells of objects.places may be walls; leave the places out", (PLACES,))
