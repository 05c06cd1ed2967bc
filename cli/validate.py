"""`memory-maze validate`: everything that is wrong with scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from .options import Override, Sources
from .printing import print_json

if TYPE_CHECKING:
    from memory_maze.scenario import LocatedProblem, Scenario
    from memory_maze.scenario.errors import Problem


class Format(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"
    github = "github"


def validate(
    sources: Sources = None,
    override: Override = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="text for people, json for programs, github for annotations.")
    ] = Format.text,
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
      memory-maze validate --format github experiments/
    """
    from memory_maze.scenario.checking import check, sources_in

    named = sources_in(sources or [])
    report = check(named.found, override or [], [_start_problems])
    problems = [*named.problems, *report.problems]
    if deep:
        from .deep import problems_in_mazes

        problems += problems_in_mazes(report.accepted)
    _print(problems, len(named.found), output_format)
    if problems:
        raise typer.Exit(1)


def _start_problems(scenario: Scenario) -> Iterable[Problem]:
    """Only a fixed start in the maze of a fixed seed needs labmaze, which takes its time to import."""
    if scenario.maze.seed is None or scenario.episode.start == "random":
        return ()
    from memory_maze.mechanics.starts import start_problems

    return start_problems(scenario)


def _print(problems: Sequence[LocatedProblem], checked: int, output_format: Format) -> None:
    if output_format is Format.json:
        from dataclasses import asdict

        print_json({"checked": checked, "problems": [asdict(problem) for problem in problems]})
    elif output_format is Format.github:
        for problem in problems:
            typer.echo(_annotation(problem))
    elif problems:
        for problem in problems:
            typer.echo(str(problem), err=True)
    else:
        typer.echo(f"{checked} scenario{'s' * (checked != 1)} checked, no problems")


def _annotation(problem: LocatedProblem) -> str:
    place = ""
    if problem.file is not None:
        file = _escaped(problem.file).replace(",", "%2C").replace(":", "%3A")
        place = f" file={file},line={problem.line},col={problem.column}"
    from memory_maze.scenario.terminal import visible

    message = visible(f"{problem.path}: {problem.message}" if problem.path else problem.message)
    return f"::error{place}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
