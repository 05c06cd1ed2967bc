"""Is a dataset what it says it is? Every finding names a file and says what is wrong with it."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.contents import InMemory
from memory_maze.dataset.files.formats import open_archive
from memory_maze.dataset.inspecting.games import problems_of_games
from memory_maze.dataset.inspecting.invariants import has_return, problems
from memory_maze.dataset.place.games import folders_of_games
from memory_maze.dataset.place.manifest import MANIFEST, Line, is_of, read_manifest
from memory_maze.dataset.place.metadata import read_recipe
from memory_maze.dataset.place.recipe import PARTS, Recipe
from memory_maze.dataset.place.stores import Store, open_store
from memory_maze.dataset.processes import Tell, spread
from memory_maze.files import is_leftover


class Finding(NamedTuple):
    """One thing that is wrong."""

    file: str
    """The file that is wrong, as a path from the dataset's folder."""
    message: str
    """What is wrong, without the file's name."""


@dataclass(frozen=True)
class Report:
    """What a check has found."""

    trajectories: int
    """How many trajectories were looked at."""
    expected: int
    """How many trajectories the dataset is to have."""
    findings: tuple[Finding, ...]


def check(
    target: str | Path,
    *,
    quick: bool = False,
    workers: int = 1,
    report: Callable[[int, int], None] | None = None,
) -> Report:
    """Checks a dataset that `generate` made, or a folder of games.

    Looks for what is missing or too much, compares sizes and SHA-256, decodes every array and checks what must be true
    of it (see `invariants`).

    Args:
      target: a folder, or a URL that fsspec understands.
      quick: only what can be told without opening trajectories: names and sizes.
      workers: processes.
      report: called after each trajectory with how many were looked at, and of how many.

    Raises:
      DatasetError: there is no dataset.
      ScenarioError: its scenario is not valid.
    """
    store = open_store(target)
    if folders_of_games(store):
        count, wrong = problems_of_games(store, quick, report)
        return Report(count, count, tuple(Finding(*one) for one in wrong))
    recipe = read_recipe(store)
    manifest = read_manifest(store)
    findings = [Finding(file, f"line {number} {why}") for file, number, why in manifest.damaged]
    findings += _listed(recipe, store, manifest.lines)
    lines = [line for index, line in sorted(manifest.lines.items()) if 0 <= index < recipe.episodes]
    looked: dict[int, list[Finding]] = {}
    with contextlib.closing(_looked_at(recipe, store, lines, quick, workers)) as everyone:
        for number, found in everyone:
            looked[number] = found
            if report is not None:
                report(len(looked), len(lines))
    findings += [finding for _, found in sorted(looked.items()) for finding in found]
    return Report(len(lines), recipe.episodes, tuple(findings))


def _listed(recipe: Recipe, store: Store, lines: dict[int, Line]) -> Iterator[Finding]:
    """What is missing or too much, by names alone. Files beside `dataset.json` are the user's business."""
    found = {f"{split.name}/{name}" for split in recipe.splits for name in store.sizes(split.name)}
    wanted = {recipe.file(index): index for index in range(recipe.episodes)}
    missing = [index for file, index in wanted.items() if index not in lines and file not in found]
    yield from _still_to_be_made(recipe, missing)
    for file, index in wanted.items():
        if index not in lines and file in found:
            yield Finding(file, "has no line in the manifest; generate again to make it anew")
    for index in sorted(lines.keys() - set(wanted.values())):
        yield Finding(MANIFEST, f"tells of trajectory {index}, which the dataset does not have")
    parts = {f"{PARTS}/{name}" for name in store.sizes(PARTS)}
    own = {name for name in (*store.sizes(), *found, *parts) if is_leftover(name.rpartition("/")[2])}
    own |= {name for name in parts if name.endswith(".jsonl")}
    for file in sorted((found | parts) - wanted.keys() - own):
        yield Finding(file, "does not belong to the dataset")
    for folder in sorted(_foreign_folders(recipe, store)):
        yield Finding(folder, "is a folder that does not belong to the dataset")
    if set(wanted.values()) <= lines.keys() and wanted.keys() <= found:
        empty = {PARTS} if PARTS in store.folders() and not parts else set()
        for name in sorted(own | empty):
            yield Finding(name, "was left behind by a run that was killed; generate again to clear it away")


def _still_to_be_made(recipe: Recipe, indexes: Sequence[int]) -> Iterator[Finding]:
    """A sentence a split, whatever the number."""
    counts = Counter(recipe.split(index) for index in indexes)
    for split in recipe.splits:
        if missing := counts[split.name]:
            one = "trajectory is" if split.episodes == 1 else "trajectories are"
            message = f"{missing} of {split.episodes} {one} still to be made; generate again to go on"
            yield Finding(split.name, message)


def _foreign_folders(recipe: Recipe, store: Store) -> Iterator[str]:
    splits = [split.name for split in recipe.splits]
    yield from {*store.folders()} - {*splits, PARTS}
    for split in splits:
        yield from (f"{split}/{folder}" for folder in store.folders(split))


def _looked_at(
    recipe: Recipe, store: Store, lines: list[Line], quick: bool, workers: int
) -> Generator[tuple[int, list[Finding]]]:
    """Each line's number and what is wrong with its trajectory, as they are looked at."""
    sizes = {split.name: store.sizes(split.name) for split in recipe.splits}
    known = [(line, sizes[recipe.split(line.index)].get(Path(recipe.file(line.index)).name)) for line in lines]
    if quick or workers == 1:
        look = _Look(recipe, store, quick)
        yield from ((number, look(pair)) for number, pair in enumerate(known))
        return
    yield from spread(_Look(recipe, store, quick), known, workers, lambda _: None)


class _Look:
    """Looks at one trajectory; can be sent to other processes."""

    def __init__(self, recipe: Recipe, store: Store, quick: bool) -> None:
        self._recipe, self._store, self._quick = recipe, store, quick

    def __call__(self, item: tuple[Line, int | None], tell: Tell | None = None) -> list[Finding]:
        line, size = item
        file = self._recipe.file(line.index)
        return [Finding(file, message) for message in self._messages(line, size, file)]

    def _messages(self, line: Line, size: int | None, file: str) -> list[str]:
        if not is_of(line, self._recipe):
            return ["the manifest's line is not what the dataset's recipe gives; generate again to make it anew"]
        if size is None:
            return ["is missing; generate again to make it anew"]
        if size != line.size:
            return [f"has {size} bytes, not {line.size}; generate again to make it anew"]
        return [] if self._quick else self._content(line, file)

    def _content(self, line: Line, file: str) -> list[str]:
        try:
            data = self._store.read(file)
        except OSError as error:
            return [f"cannot be read: {error.strerror or error}"]
        if hashlib.sha256(data).hexdigest() != line.sha256:
            return ["its SHA-256 is not the manifest's; remove it and generate again"]
        try:
            archive = open_archive(InMemory(data, file))
        except DatasetError as error:
            return [str(error).partition(": ")[2]]
        found = problems(archive, self._recipe.scenario, self._recipe.steps)
        if not found and not has_return(archive, line.total):
            found = ["its return is not the manifest's"]
        return found
