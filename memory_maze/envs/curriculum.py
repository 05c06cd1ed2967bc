"""Curricula: documents that say which scenario is played first, which next, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path as File
from typing import Any

from memory_maze.envs.options import other_space
from memory_maze.scenario.documents.reading import Document
from memory_maze.scenario.documents.tree import Node, Path, dotted, mark_of, node_at, problem_at, to_plain
from memory_maze.scenario.documents.values import shown
from memory_maze.scenario.errors import LocatedProblem, ScenarioError
from memory_maze.scenario.families.fields import fields_of, tree_of
from memory_maze.scenario.families.words import CURRICULUM
from memory_maze.scenario.loading import checked, opened, said_in
from memory_maze.scenario.schema import Scenario
from memory_maze.suggestions import did_you_mean

_FIELDS = ("summary", "tags", CURRICULUM)
_OF_STAGE = ("scenario", "overrides", "until")
_OF_UNTIL = ("steps", "return", "episodes")

EPISODES = 20
"""Episodes whose mean return counts, where `until.episodes` is left out."""


@dataclass(frozen=True)
class Until:
    """When a stage is over."""

    steps: int | None = None
    """After so many control steps of all mazes together."""
    mean_return: float | None = None
    """As soon as the mean return of the last `episodes` episodes is at least this."""
    episodes: int = EPISODES
    """How many episodes the mean is taken over; all of the stage."""


@dataclass(frozen=True)
class Stage:
    """One part of a curriculum."""

    scenario: Scenario
    """What is played."""
    until: Until | None
    """When the next stage begins; None for the last one."""


@dataclass(frozen=True)
class Curriculum:
    """Scenarios with equal spaces, one after the other."""

    summary: str
    """What the document says of itself."""
    stages: tuple[Stage, ...]
    """One at least."""


def load_curriculum(source: str | File | Mapping[str, Any]) -> Curriculum:
    """Reads and checks a curriculum.

    Args:
      source: a name in the catalogue, a file, or a mapping: `summary`, and under `curriculum` a list of stages, each
        with `scenario` (a name, a file counted from the document's folder, or a mapping), `overrides`, and but for the
        last one `until`: `{steps: n}`, or `{return: r, episodes: n}`.

    Raises:
      ScenarioError: it does not exist or is wrong; every problem is listed with its place.
    """
    document, _ = opened(source)
    root, plain = document.root, to_plain(document.root)
    problems = [*document.problems, *_unknown(root, (), plain, _FIELDS)]
    listed = plain.get(CURRICULUM)
    if not isinstance(listed, list) or not listed:
        problems.append(_at(root, (CURRICULUM,), "list the stages, each with a scenario; one at least"))
        raise ScenarioError(problems)
    stages: list[Stage] = []
    for number, given in enumerate(listed):
        stage, found = _stage(document, number, given, number == len(listed) - 1)
        problems += found
        if stage is not None:
            if stages and (space := other_space(stage.scenario, stages[0].scenario)) is not None:
                message = f"stage {number + 1} has another {space} space than the first stage; all stages share theirs"
                problems.append(_at(root, (CURRICULUM, number, "scenario"), message))
            stages.append(stage)
    if problems:
        raise ScenarioError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    return Curriculum(str(plain.get("summary", "")), tuple(stages))


def _stage(document: Document, number: int, given: Any, is_last: bool) -> tuple[Stage | None, list[LocatedProblem]]:
    root, path = document.root, (CURRICULUM, number)
    if not isinstance(given, Mapping):
        return None, [_at(root, path, "a stage is a mapping: scenario, overrides, until")]
    problems = list(_unknown(root, path, given, _OF_STAGE))
    until, found = _until(root, (*path, "until"), given.get("until"), is_last)
    problems += found
    changes, found = _changes(root, (*path, "overrides"))
    problems += found
    scenario = None
    try:
        said = _scenario_of(root, path)
        played, member = said_in(said, document.folder)
        if isinstance(said.value, str) and CURRICULUM in played.root.value:
            raise ScenarioError("this is a curriculum, and a stage plays one scenario; write its stages here")
        scenario = checked(played, member, changes, (), document.folder)
    except ScenarioError as error:
        problems += [_placed(root, path, problem) for problem in error.problems]
    return None if scenario is None else Stage(scenario, until), problems


def _changes(root: Node, path: Path) -> tuple[Node, list[LocatedProblem]]:
    """What a stage changes in its scenario."""
    node = node_at(root, path)
    if node is None or node.value is None:
        return Node({}), []
    if not isinstance(node.value, Mapping):
        return Node({}), [_at(root, path, "write a mapping of fields, such as {maze.size: 9}")]
    problems: list[LocatedProblem] = []
    fields = fields_of(node, path, problems, "does not change in a stage; name another scenario there")
    return tree_of(fields), problems


def _scenario_of(root: Node, path: Path) -> Node:
    node = node_at(root, (*path, "scenario"))
    if node is None or node.value is None:
        raise ScenarioError([LocatedProblem("is missing; name what the stage plays", "scenario")])
    return node


def _placed(root: Node, path: Path, problem: LocatedProblem) -> LocatedProblem:
    """A problem of a stage's scenario: where it stands in a file, else at the stage."""
    if problem.file is not None:
        return problem
    field = f"{problem.path}: " if problem.path else ""
    return _at(root, (*path, "scenario"), f"{field}{problem.message}")


def _until(root: Node, path: Path, given: Any, is_last: bool) -> tuple[Until | None, list[LocatedProblem]]:
    if given is None:
        missing = [] if is_last else [_at(root, path, "is missing; say when the next stage begins, {steps: n} or so")]
        return None, missing
    if is_last:
        return None, [_at(root, path, "no stage comes after the last one; leave until out")]
    if not isinstance(given, Mapping):
        return None, [_at(root, path, "write {steps: 100000}, or {return: 10, episodes: 20}")]
    problems = list(_unknown(root, path, given, _OF_UNTIL))
    for name in ("steps", "episodes"):
        value = given.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            problems.append(_at(root, (*path, name), f"expected a whole number of at least 1, not {value!r}"))
    wanted = given.get("return")
    if wanted is not None and (isinstance(wanted, bool) or not isinstance(wanted, int | float) or not isfinite(wanted)):
        problems.append(_at(root, (*path, "return"), f"expected a finite number, not {shown(wanted)}"))
    if (given.get("steps") is None) == (wanted is None):
        problems.append(_at(root, path, "give steps, or return (and episodes), exactly one of the two"))
    if problems:
        return None, problems
    return Until(given.get("steps"), None if wanted is None else float(wanted), given.get("episodes", EPISODES)), []


def _unknown(root: Node, path: Path, given: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[LocatedProblem]:
    for name in given:
        if name not in known:
            advice = did_you_mean(name, known) or f"; there are {', '.join(known)}"
            place = (*path, name)
            yield problem_at(mark_of(root, place, key=True), place, f"unknown field{advice}")


def _at(root: Node, path: Path, message: str) -> LocatedProblem:
    mark = mark_of(root, path)
    return LocatedProblem(message, dotted(path)) if mark is None else problem_at(mark, path, message)
