"""What a shell may complete: scenarios and files, fields and their values, tags, policies. No simulator is imported."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

Completion = tuple[str, str]
"""What may stand there, and a word on what it is."""

VARIABLE = "_MEMORY_MAZE_COMPLETE"
"""Environment variable by which a shell asks."""

POLICIES = {
    "oracle": "knows the maze and takes nearly the least time",
    "explorer-oracle": "knows what it has seen, and looks for the rest",
    "forgetful": "knows what is in sight, and drives about for the rest",
    "wanderer": "drives about as in the published dataset",
    "random": "draws every action",
    "forward": "always drives forward",
    "noop": "stands still",
}
"""The policies that come with the package, in the order of `memory_maze.tables`, which would have a shell wait until
Gymnasium is imported. A test holds the two together."""

LINE = 70
"""Characters of what is told of a completion, at most."""

_GLUE = re.compile("[=:]+")
"""Where bash breaks words of its own accord."""


def answer(command: Any, prog_name: str) -> None:
    """Answers the shell and exits.

    Args:
      command: the whole command line's.
      prog_name: what it is called.
    """
    prefix = _join_words() if os.environ.get(VARIABLE) == "complete_bash" else ""
    told = io.StringIO()
    code: Any = 0
    with contextlib.redirect_stdout(told):
        try:
            command.main([], prog_name=prog_name)
        except SystemExit as end:
            code = end.code
        except Exception:
            # Nobody wants a traceback in the middle of a line that is being typed.
            code = 1
    lines = (line.removeprefix(prefix) for line in told.getvalue().splitlines(keepends=True))
    sys.stdout.write("".join(lines))
    sys.exit(code)


def scenarios(incomplete: str) -> list[str]:
    """Names of the catalogue, scenario files and folders, and behind a # members of a family, that begin as typed."""
    from memory_maze.scenario import names
    from memory_maze.scenario.families.words import SIGN

    known = _family_members(incomplete.partition(SIGN)[0]) if SIGN in incomplete else names()
    return [*(name for name in known if name.startswith(incomplete)), *files(incomplete, (".yaml", ".yml"))]


def _family_members(family: str) -> list[str]:
    """The members of a family, as they are typed; none of what is no family."""
    from memory_maze.scenario import ScenarioError
    from memory_maze.scenario.families.words import SIGN
    from memory_maze.scenario.overview import member_names

    with contextlib.suppress(ScenarioError):
        return [f"{family}{SIGN}{name}" for name in member_names(family)]
    return []


def files(incomplete: str, endings: tuple[str, ...]) -> list[str]:
    """Files of some endings, and folders, that begin with what was typed."""
    folder, _, start = incomplete.rpartition("/")
    place = Path(f"{folder}/" if "/" in incomplete else ".").expanduser()
    found = []
    with contextlib.suppress(OSError):
        for path in sorted(place.iterdir()):
            hidden = path.name.startswith(".") and not start.startswith(".")
            if path.name.startswith(start) and not hidden and (path.is_dir() or path.suffix in endings):
                begin = incomplete[: len(incomplete) - len(start)]
                found.append(f"{begin}{path.name}{'/' * path.is_dir()}")
    return found


def tags(incomplete: str) -> list[str]:
    """Tags that begin with what was typed."""
    from memory_maze.scenario.overview import overviews

    return sorted({tag for overview in overviews() for tag in overview.tags if tag.startswith(incomplete)})


def policies(incomplete: str) -> list[Completion]:
    """Policies that begin with what was typed, with those of installed packages."""
    from importlib.metadata import entry_points

    known = POLICIES | {entry.name: entry.value for entry in entry_points(group="memory_maze.policies")}
    return [(name, about) for name, about in known.items() if name.startswith(incomplete)]


def fields(incomplete: str) -> list[Completion]:
    """Fields of a scenario, as `maze.size=`, and behind that the values of those that have few."""
    from memory_maze.scenario.schema import Scenario

    name, equals, _ = incomplete.partition("=")
    if equals:
        values = (value for path, field in _leaves(Scenario) if path == name for value in _values(field.annotation))
        return [(f"{name}={value}", "") for value in values if f"{name}={value}".startswith(incomplete)]
    found = ((f"{path}=", _sentence(field.description)) for path, field in _leaves(Scenario))
    return [(text, about) for text, about in found if text.startswith(incomplete)]


def choices(words: Iterable[str]) -> Callable[[str], list[str]]:
    """Completes one of some words, or of the values of an enumeration."""
    return lambda incomplete: [str(word) for word in words if word.startswith(incomplete)]


def _leaves(model: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        inner = [kind for kind in _members(field.annotation) if hasattr(kind, "model_fields")]
        for kind in inner:
            yield from _leaves(kind, f"{path}{name}.")
        if not inner or _values(field.annotation):
            yield f"{path}{name}", field


def _values(annotation: Any) -> list[str]:
    if annotation is bool:
        return ["true", "false"]
    literals = (kind for kind in _members(annotation) if get_origin(kind) is Literal)
    return [str(value) for kind in literals for value in get_args(kind)]


def _members(annotation: Any) -> Iterable[Any]:
    return (annotation,) if get_origin(annotation) is Literal else (annotation, *get_args(annotation))


def _sentence(text: str | None) -> str:
    """The first sentence, no longer than a line: shells are told of each completion in one."""
    first = re.split(r"(?<=[.;:])\s", " ".join((text or "").split()))[0]
    return first if len(first) <= LINE else f"{first[:LINE].rpartition(' ')[0]} ..."


def _join_words() -> str:
    """Puts together again what bash broke at `=` and `:`; returns what it has of the last word already."""
    words = os.environ.get("COMP_WORDS", "").split()
    cursor = int(os.environ.get("COMP_CWORD", "0"))
    joined: list[str] = []
    last = ""
    for number, word in enumerate(words[: cursor + 1]):
        last = words[number - 1] if number else ""
        if joined and (_GLUE.fullmatch(word) or _GLUE.fullmatch(last)):
            joined[-1] += word
        else:
            joined.append(word)
    if cursor >= len(words) and not (words and _GLUE.fullmatch(words[-1])):
        joined.append("")
    os.environ["COMP_WORDS"] = "\n".join(joined)
    os.environ["COMP_CWORD"] = str(len(joined) - 1)
    end = max(joined[-1].rfind("="), joined[-1].rfind(":")) if joined else -1
    return joined[-1][: end + 1] if joined else ""
