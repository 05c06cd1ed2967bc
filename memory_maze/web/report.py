"""A report: one page of HTML that holds all it needs, the pictures too, to be mailed or put beside a paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from memory_maze.dataset.reading.dataset import Dataset, Recording
from memory_maze.results.files import Result, read_results
from memory_maze.web.charts import Json
from memory_maze.web.errors import WebError
from memory_maze.web.images import address
from memory_maze.web.replay import replay
from memory_maze.web.results import played_again
from memory_maze.web.shell import asset
from memory_maze.web.sprites import sheet, sprites_of
from memory_maze.web.trajectories import opened

MODULES = ("dom.js", "map.js", "swatch.js", "timeline.js", "replayer.js", "results.js", "report.js")
"""The modules that a report holds, each after those that it imports from."""

MOST_TRAJECTORIES = 6
"""Trajectories of a dataset that a report holds, spread evenly; episodes of results likewise."""

SIDE, QUALITY, MOST_PICTURES = 96, 72, 2000
"""How pictures are made small: pixels a side at most, WebP's quality, and pictures of a trajectory at most."""

_IMPORT = re.compile(r"^import .*;$\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)

Report = Callable[[float, float], None]
"""Is told how much is done, and of how much."""


class Written(NamedTuple):
    """What a report holds."""

    html: str
    trajectories: int
    results: int


def report(target: Path, told: Report = lambda done, total: None) -> Written:
    """Makes a report.

    Args:
      target: a trajectory's file, a dataset or folder of games, or a JSON file of results.
      told: for a progress bar.

    Raises:
      WebError: it is nothing of all that.
      ResultsError: a JSON file holds no results.
      DatasetError, ScenarioError: the dataset cannot be read.
      OSError: there is no such file.
    """
    if target.suffix.lower() == ".json" and target.is_file():
        return _of_results(target, told)
    if not target.exists():
        raise FileNotFoundError(2, "there is no such file or folder", str(target))
    dataset, file = opened(target)
    chosen = _chosen(dataset, file)
    if not chosen:
        raise WebError(f"{target} has no trajectories yet; generate again to go on")
    parts = []
    for number, recording in enumerate(chosen):
        told(number, len(chosen))
        parts.append(_part(recording))
    told(len(chosen), len(chosen))
    summary = next((recording.scenario.summary for recording in chosen if recording.scenario is not None), "")
    count = sum(len(split) for split in dataset.values())
    about = "" if file else f"{len(chosen)} of {count} trajectories. " if count > len(chosen) else ""
    return Written(_page(target.name, f"{about}{summary}", parts, []), len(parts), 0)


def _of_results(file: Path, told: Report) -> Written:
    results = read_results(file)
    shown = _spread(results, MOST_TRAJECTORIES)
    parts = []
    for number, result in enumerate(shown):
        told(number, len(shown))
        with played_again(result) as recording:
            if recording is not None:
                title = f"{result.scenario}, {result.policy}, seed {result.seed}"
                facts = [["policy", result.policy], ["seed", str(result.seed)]]
                parts.append({**_part(recording), "title": title, "facts": facts})
    told(len(shown), len(shown))
    rows = [result.model_dump() for result in results]
    return Written(_page(file.stem, _about(results), parts, rows), len(parts), len(rows))


def _about(results: Sequence[Result]) -> str:
    names = list(dict.fromkeys(result.scenario for result in results))
    shown = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
    return f"Mean returns over whole episodes: {shown}."


def _chosen(dataset: Dataset, file: str) -> list[Recording]:
    everyone = [recording for split in dataset.values() for recording in split if file in ("", recording.file)]
    return _spread(everyone, MOST_TRAJECTORIES)


def _spread(things: Sequence[Any], most: int) -> list[Any]:
    """Some of many, spread evenly."""
    count = min(most, len(things))
    return [things[number * len(things) // count] for number in range(count)]


def _part(recording: Recording) -> Json:
    """A trajectory with its pictures."""
    sprites = sprites_of(recording, largest=SIDE, most=MOST_PICTURES)
    sheets = [address(sheet(recording, sprites, number, QUALITY)) for number in range(sprites.sheets)]
    return {**replay(recording), "title": recording.file, "sprites": sprites.facts(sheets)}


def _page(title: str, about: str, parts: Sequence[Json], results: Sequence[Json]) -> str:
    content = {"title": title, "about": about, "trajectories": list(parts), "results": list(results)}
    return Template(asset("report.html").decode()).substitute(
        style=asset("style.css").decode(),
        script=bundle(MODULES),
        content="\n".join(_in_page(content)),
    )


def _in_page(content: Json) -> Iterator[str]:
    """JSON that ends no element of the page."""
    yield json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")


def bundle(modules: Sequence[str]) -> str:
    """Modules as one: no two of them give a name of their own to different things, which a test holds."""
    texts = (asset(name).decode() for name in modules)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)
