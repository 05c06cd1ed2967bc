"""Datasets and trajectories in a notebook: a map, pictures and a table, as HTML that stands alone."""

from __future__ import annotations

from PIL import Image

from memory_maze.dataset.inspecting.preview import can_be_shown
from memory_maze.dataset.inspecting.sheet import entry_of, told_of
from memory_maze.dataset.reading.dataset import Dataset, Recording
from memory_maze.pictures.notebook import SIDE, block
from memory_maze.pictures.pages import Entry

COLUMNS = 3
"""Pictures of a trajectory."""


def dataset_html(dataset: Dataset) -> str:
    """Its splits, how it was made, and its first trajectory."""
    summary, facts = told_of(dataset)
    rows = [("dataset", dataset.name), ("scenario", summary), ("facts", facts)]
    rows += [(f"split {name}", f"{len(split)} of {split.expected} trajectories") for name, split in dataset.items()]
    first = next((split[0] for split in dataset.values() if len(split)), None)
    images = [] if first is None or not can_be_shown(first) else _images(entry_of(first, COLUMNS))
    shown = [("shown", first.file)] if first is not None and images else []
    return block(images, [row for row in (*rows, *shown) if row[1]])


def trajectory_html(recording: Recording) -> str:
    """The way, what was seen at the beginning, the middle and the end, and its arrays."""
    rows, images = [("trajectory", recording.file)], []
    if can_be_shown(recording):
        entry = entry_of(recording, COLUMNS)
        rows.append(("facts", entry.note))
        images = _images(entry)
    moments = recording.window(0, 1)
    arrays = (f"{name} {array.dtype}{[recording.length, *array.shape[1:]]}" for name, array in moments.items())
    return block(images, [*rows, ("arrays", ", ".join(arrays))])


def _images(entry: Entry) -> list[Image.Image]:
    pictures = [shot.pictures[0].resize((SIDE, SIDE), Image.Resampling.NEAREST) for shot in entry.shots]
    return ([] if entry.chart is None else [entry.chart.image()]) + pictures
