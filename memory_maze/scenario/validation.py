"""From a merged tree to a `Scenario`, with Pydantic's findings put into plain sentences at their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from memory_maze.scenario.documents.tree import Node, Path, mark_of, problem_at, to_plain
from memory_maze.scenario.errors import LocatedProblem, Problem, ScenarioError
from memory_maze.scenario.messages.placing import place
from memory_maze.scenario.messages.sentences import sentence, union_sentence, unknown_field
from memory_maze.scenario.model.sections import Content

Check = Callable[[Any], Iterable[Problem]]
"""A function that looks for what only shows beyond the document, such as in the maze that a seed leads to."""

Valid = TypeVar("Valid", bound=Content)
"""What a document is, once it is checked."""

Finding = tuple[Path, Path | None, Mapping[str, Any]]
"""The field at fault, the field of the union that it is in (if any), and Pydantic's error."""


def validate(
    kind: type[Valid], root: Node, problems: Iterable[LocatedProblem] = (), checks: Sequence[Check] = ()
) -> Valid:
    """Checks a merged document.

    Args:
      kind: the model that it is checked against.
      root: the document's tree.
      problems: what is already known to be wrong with it.
      checks: what a scenario that is right in itself has to pass too.

    Raises:
      ScenarioError: something is wrong; all of it is listed.
    """
    found = list(problems)
    scenario = None
    try:
        scenario = kind.model_validate(to_plain(root))
    except ValidationError as error:
        known = {(problem.file, problem.path) for problem in found}
        located = _located(root, error)
        found += [problem for problem in located if (problem.file, problem.path) not in known]
    if scenario is not None:
        found += [place(root, scenario, problem) for check in checks for problem in check(scenario)]
    if scenario is None or found:
        raise ScenarioError(sorted(found, key=lambda problem: (problem.file or "", problem.line, problem.column)))
    return scenario


def _located(root: Node, error: ValidationError) -> Iterator[LocatedProblem]:
    document = to_plain(root)
    items = error.errors(include_url=False)
    findings = [_finding(document, item) for item in items if not _is_consequence(item)]
    unions: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding[1] is not None:
            unions.setdefault(finding[1], []).append(finding)
    for path, union, item in findings:
        if union is None:
            yield from _problems(root, path, item)
        elif union in unions:
            yield from _union_problems(root, union, unions.pop(union))


def _is_consequence(item: Mapping[str, Any]) -> bool:
    """Pydantic calls a list too short whose wrong items it did not count."""
    return item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]


def _finding(document: Any, item: Mapping[str, Any]) -> Finding:
    """Pydantic's location also names the member of a union that it tried; the document has no such part."""
    path: Path = ()
    union: Path | None = None
    here = document
    last = len(item["loc"]) - 1
    for index, part in enumerate(item["loc"]):
        in_mapping = isinstance(here, dict) and part in here
        in_list = isinstance(here, list) and isinstance(part, int) and part < len(here)
        if in_mapping or in_list:
            here = here[part]
            path = (*path, part)
        elif index == last and item["type"] == "missing":
            path = (*path, part)
        else:
            union = path
    return path, union, item


def _union_problems(root: Node, union: Path, members: list[Finding]) -> Iterator[LocatedProblem]:
    """One sentence if no member of the union fits; the details if one fits in kind."""
    inner = [(path, item) for path, _, item in members if path != union or item["type"] in ("too_short", "too_long")]
    for path, item in inner:
        yield from _problems(root, path, item)
    if not inner:
        message = union_sentence([item for _, _, item in members], union)
        yield problem_at(mark_of(root, union), union, message)


def _problems(root: Node, path: Path, item: Mapping[str, Any]) -> Iterator[LocatedProblem]:
    if item["type"] == "scenario_rule":
        context = item["ctx"]
        for problem in context["problems"]:
            yield place(root, context["scenario"], problem)
    elif item["type"] == "draw_rule":
        for problem in item["ctx"]["problems"]:
            yield problem_at(mark_of(root, problem.path), problem.path, problem.message)
    elif item["type"] == "extra_forbidden":
        yield problem_at(mark_of(root, path, key=True), path, unknown_field(Content, path))
    elif item["type"] == "missing" and isinstance(path[-1], int):
        message = f"has too few values: {len(item['input'])}"
        yield problem_at(mark_of(root, path[:-1]), path[:-1], message)
    else:
        yield problem_at(mark_of(root, path), path, sentence(item, path))
