"""Scenarios as pages show them: the list, and one with its text, its values and its pictures."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from PIL import Image

from memory_maze.agents.published import published_for
from memory_maze.agents.rollouts import first_moment
from memory_maze.game.moments import Moments
from memory_maze.observation.observer import Observer
from memory_maze.pictures.maps import draw_map
from memory_maze.pictures.sheets import contact_sheet, sheet_rows
from memory_maze.scenario.catalogue import path_in_catalogue
from memory_maze.scenario.digests import digest
from memory_maze.scenario.documents.tree import to_plain
from memory_maze.scenario.documents.writing import to_flow
from memory_maze.scenario.errors import ScenarioError
from memory_maze.scenario.families.words import CURRICULUM, split_member
from memory_maze.scenario.family import Family
from memory_maze.scenario.listing import Entry, entries_of, facts, known_ids
from memory_maze.scenario.loading import load, opened
from memory_maze.scenario.members import load_either
from memory_maze.scenario.overview import Overview, member_names, overviews
from memory_maze.scenario.provenance import provenance
from memory_maze.scenario.schema import Scenario
from memory_maze.web.images import exact, small
from memory_maze.web.limits import Limits
from memory_maze.web.places import Places, fenced, file_of, scenario_files

CARD = 160
"""Pixels a side of each picture of a card."""

LARGE = 1000
"""Cells of a maze above which the oracle takes its time to plan, so that another policy drives in its sheet."""

MOST_ROWS = 12
"""Members of a family on its sheet."""

Json = dict[str, Any]


def listing(places: Places) -> list[Json]:
    """Every scenario and family, those that were given first, each as `memory-maze list --json` tells it."""
    ids = known_ids()
    with fenced(places):
        own = [entry for name, file in scenario_files(places).items() for entry in _own_entries(name, file, ids)]
        known = [entry for overview in overviews() for entry in entries_of(overview, False, ids)]
    named = {name.partition("#")[0] for name in places.named}
    given = [entry for entry in known if entry.overview.name in named]
    rest = [entry for entry in known if entry.overview.name not in named]
    return [_told(entry, is_own) for entries, is_own in (((*own, *given), True), (rest, False)) for entry in entries]


def _told(entry: Entry, is_own: bool) -> Json:
    told = facts(entry)
    del told["file"]
    return {**told, "own": is_own}


def _own_entries(name: str, file: Path, ids: dict[str, str]) -> list[Entry]:
    """What `overviews` tells of the catalogue, of a file. A curriculum is no scenario, and left out."""
    try:
        document, _ = opened(file)
        members = () if CURRICULUM in document.root.value else member_names(str(file.absolute()))
    except ScenarioError as error:
        return [Entry(Overview(name, str(file), "", (), problem=error.problems[0].message))]
    if CURRICULUM in document.root.value:
        return []
    plain = to_plain(document.root)
    tags = plain.get("tags")
    told = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    return entries_of(Overview(name, str(file), str(plain.get("summary", "")), told, members), False, ids)


def source_of(places: Places, name: str) -> str:
    """What `load` takes for a scenario or a member that a page names.

    Raises:
      NotThereError: there is none of that name.
    """
    document, member = split_member(name)
    file = file_of(places, document)
    return str(file.absolute()) if member is None else f"{file.absolute()}#{member}"


def scenario_of(places: Places, name: str) -> Scenario:
    """A scenario, or the first member of a family.

    Raises:
      NotThereError: there is none of that name.
      ScenarioError: it is wrong.
    """
    with fenced(places):
        found = load_either(source_of(places, name))
    return found if isinstance(found, Scenario) else found.scenarios[0]


def page(places: Places, name: str) -> Json:
    """One scenario or family: its text as written, its values with who set them, its members, published scores."""
    with fenced(places):
        source = source_of(places, name)
        document = opened(source)[0]
        told: Json = {"name": name, "text": document.text, "file": path_in_catalogue(str(document.file))}
        try:
            found = load_either(source)
        except ScenarioError as error:
            return {**told, "problems": [str(problem) for problem in error.problems]}
        if isinstance(found, Family):
            return {**told, "summary": found.summary, "members": [_member(name, one, found) for one in found]}
        values = [[one.field, to_flow(one.value), one.setter] for one in provenance(source)]
    return {**told, "summary": found.summary, "values": values, "digest": digest(found), **published(found)}


def published(scenario: Scenario) -> Json:
    """The published returns of a scenario, where there are some."""
    known = published_for(scenario)
    return {"published": None if known is None else known._asdict()}


def _member(name: str, member: Any, family: Family) -> Json:
    return {"name": f"{name}#{member.name}", "changes": {key: to_flow(value) for key, value in member.changes.items()}}


@lru_cache(maxsize=Limits().kept_pictures)
def card(scenario: Scenario) -> bytes:
    """The map of the first maze of seed 0, and what the agent sees first, side by side; WebP."""
    now = first_moment(scenario, 0)
    chart = draw_map(scenario, now, CARD)
    both = Image.new("RGBA", (2 * CARD + 8, CARD), (0, 0, 0, 0))
    both.paste(chart, ((CARD - chart.width) // 2, (CARD - chart.height) // 2))
    both.paste(view_of(scenario, now, CARD), (CARD + 8, 0))
    return exact(both)


def sheet(places: Places, name: str) -> bytes:
    """The contact sheet of a scenario or a family, as `memory-maze preview` draws it; WebP.

    Raises:
      NotThereError: there is no such scenario.
      ScenarioError: it is wrong.
      GenerationError: a maze cannot be made.
    """
    with fenced(places):
        found = load_either(source_of(places, name))
    return _sheet(found, name)


@lru_cache(maxsize=32)
def _sheet(found: Scenario | Family, name: str) -> bytes:
    shown = [("", found)] if isinstance(found, Scenario) else [(one.name, one.scenario) for one in found][:MOST_ROWS]
    seeds = [0, 1, 2] if isinstance(found, Scenario) else [0]
    rows = [sheet_rows(one, seeds, _driver(one), name=label) for label, one in shown]
    return small(contact_sheet(found, name, chain.from_iterable(rows)), quality=90)


def _driver(scenario: Scenario) -> str:
    width, height = scenario.maze_shape
    return "oracle" if width * height <= LARGE else "wanderer"


def view_of(scenario: Scenario, now: Moments, side: int) -> Image.Image:
    """RGB, `side` pixels a side: what the agent sees at a moment, drawn anew."""
    with closing(Observer((scenario,))) as observer:
        return Image.fromarray(observer.picture(now, side))


def loaded(places: Places, name: str) -> Scenario:
    """A scenario to be played.

    Raises:
      NotThereError: there is none of that name.
      ScenarioError: it is wrong, or a family.
    """
    with fenced(places):
        return load(source_of(places, name))
