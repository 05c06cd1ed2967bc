"""Files of results: what `memory-maze evaluate --json` prints, one result or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from memory_maze.game.seeds import LAST_SEED
from memory_maze.scenario.documents.reading import is_file_reference
from memory_maze.scenario.families.words import split_member
from memory_maze.scenario.messages.sentences import sentence

MOST_BYTES = 1 << 26
"""Bytes of a file of results, at most."""

HOW = "write the file by `memory-maze evaluate ... --json`"


class ResultsError(ValueError):
    """A file holds no results; the message says what to do."""


class Fault(NamedTuple):
    """Something that is wrong with a file."""

    place: str
    """The result and its field, such as `[2].mean`; empty for the whole file."""
    message: str
    """What is wrong; what to do."""


class PublishedRow(BaseModel):
    """Published means beside a result."""

    human: float
    human_error: float
    oracle: float


class Result(BaseModel):
    """What one policy did in one scenario."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    scenario: Annotated[str, Field(min_length=1)]
    """Name in the catalogue, or a file."""
    policy: Annotated[str, Field(min_length=1)]
    """As it was named on the command line."""
    agent: Annotated[str, Field(max_length=60)] = ""
    """What people call the policy; written by hand, and by default `policy`."""
    about: Annotated[str, Field(max_length=300)] = ""
    """Where the agent is described and how it was trained; written by hand."""
    seed: Annotated[int, Field(ge=0, le=LAST_SEED)]
    """The first episode's seed; the others count on from it."""
    episodes: Annotated[int, Field(ge=1)]
    mean: float
    standard_error: float | None
    least: float
    most: float
    rewarded: int | None = None
    steps: float | None = None
    """The mean number of control steps."""
    span: int
    reward_per_span: tuple[float, ...]
    published: PublishedRow | None = None
    digest: str | None = None
    """The scenario's digest; None where a version before 0.1.0 was released wrote the file."""
    version: str | None = None
    """The version of this package that measured."""
    returns: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """What people call the policy."""
        return self.agent or self.policy


def read_results(file: Path) -> list[Result]:
    """The results in a file.

    Raises:
      ResultsError: it holds none, or some with fields that cannot be; the message says what to do.
      OSError: it cannot be read.
    """
    try:
        found = list(entries(file))
    except ResultsError:
        raise ResultsError(f"{file} holds no results; {HOW}") from None
    return [_readable(file, place, one) for place, one in found]


def faults_of_fields(place: str, error: ValidationError) -> Iterator[Fault]:
    """What is wrong with the fields of a result.

    Args:
      place: of the result in its file, as `entries` tells it.
      error: what `entries` found there.
    """
    for detail in error.errors():
        field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail["loc"])
        said = f"is missing; {HOW}" if detail["type"] == "missing" else sentence(detail, detail["loc"])
        yield Fault(f"{place}{field}".strip("."), said)


def _readable(file: Path, place: str, found: Result | ValidationError) -> Result:
    if isinstance(found, Result):
        return found
    fault = next(faults_of_fields(place, found))
    raise ResultsError(f"{file}: {fault.place}: {fault.message}")


def beside(scenario: str, file: Path) -> str:
    """What a result calls its scenario, as it is found from here: a file of one's own may lie beside the results.

    Args:
      scenario: name in the catalogue, or a file; of either a member (`mine.yaml#9`).
      file: with the results.
    """
    document, _ = split_member(scenario, file.parent)
    lies_there = is_file_reference(document) and (file.parent / document).is_file()
    return str(file.parent / scenario) if lies_there else scenario


def entries(file: Path) -> Iterator[tuple[str, Result | ValidationError]]:
    """Each result of a file with its place there, such as `[2]`, or what is wrong with its fields.

    Raises:
      ResultsError: it is no JSON, or neither an object nor a list of them.
      OSError: it cannot be read.
    """
    try:
        content = _content(file)
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"is no JSON ({error}); {HOW}") from None
    parts = _parts(content)
    if not parts or not all(isinstance(part, dict) for part in parts):
        raise ResultsError(f"is neither a result nor a list of results; {HOW}")
    for number, part in enumerate(parts):
        place = f"[{number}]" if isinstance(content, list) else ""
        try:
            yield place, Result.model_validate(part)
        except ValidationError as error:
            yield place, error


def _content(file: Path) -> Any:
    with file.open("rb") as stream:
        return json.loads(stream.read(MOST_BYTES))


def _parts(content: Any) -> list[Any]:
    return content if isinstance(content, list) else [content]
