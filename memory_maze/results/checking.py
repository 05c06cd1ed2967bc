"""Whether a file of results may stand in the table of docs/results.md: one sentence for each thing that is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pydantic import ValidationError

from memory_maze.agents.means import standard_error
from memory_maze.results.files import HOW, Fault, Result, ResultsError, beside, entries, faults_of_fields
from memory_maze.scenario.digests import digests
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.loading import load
from memory_maze.scenario.schema import Scenario

EPISODES, SEED = 100, 1000
"""How many episodes a result of the table is of, and the seed of the first one; the others count on from it."""

TOLERANCE = 1e-6
"""Relative: how far a figure may be from what the returns say."""


class Checked(NamedTuple):
    """What was found in a file."""

    results: tuple[Result, ...]
    """Those whose fields could be read."""
    faults: tuple[Fault, ...]


def check(file: Path) -> Checked:
    """Checks a file of results.

    Args:
      file: JSON as `memory-maze evaluate --json` prints it, one result or a list of them.

    Raises:
      OSError: it cannot be read.
    """
    results: list[Result] = []
    faults: list[Fault] = []
    told: dict[tuple[str, str], str] = {}
    try:
        for place, found in entries(file):
            if isinstance(found, ValidationError):
                faults += faults_of_fields(place, found)
                continue
            results.append(found)
            faults += (
                Fault(f"{place}.{fault.place}".strip("."), fault.message)
                for fault in _faults(found, beside(found.scenario, file))
            )
            before = told.setdefault((found.scenario, found.name), place)
            if before != place:
                sentence = f"is '{found.name}' in {found.scenario}, as {before} is; leave one of them out"
                faults.append(Fault(place, sentence))
    except ResultsError as error:
        faults.append(Fault("", str(error)))
    return Checked(tuple(results), tuple(faults))


def _faults(result: Result, source: str) -> Iterator[Fault]:
    yield from _faults_of_task(result, source)
    if result.version is None or not re.fullmatch(r"\d+\.\d+\.\d+\S*", result.version):
        yield Fault("version", f"says {_shown(result.version)} and no version of this package; {HOW}")
    if (result.episodes, result.seed) != (EPISODES, SEED):
        sentence = f"the table is of {EPISODES} episodes, the first of the seeds {SEED} to {SEED + EPISODES - 1}"
        way_out = f"evaluate with --episodes {EPISODES} --seed {SEED}"
        yield Fault("episodes", f"{sentence}, and this of {result.episodes} from seed {result.seed}; {way_out}")
    if len(result.returns) != result.episodes:
        yield Fault("returns", f"has {len(result.returns)} returns of {result.episodes} episodes; {HOW}")
    elif result.returns:
        yield from _faults_of_figures(result)


def _faults_of_task(result: Result, source: str) -> Iterator[Fault]:
    """Whether it is the task that has this name here; `source` is where the scenario is found."""
    try:
        scenario = load(source)
    except ScenarioError as error:
        yield Fault("scenario", f"cannot be looked up: {error}")
        return
    if result.digest is None:
        yield Fault("digest", f"is missing; {HOW}")
    elif result.digest not in digests(scenario):
        sentence = f"is not that of {result.scenario}, {digests(scenario)[0][:12]}: another task was measured"
        yield Fault("digest", f"{sentence}; evaluate without -o, or save the changed scenario in a file of its own")
    yield from _faults_of_length(result, scenario)


def _faults_of_length(result: Result, scenario: Scenario) -> Iterator[Fault]:
    if result.steps is not None and not 0 < result.steps <= scenario.episode_steps:
        yield Fault("steps", f"is {result.steps:g}, and an episode has 1 to {scenario.episode_steps}; {HOW}")


def _faults_of_figures(result: Result) -> Iterator[Fault]:
    """Whether the summary is that of the returns."""
    returns = np.array(result.returns)
    expected = {
        "mean": float(returns.mean()),
        "standard_error": standard_error(returns),
        "least": float(returns.min()),
        "most": float(returns.max()),
        "rewarded": int((returns != 0).sum()),
    }
    for field, value in expected.items():
        said = getattr(result, field)
        if said is None and field == "rewarded":
            continue
        if (said is None) != (value is None) or (said is not None and not _is_close(said, value)):
            yield Fault(field, f"is {_shown(said)}, and the returns say {_shown(value)}; {HOW}")


def _is_close(said: float, value: float | None) -> bool:
    return value is not None and math.isclose(said, value, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _shown(value: object) -> str:
    return "nothing" if value is None else f"{value:g}" if isinstance(value, float) else repr(value)
