"""Checking many documents at once, so that every problem of every file is known after one run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from memory_maze.scenario import catalogue
from memory_maze.scenario.catalogue import is_scenario_file
from memory_maze.scenario.documents.contents import shown_path
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.loading import load_checked, load_text
from memory_maze.scenario.model.schema import Scenario
from memory_maze.scenario.overrides import Overrides
from memory_maze.scenario.validation import Check


@dataclass(frozen=True)
class Report:
    """What was checked and what was found."""

    accepted: tuple[tuple[str, Scenario], ...] = ()
    """The sources that are right, each with its scenario."""
    rejected: tuple[str, ...] = ()
    """The sources that are wrong."""
    problems: tuple[LocatedProblem, ...] = ()
    """Everything that is wrong, each thing once, however many documents inherit it."""


class Sources(NamedTuple):
    """What people named."""

    found: tuple[str, ...]
    """The names and files that stand for scenarios, each once."""
    problems: tuple[LocatedProblem, ...] = ()
    """One problem for each argument that stands for no scenario."""


def sources_in(arguments: Sequence[str]) -> Sources:
    """What people name: folders stand for all scenario files below them, nothing for the whole catalogue."""
    if not arguments:
        return Sources(catalogue.names())
    found: list[str] = []
    problems: list[LocatedProblem] = []
    for argument in arguments:
        if not argument:
            problems.append(LocatedProblem("an empty argument names no scenario; write . for the current folder"))
        elif not os.path.isdir(argument):
            found.append(argument)
        elif files := _scenario_files(Path(argument)):
            found += [shown_path(file) for file in files]
        else:
            problems.append(LocatedProblem(f"there is no .yaml file in {argument!r}"))
    return Sources(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(problems)))


def check(sources: Iterable[str], overrides: Overrides = (), checks: Sequence[Check] = ()) -> Report:
    """Loads every source and gathers what is wrong with it.

    Args:
      sources: names and files, as `load` takes them.
      overrides: laid over each.
      checks: what a scenario that is right in itself has to pass too, such as `game.starts.start_problems`.
    """
    accepted: list[tuple[str, Scenario]] = []
    rejected: list[str] = []
    problems: list[LocatedProblem] = []
    for source in sources:
        try:
            accepted.append((source, load_checked(source, overrides, checks)))
        except ScenarioError as error:
            rejected.append(source)
            problems += error.problems
    return Report(tuple(accepted), tuple(rejected), tuple(dict.fromkeys(problems)))


def check_text(
    content: str | bytes,
    name: str,
    folder: Path | None = None,
    overrides: Overrides = (),
    checks: Sequence[Check] = (),
) -> Report:
    """Checks one document that stands in no file of its own, such as a program's standard input.

    Args:
      content: the document.
      name: what messages call it.
      folder: from which parents that are files are counted; by default the current one.
      overrides: laid over it.
      checks: as for `check`.
    """
    try:
        return Report(accepted=((name, load_text(content, name, folder, overrides, checks)),))
    except ScenarioError as error:
        return Report(rejected=(name,), problems=error.problems)


def _scenario_files(folder: Path) -> list[Path]:
    """Hidden files and folders belong to other tools."""
    files = (file for file in folder.rglob("*") if is_scenario_file(file.name) and not os.path.isdir(file))
    return sorted(file for file in files if not any(part[0] == "." for part in file.relative_to(folder).parts))
