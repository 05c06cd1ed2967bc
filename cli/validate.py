"""`memory-maze validate`: everything that is wrong with scenarios."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import completion
from .loading import start_problems
from .options import Override, Sweep, choice_option

if TYPE_CHECKING:
    from memory_maze.scenario.checking import Report
    from memory_maze.scenario.errors import LocatedProblem
    from memory_maze.scenario.members import Changes

TYPED = "-"
"""Stands for the standard input."""


class Format(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"
    github = "github"


def validate(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO]...",
            help="Names, files, folders of files, - for the standard input; all of the catalogue if nothing is named.",
            autocompletion=completion.scenarios,
            show_default=False,
        ),
    ] = None,
    *,
    override: Override = None,
    sweep: Sweep = None,
    output_format: Annotated[
        Format,
        choice_option("--format", Format, "text for people, json for programs, github for annotations."),
    ] = Format.text,
    stdin_filename: Annotated[
        Path | None,
        typer.Option(
            "--stdin-filename",
            metavar="FILE",
            help="What - is called in messages; parents that it names as files are looked for beside it.",
            show_default=False,
        ),
    ] = None,
    deep: Annotated[
        bool,
        typer.Option("--deep", help="Also generate mazes: can each hold its objects and reach them all?"),
    ] = False,
) -> None:
    """Check scenarios.

    Prints every problem of every file as FILE:LINE:COLUMN: FIELD: MESSAGE.

    \b
    Examples:
      memory-maze validate
      memory-maze validate mine.yaml experiments/
      memory-maze validate --deep classic/15x15
      memory-maze validate classic/9x9 --sweep maze.size=9,13 --sweep objects.count=2,3
      memory-maze validate --format github experiments/
      memory-maze validate - --stdin-filename mine.yaml < draft.yaml
    """
    from memory_maze.scenario.checking import Report, Sources, check, sources_in
    from memory_maze.scenario.members import Changes

    from .problems import print_problems

    given = sources or []
    is_typed = TYPED in given
    if stdin_filename is not None and not is_typed:
        raise typer.BadParameter(f"it names the standard input; add {TYPED}", param_hint="--stdin-filename")
    changes = Changes(override or [], sweep or [], [start_problems])
    typed = _check_typed(stdin_filename, changes) if is_typed else Report()
    others = [source for source in given if source != TYPED]
    named = Sources(()) if is_typed and not others else sources_in(others)
    curricula = [source for source in named.found if others and _is_curriculum(source)]
    report = check([source for source in named.found if source not in curricula], changes)
    problems = [*named.problems, *typed.problems, *report.problems, *_problems_of(curricula)]
    if deep:
        from .deep import problems_in_mazes

        in_no_file = [source for source, _ in (*typed.accepted, *(report.accepted if sweep else ()))]
        problems += problems_in_mazes([*typed.accepted, *report.accepted], in_no_file)
    checked = sum(len(one.accepted) + len(one.rejected) for one in (typed, report)) + len(curricula)
    print_problems(problems, checked, output_format.value)
    if problems:
        raise typer.Exit(1)


def _is_curriculum(source: str) -> bool:
    from memory_maze.scenario.curricula import is_curriculum

    return is_curriculum(source)


def _problems_of(curricula: Iterable[str]) -> Iterator[LocatedProblem]:
    """What is wrong with curricula, whose stages have to share their spaces."""
    if curricula:
        from memory_maze.envs.curriculum import load_curriculum
        from memory_maze.scenario.errors import ScenarioError
    for source in curricula:
        try:
            load_curriculum(source)
        except ScenarioError as error:
            yield from error.problems


def _check_typed(name: Path | None, changes: Changes) -> Report:
    from memory_maze.scenario.checking import check_text
    from memory_maze.scenario.documents.decoding import MAX_BYTES

    content = b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
    folder = None if name is None else name.parent
    return check_text(content, "<stdin>" if name is None else str(name), folder, changes)
