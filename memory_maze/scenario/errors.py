"""What is raised when a scenario is wrong: every problem, each with its place in a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from memory_maze.scenario.terminal import visible


class Problem(NamedTuple):
    """One thing that is wrong with the fields of a scenario, wherever they were written."""

    path: tuple[str | int, ...]
    """The field that the message is about, from the root."""
    message: str
    """What is wrong and what to do about it, without the field's name."""
    involved: tuple[tuple[str, ...], ...] = ()
    """Other fields that take part. The problem belongs to whichever of all these was written last."""
    line: int = 1
    """Which line of a text of several lines the message is about, counted from 1."""


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """One thing that is wrong, and where."""

    message: str
    """What is wrong and what to do about it, in one sentence."""
    path: str = ""
    """The field at fault, dotted, such as `maze.size`; empty for a whole document."""
    file: str | None = None
    """The file that the problem is in; None where the value came from a program or an override."""
    line: int = 1
    """The line in the file, counted from 1."""
    column: int = 1
    """The column in the line, in characters counted from 1."""

    @property
    def place(self) -> str:
        """What comes before the message: `file:line:column: field: `, or as much of it as is known."""
        place = f"{self.file}:{self.line}:{self.column}: " if self.file is not None else ""
        return f"{place}{self.path}: " if self.path else place

    def __str__(self) -> str:
        return visible(f"{self.place}{self.message}")


class ScenarioError(ValueError):
    """A scenario cannot be found, read or accepted. `str()` gives one line for each of `problems`."""

    problems: tuple[LocatedProblem, ...]
    """Everything that is wrong, in reading order."""

    def __init__(self, problems: str | Iterable[LocatedProblem]) -> None:
        self.problems = (LocatedProblem(problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[LocatedProblem, ...]]]:
        return type(self), (self.problems,)
