"""A document that is being written: what is wrong with it, what it comes to, and what its mazes look like."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from memory_maze.agents.rollouts import first_moment
from memory_maze.game.starts import start_problems
from memory_maze.maze.sources import GenerationError
from memory_maze.scenario.checking import check_text
from memory_maze.scenario.documents.writing import to_yaml
from memory_maze.scenario.editor_schema import json_schema
from memory_maze.scenario.errors import LocatedProblem
from memory_maze.scenario.members import Changes
from memory_maze.scenario.schema import Scenario
from memory_maze.web.charts import Json, chart, moment
from memory_maze.web.images import address, exact
from memory_maze.web.places import Places, fenced, file_of, own_folders
from memory_maze.web.scenarios import view_of

VIEW = 256
"""Pixels a side of the first-person view, drawn anew at this size."""

MOST_PROBLEMS = 100
"""Problems that are told at once: nobody reads more."""


def check(places: Places, text: str, home: str, member: str | None, seed: int) -> Json:
    """Checks a document.

    Args:
      places: what it may name.
      text: the document.
      home: where files that it names are counted from: a file's name, or a given folder's.
      member: of a family, whose maze is shown; None: the first one.
      seed: of the maze that is shown.

    Returns:
      `problems`, each with line and column; and of a document that is right its `members`, its values as YAML
      (`resolved`), and the first maze of the seed (`scene`).

    Raises:
      NotThereError: there is no such file or folder.
    """
    name, folder = _home(places, home)
    with fenced(places):
        report = check_text(text.encode("utf-8", "surrogatepass"), name, folder, Changes(checks=[start_problems]))
    problems = [_told(problem, name) for problem in report.problems[:MOST_PROBLEMS]]
    accepted = {label.partition("#")[2]: scenario for label, scenario in report.accepted}
    told: Json = {"problems": problems, "members": [label for label in accepted if label]}
    if not accepted:
        return told
    chosen = member if member in accepted else next(iter(accepted))
    scenario = accepted[chosen]
    told |= {"member": chosen, "resolved": to_yaml(scenario.model_dump(mode="json"))}
    try:
        return {**told, "scene": scene(scenario, seed)}
    except GenerationError as error:
        whole = LocatedProblem(f"seed {seed}: {error}", "maze", name)
        return {**told, "problems": [*problems, _told(whole, name)]}


def scene(scenario: Scenario, seed: int) -> Json:
    """The first maze of a seed: its map, and what the agent sees there, drawn large.

    Raises:
      GenerationError: no maze holds all objects.
    """
    now = first_moment(scenario, seed)
    view = address(exact(view_of(scenario, now, VIEW)))
    return {"chart": chart(now), "moment": moment(now), "view": view, "seed": seed}


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of documents, for completion."""
    return json_schema()


def _home(places: Places, home: str) -> tuple[str, Path | None]:
    """What messages call the document, and the folder that its files are counted from."""
    if not home:
        return "this document", None if not places.folders else places.folders[0]
    if home in own_folders(places):
        return "this document", own_folders(places)[home]
    return home, file_of(places, home).parent


def _told(problem: LocatedProblem, name: str) -> Json:
    is_here = problem.file in (None, name)
    return {
        "message": problem.message,
        "path": problem.path,
        "file": None if is_here else problem.file,
        "line": problem.line if is_here else 1,
        "column": problem.column if is_here else 1,
        "other_line": None if is_here else problem.line,
    }
