"""`memory-maze diff`: how two scenarios differ, and what that changes."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import completion
from .failures import tell
from .options import Json, Override, fields_option
from .parsing import counted
from .printing import print_json, print_line, print_note, print_rows, print_table, styled

if TYPE_CHECKING:
    from memory_maze.scenario.comparing import Change, Comparison, MazeSets

DIFFERENT, TROUBLE = 1, 2
"""Exit codes, as those of `diff`."""

LONGEST = 60
"""Characters of a value that people are shown."""


def _source(name: str, about: str) -> Any:
    return typer.Argument(metavar=name, help=about, autocompletion=completion.scenarios, show_default=False)


def diff(
    left: Annotated[str, _source("LEFT", "A name in the catalogue (classic/9x9) or a file (./mine.yaml).")],
    right: Annotated[str, _source("RIGHT", "Another one, or the same with other overrides.")],
    *,
    override: Override = None,
    of_left: Annotated[list[str] | None, fields_option("--left", about="Change a field of LEFT alone.")] = None,
    of_right: Annotated[list[str] | None, fields_option("--right", about="Change a field of RIGHT alone.")] = None,
    as_json: Json = False,
) -> None:
    """Tell how two scenarios differ, field by field, and what that changes.

    The fields stand in groups: spaces, dynamics, picture, rule, and words, which are no part of the task. -o changes
    both scenarios. In a pipe each field is one line: group, field, old value, new value, with tabs between them.

    Exit codes are those of diff: 0 the same task, 1 different tasks, 2 a scenario that cannot be read.

    \b
    Examples:
      memory-maze diff classic/9x9 classic/15x15
      memory-maze diff classic/9x9 ./mine.yaml -o camera.resolution=128
      memory-maze diff mine.yaml mine.yaml --left maze.seed=1 --right maze.seed=2
      memory-maze diff classic/9x9 classic/9x9-Vis --json
    """
    from memory_maze.scenario import ScenarioError, load
    from memory_maze.scenario.comparing import compare

    both = override or []
    try:
        comparison = compare(load(left, [*both, *(of_left or [])]), load(right, [*both, *(of_right or [])]))
    except ScenarioError as error:
        tell(error)
        raise typer.Exit(TROUBLE) from None
    if as_json:
        print_json(_facts(comparison))
    elif sys.stdout.isatty():
        _print_page(comparison, left, right)
    else:
        print_rows([(change.group, *_cells(change)) for change in comparison.changes])
    if not as_json:
        for sentence in _sentences(comparison):
            print_note(sentence)
    if not comparison.is_same_task:
        raise typer.Exit(DIFFERENT)


def _facts(comparison: Comparison) -> dict[str, Any]:
    mazes = comparison.mazes
    return {
        "same_task": comparison.is_same_task,
        "digests": list(comparison.digests),
        "changes": [change._asdict() for change in comparison.changes],
        "mazes": None if mazes is None else {**vars(mazes), "disjoint": mazes.are_disjoint},
    }


def _print_page(comparison: Comparison, left: str, right: str) -> None:
    from memory_maze.scenario.model.groups import MEANINGS

    for group, changes in itertools.groupby(comparison.changes, key=lambda change: change.group):
        sys.stdout.write(f"{styled(group, 'strong', sys.stdout)}: {MEANINGS[group]}\n")
        rows = [[_shortened(cell) for cell in _cells(change)] for change in changes]
        print_table(("field", left, right), rows)
        print_line("")


def _cells(change: Change) -> tuple[str, str, str]:
    from memory_maze.scenario.documents.writing import to_flow

    return change.field, to_flow(change.old), to_flow(change.new)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _sentences(comparison: Comparison) -> list[str]:
    """What the fields by themselves do not show."""
    first, second = comparison.digests
    if comparison.is_same_task:
        only = {"words"} == {change.group for change in comparison.changes}
        told = [f"the same task{', told in other words' if only else ''}: both digests are {first}"]
    else:
        told = [f"different tasks: digests {first[:12]} and {second[:12]}"]
    return told if comparison.mazes is None else [*told, _of_mazes(comparison.mazes)]


def _of_mazes(mazes: MazeSets) -> str:
    how_many = f"{mazes.left} and {counted(mazes.right, 'seed')} of mazes"
    if mazes.shared == 0:
        return f"the mazes are disjoint: {how_many}, none in common"
    if mazes.differing:
        why = f"{', '.join(mazes.differing)} {'differs' if len(mazes.differing) == 1 else 'differ'}"
        return f"the mazes are disjoint: {how_many}, {mazes.shared} in common, but {why}"
    return f"the mazes overlap: {how_many}, {mazes.shared} in common"
