"""Checking many documents at once, so that every problem of every file is known after one run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from memory_maze.scenario import catalogue
from memory_maze.scenario.catalogue import is_scenario_file
from memory_maze.scenario.documents.contents import shown_path
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.members import Changes, Examined, examine, examine_text
from memory_maze.scenario.schema import Scenario


@dataclass(frozen=True)
class Report:
    """What was checked and what was found."""

    accepted: tuple[tuple[str, Scenario], ...] = ()
    """The sources that are right, each with its scenario; of a family, each member."""
    rejected: tuple[str, ...] = ()
    """The sources that are wrong; of a family, each member."""
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


def check(sources: Iterable[str], changes: Changes = Changes()) -> Report:  # noqa: B008
    """Loads every source, a family's members one by one, and gathers what is wrong with it.

    Args:
      sources: names and files, as `load` takes them.
      changes: what is done with each, and which checks it has to pass, such as `game.starts.start_problems`.
    """
    return _joined([_report(source, partial(examine, source, changes)) for source in sources])


def check_text(
    content: str | bytes,
    name: str,
    folder: Path | None = None,
    changes: Changes = Changes(),  # noqa: B008
) -> Report:
    """Checks one document that stands in no file of its own, such as a program's standard input.

    Args:
      content: the document.
      name: what messages call it.
      folder: from which files that it names are counted; by default the current one.
      changes: as for `check`.
    """
    return _report(name, partial(examine_text, content, name, folder, changes))


def _report(source: str, examined: Callable[[], Scenario | Examined]) -> Report:
    try:
        found = examined()
    except ScenarioError as error:
        return Report(rejected=(source,), problems=error.problems)
    if isinstance(found, Scenario):
        return Report(accepted=((source, found),))
    return Report(tuple((member.label, member.scenario) for member in found.family), found.rejected, found.problems)


def _joined(reports: Sequence[Report]) -> Report:
    return Report(
        tuple(one for report in reports for one in report.accepted),
        tuple(one for report in reports for one in report.rejected),
        tuple(dict.fromkeys(one for report in reports for one in report.problems)),
    )


def _scenario_files(folder: Path) -> list[Path]:
    """Hidden files and folders belong to other tools."""
    files = (file for file in folder.rglob("*") if is_scenario_file(file.name) and not os.path.isdir(file))
    return sorted(file for file in files if not any(part[0] == "." for part in file.relative_to(folder).parts))
