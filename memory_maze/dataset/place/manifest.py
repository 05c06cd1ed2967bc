"""The manifest: a line of JSON for each trajectory that is done.

While a dataset is made, each job leaves its lines in a file of its own under `parts/`, once its trajectories are
written. So nothing is appended to, nothing can be torn, and machines need not agree on anything. A run that finds the
set complete puts all lines into `manifest.jsonl`, in order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from memory_maze.dataset.place.recipe import PARTS, Recipe
from memory_maze.dataset.place.stores import Store

MANIFEST = "manifest.jsonl"


@dataclass(frozen=True)
class Line:
    """One trajectory."""

    index: int
    file: str
    """The trajectory's file, as a path from the dataset's folder."""
    split: str
    steps: int
    policy: str
    seed: int
    """Seed of the environment, in [0, 2**32)."""
    policy_seed: int
    total: Annotated[float, Field(alias="return", allow_inf_nan=False)]
    """The return of the trajectory."""
    scenario: str
    """SHA-256 of the scenario, in the form of its `digest`."""
    size: int
    """How many bytes the file has."""
    sha256: str
    """SHA-256 of the file, in hexadecimal."""
    drawn: tuple[dict[str, Any], ...] = ()
    """What its episodes drew, by dotted field, one mapping an episode; empty where nothing is drawn."""

    def text(self) -> str:
        """The line, without its end."""
        values = asdict(self)
        values["return"] = values.pop("total")
        if not self.drawn:
            del values["drawn"]
        return json.dumps(values, sort_keys=False, separators=(", ", ": "))


_LINES = TypeAdapter(Line)


@dataclass(frozen=True)
class Manifest:
    """What the manifest's files say."""

    lines: dict[int, Line]
    """The lines by the index of their trajectory."""
    damaged: tuple[tuple[str, int, str], ...]
    """Where lines cannot be used: the file, the number of the line, and why."""
    parts: tuple[str, ...]
    """Files of `parts/` that hold lines."""


def read_manifest(store: Store) -> Manifest:
    """Reads all lines; those that are damaged are left out and named."""
    parts = tuple(f"{PARTS}/{name}" for name in sorted(store.sizes(PARTS)) if name.endswith(".jsonl"))
    lines: dict[int, Line] = {}
    damaged: list[tuple[str, int, str]] = []
    # The manifest last: another machine that completes the set writes it before it removes the parts.
    for name in (*parts, MANIFEST):
        try:
            text = store.read(name).decode(errors="replace")
        except FileNotFoundError:
            continue
        here: set[int] = set()
        for number, row in enumerate(text.splitlines(), start=1):
            line = _parsed(row)
            if line is None:
                damaged.append((name, number, "cannot be read"))
            elif line.index in here:
                damaged.append((name, number, f"is another one for trajectory {line.index}"))
            else:
                here.add(line.index)
                # A part is newer than the manifest: what was damaged was made anew.
                lines.setdefault(line.index, line)
    return Manifest(lines, tuple(damaged), parts)


def is_of(line: Line, recipe: Recipe) -> bool:
    """Whether a line is what the recipe gives, as far as that is known without the file."""
    if not 0 <= line.index < recipe.episodes:
        return False
    told = (line.file, line.split, line.steps, line.policy, line.seed, line.policy_seed, line.scenario)
    file, split = recipe.file(line.index), recipe.split(line.index)
    return told == (file, split, recipe.steps, recipe.policy, *recipe.seeds(line.index), recipe.digest)


def done(recipe: Recipe, store: Store, manifest: Manifest) -> dict[int, Line]:
    """The trajectories of a dataset that are there: in the manifest, and with a file of the right size."""
    sizes = {split.name: store.sizes(split.name) for split in recipe.splits}
    found = {}
    for index, line in manifest.lines.items():
        if not is_of(line, recipe):
            continue
        folder, _, name = line.file.rpartition("/")
        if sizes[folder].get(name) == line.size:
            found[index] = line
    return found


def write_part(store: Store, lines: Sequence[Line]) -> None:
    """Writes the lines of one job, if there are any."""
    if not lines:
        return
    indexes = [line.index for line in lines]
    store.write(f"{PARTS}/{min(indexes):08}-{max(indexes):08}-{len(indexes)}.jsonl", _text(lines))


def write_manifest(store: Store, manifest: Manifest, lines: Iterable[Line]) -> None:
    """Puts lines into `manifest.jsonl`, in order, and removes the parts they came from."""
    store.write(MANIFEST, _text(sorted(lines, key=lambda line: line.index)))
    for name in manifest.parts:
        store.remove(name)


def _text(lines: Iterable[Line]) -> bytes:
    return "".join(f"{line.text()}\n" for line in lines).encode()


def _parsed(row: str) -> Line | None:
    try:
        return _LINES.validate_json(row, strict=True)
    except ValidationError:
        return None
