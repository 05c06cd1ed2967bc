"""Values that an episode draws: where they may stand, and what a document says of them.

`{uniform: [a, b]}`, `{integers: [a, b]}` or `{choice: [...]}` may stand in place of a value that leaves the spaces of
actions and observations alone. A `Scenario` then holds one possible value in that field, the largest, and the
distribution in `draws`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from memory_maze.scenario.documents.tree import dotted, is_distribution
from memory_maze.scenario.errors import Problem

FieldPath = tuple[str, ...]
"""Where a field is in a document, from the root."""

Kind = Literal["uniform", "integers", "choice"]

NUMBER: tuple[Kind, ...] = ("uniform", "integers", "choice")
WHOLE: tuple[Kind, ...] = ("integers", "choice")
WORD: tuple[Kind, ...] = ("choice",)

DRAWABLE: Mapping[FieldPath, tuple[Kind, ...]] = {
    ("maze", "size"): WHOLE,
    ("maze", "seed"): WHOLE,
    ("maze", "pillars"): WHOLE,
    ("maze", "cell_size"): NUMBER,
    ("maze", "wall_height"): NUMBER,
    ("maze", "style"): WORD,
    ("objects", "count"): WHOLE,
    ("objects", "radius"): NUMBER,
    ("objects", "height"): NUMBER,
    ("objects", "colors"): WORD,
    ("episode", "start", "heading"): NUMBER,
    ("camera", "field_of_view"): NUMBER,
    ("camera", "height"): NUMBER,
    ("observation", "prompt_steps"): WHOLE,
    ("observation", "prompt_until"): WHOLE,
    ("task", "reward"): NUMBER,
    ("task", "wrong_touch"): NUMBER,
    ("task", "step_reward"): NUMBER,
    ("task", "find"): WHOLE,
    ("task", "distractors"): WHOLE,
    ("task", "first_prompt_after"): WHOLE,
}
"""Fields that an episode may draw, in the order in which it does, and how."""

OPTIONS: tuple[FieldPath, ...] = (("maze", "options"), ("task", "options"))
"""Sections whose every field may be drawn, after all others and in the order of their names."""

_OF_MAZES = ("size", "seed", "pillars", "options")
"""Fields of `maze` that decide where walls are."""

ODD: FieldPath = ("maze", "size")
"""The field whose whole numbers are odd."""

FIXES_SPACES: Mapping[FieldPath, str] = {
    ("camera", "view"): "frames of another view are another task",
    ("camera", "resolution"): "it is the shape of `image` in the observation space",
    ("camera", "outputs"): "it says what is in the observation space",
    ("control", "actions"): "it is the action space",
    ("control", "frequency"): "a control step has one length",
    ("observation", "form"): "it is the form of the observation space",
    ("observation", "keys"): "it says what is in the observation space",
    ("maze", "width"): "arrays of the observation have one shape; draw maze.size",
    ("maze", "height"): "arrays of the observation have one shape; draw maze.size",
}
"""Why some fields cannot be drawn."""

NEEDS_ONE_SHAPE: Mapping[FieldPath, tuple[str, ...]] = {
    ("maze", "size"): ("maze_layout",),
    ("objects", "count"): ("targets_vec", "targets_pos", "target_onehot"),
}
"""Keys of an observation whose shapes follow from a field."""

MOST_VARIANTS = 256
"""Combinations of extreme values that are checked."""


@dataclass(frozen=True)
class Draw:
    """One value that each episode draws."""

    path: FieldPath
    """The field."""
    kind: Kind
    """`uniform`: any number between two; `integers`: a whole number between two, both included; `choice`: one of
    several values, all equally likely."""
    values: tuple[Any, ...]
    """The two ends, or the choices."""

    @property
    def field(self) -> str:
        """The field, dotted."""
        return dotted(self.path)

    @property
    def document(self) -> dict[str, list[Any]]:
        """What stands in the document."""
        return {self.kind: list(self.values)}

    @property
    def largest(self) -> Any:
        """The largest possible value, or the first choice of what has no order."""
        is_ordered = all(isinstance(value, int | float) for value in self.values)
        return max(self.values) if is_ordered else self.values[0]


def makes_mazes(path: FieldPath) -> bool:
    """Whether an episode that draws a field, or a part of one, has a maze of its own."""
    return path[0] == "maze" and path[1] in _OF_MAZES


def taken_apart(document: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Draw, ...], list[Problem]]:
    """A document's values and its distributions apart.

    Args:
      document: plain mappings, lists and values.

    Returns:
      The document with one possible value in place of each distribution, the draws in the order of the draws, and what
      is wrong with any of them.
    """
    found = dict(_distributions(document, ()))
    problems = [problem for path, given in found.items() if (problem := _problem(path, given)) is not None]
    if problems:
        return dict(document), (), problems
    order = [*(path for path in DRAWABLE if path in found), *sorted(path for path in found if path[:-1] in OPTIONS)]
    draws = tuple(Draw(path, *_kind_and_values(found[path])) for path in order)
    return with_values(document, {draw.path: draw.largest for draw in draws}), draws, []


def variants(document: Mapping[str, Any], draws: Sequence[Draw]) -> Iterator[dict[str, Any]]:
    """The document with extreme values in place of its distributions: all choices, both ends, and how they go together.

    Args:
      document: with one possible value each.
      draws: what is drawn.
    """
    combinations = 1
    for draw in draws:
        combinations *= len(draw.values)
    if combinations <= MOST_VARIANTS:
        for values in product(*(draw.values for draw in draws)):
            yield with_values(document, dict(zip((draw.path for draw in draws), values, strict=True)))
        return
    for draw in draws:
        for value in draw.values:
            yield with_values(document, {draw.path: value})


def with_values(document: Mapping[str, Any], values: Mapping[FieldPath, Any]) -> dict[str, Any]:
    """The document with some values in place of others; what it is made from is left alone."""
    changed = dict(document)
    for path, value in values.items():
        inner = changed
        for part in path[:-1]:
            below = inner.get(part)
            inner[part] = dict(below) if isinstance(below, Mapping) else {}
            inner = inner[part]
        inner[path[-1]] = list(value) if isinstance(value, tuple) else value
    return changed


def _distributions(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, Mapping[str, Any]]]:
    if not isinstance(value, Mapping):
        return
    if is_distribution(value):
        yield path, value
        return
    for name, item in value.items():
        yield from _distributions(item, (*path, name))


def _kind_and_values(given: Mapping[str, Any]) -> tuple[Any, tuple[Any, ...]]:
    ((kind, values),) = given.items()
    if kind == "uniform":
        return kind, tuple(float(value) for value in values)
    return kind, tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _problem(path: FieldPath, given: Mapping[str, Any]) -> Problem | None:
    ((kind, values),) = given.items()
    kinds = NUMBER if path[:-1] in OPTIONS else DRAWABLE.get(path)
    if kinds is None:
        reason = FIXES_SPACES.get(path)
        told = f": {reason}" if reason else "; write one value for all episodes"
        return Problem(path, f"cannot be drawn anew in each episode{told}")
    if kind not in kinds:
        *most, last = kinds
        others = f"{', '.join(most)} or {last}" if most else last
        return Problem(path, f"cannot be drawn by {kind}; use {others}")
    if kind == "choice":
        return _choice_problem(path, values)
    return _ends_problem(path, kind, values)


def _choice_problem(path: FieldPath, values: Any) -> Problem | None:
    if not isinstance(values, list | tuple) or len(values) < 1:
        return Problem(path, "list the values to choose from, such as {choice: [a, b]}")
    return None


def _ends_problem(path: FieldPath, kind: str, values: Any) -> Problem | None:
    kinds = (int,) if kind == "integers" else (int, float)
    are_numbers = isinstance(values, list | tuple) and len(values) == 2
    if not are_numbers or not all(isinstance(value, kinds) and not isinstance(value, bool) for value in values):
        example = "{integers: [1, 5]}" if kind == "integers" else "{uniform: [0.5, 1.5]}"
        whole = "whole numbers" if kind == "integers" else "numbers"
        return Problem(path, f"{kind} takes two {whole}, the least and the most, such as {example}")
    if not values[0] <= values[1]:
        return Problem(path, f"{kind} takes the least first: [{values[1]:g}, {values[0]:g}]")
    if path == ODD and (values[0] % 2 == 0 or values[1] % 2 == 0):
        return Problem(path, "is drawn among the odd numbers, so both ends are odd")
    return None
