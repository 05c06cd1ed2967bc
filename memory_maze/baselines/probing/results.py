"""What came of an evaluation, as a table and a file tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from memory_maze.agents.published import SOURCE
from memory_maze.baselines.probing.published import Marks, published_marks
from memory_maze.baselines.probing.scores import FIRST, Errors, Part, change, first_moments, measure, second_half
from memory_maze.baselines.versions import versions
from memory_maze.dataset import Dataset

SPAN = 20
"""Moments that a point of the curve stands for."""


@dataclass(frozen=True)
class Result:
    """The figures of one model on one dataset."""

    row: str
    """A word of the published table where it is one of its rows; else the model's name."""
    evaluated: int
    """Trajectories that were looked at."""
    half: Part
    """The second half of the trajectories: the published measures."""
    first: Part
    """The first moments, when little has been seen."""
    change: Part
    """The second half minus the first moments, trajectory by trajectory: what has been seen since is worth so much to
    who remembers it."""
    curve: tuple[tuple[int, Part], ...]
    """The first moment of each span, and the measures over the span."""
    published: Marks | None
    """What is published of the same row and size."""


def result_of(row: str, errors: Errors, dataset: Dataset) -> Result:
    """Sums errors up.

    Args:
      row: a word of `published.PUBLISHED`, or the model's name.
      errors: of N trajectories.
      dataset: that they are from.
    """
    trajectories, moments = errors.walls.shape
    spans = [range(begin, min(begin + SPAN, moments)) for begin in range(0, moments, SPAN)]
    scenario = None if dataset.recipe is None else dataset.recipe.scenario
    return Result(
        row=row,
        evaluated=trajectories,
        half=measure(errors, second_half(moments)),
        first=measure(errors, first_moments(moments)),
        change=change(errors, first_moments(moments), second_half(moments)),
        curve=tuple((span.start, measure(errors, span)) for span in spans),
        published=published_marks(row, scenario),
    )


def facts(result: Result, dataset: Dataset, how: Mapping[str, Any]) -> dict[str, Any]:
    """Everything, for JSON.

    Args:
      result: of an evaluation.
      dataset: that was evaluated on.
      how: what else led to it, such as seeds.
    """
    published = None if result.published is None else {**result.published._asdict(), "source": SOURCE}
    return {
        "model": result.row,
        **how,
        "data": _told(dataset),
        "evaluated": result.evaluated,
        "second_half": _part(result.half),
        f"first_{FIRST}": _part(result.first),
        "change": _part(result.change),
        "published": published,
        "curve": {
            "moment": [begin for begin, _ in result.curve],
            **{
                f"{what}{suffix}": [_rounded(getattr(getattr(part, what), of)) for _, part in result.curve]
                for what in Part._fields
                for suffix, of in (("", "mean"), ("_error", "standard_error"))
            },
        },
        **versions(),
    }


def _told(dataset: Dataset) -> dict[str, Any]:
    splits = {name: len(split) for name, split in dataset.items()}
    recipe = dataset.recipe
    if recipe is None:
        return {"splits": splits}
    made = {"scenario": recipe.digest, "policy": recipe.policy, "seed": recipe.seed, "steps": recipe.steps}
    return {"summary": recipe.scenario.summary, **made, "splits": splits}


def _part(part: Part) -> dict[str, Any]:
    return {
        name: {what: _rounded(value) for what, value in measured._asdict().items()}
        for name, measured in part._asdict().items()
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4) + 0.0
