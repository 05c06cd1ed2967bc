"""What there is to choose from: name, summary and tags of every scenario, read without checking the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from memory_maze.scenario import catalogue
from memory_maze.scenario.documents.reading import Document, read_file
from memory_maze.scenario.documents.tree import to_plain
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.families.words import is_family
from memory_maze.scenario.loading import opened
from memory_maze.scenario.parents import plan_for
from memory_maze.suggestions import did_you_mean


@dataclass(frozen=True)
class Overview:
    """One line of the catalogue."""

    name: str
    """The scenario's name in the catalogue."""
    file: str
    """Where the scenario is; empty if the file has gone since its folder was listed."""
    summary: str
    """What the document says of itself; empty if it says nothing."""
    tags: tuple[str, ...]
    """The words that the document gives to find it by."""
    members: tuple[str, ...] = ()
    """The names of a family's members; empty for one scenario."""
    problem: str = ""
    """Why the document cannot be read; empty if it can."""


def overviews(tags: Iterable[str] = ()) -> tuple[Overview, ...]:
    """The scenarios that carry all of `tags`.

    Raises:
      ScenarioError: no scenario at all has one of the tags.
    """
    everything = tuple(_overview(name) for name in catalogue.names())
    known = sorted({tag for overview in everything for tag in overview.tags})
    wanted = tuple(tags)
    for tag in wanted:
        if tag not in known:
            suggestion = did_you_mean(tag, known) or f"; there are {', '.join(known)}"
            raise ScenarioError(f"no scenario has the tag {tag!r}{suggestion}")
    return tuple(overview for overview in everything if set(wanted) <= set(overview.tags))


def _overview(name: str) -> Overview:
    file: Path | None = None
    try:
        file = catalogue.find(name)
        document = read_file(file)
        members = _members_of(document)
    except ScenarioError as error:
        return Overview(name, str(file or ""), "", (), problem=error.problems[0].message)
    plain = to_plain(document.root)
    summary, tags = plain.get("summary"), plain.get("tags")
    return Overview(
        name,
        str(file),
        summary if isinstance(summary, str) else "",
        tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        members,
    )


def member_names(source: str) -> tuple[str, ...]:
    """The names of a family's members, none of which is checked; empty for one scenario.

    Args:
      source: a name in the catalogue, or a file.

    Raises:
      ScenarioError: it does not exist, or what it says of its members is wrong.
    """
    return _members_of(opened(source)[0])


def _members_of(document: Document) -> tuple[str, ...]:
    return tuple(member.name for member in plan_for(document).members) if is_family(document.root) else ()
