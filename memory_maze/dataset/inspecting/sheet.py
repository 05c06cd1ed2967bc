"""A dataset for the eye: a contact sheet, a row a trajectory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

import numpy as np
from PIL import Image

from memory_maze.dataset.place.games import Game
from memory_maze.dataset.place.manifest import Line
from memory_maze.dataset.reading.dataset import Dataset, Recording
from memory_maze.game.body import Pose
from memory_maze.game.colors import color_name
from memory_maze.game.draws import first_episode
from memory_maze.game.episode import Episode
from memory_maze.maze.coordinates import inner_middle
from memory_maze.pictures.drawing.shapes import Page
from memory_maze.pictures.lettering import color_bytes
from memory_maze.pictures.maps import Chart
from memory_maze.pictures.pages import Caption, Entry, Heading, Shot, chart_side, lay_out, pin_radius
from memory_maze.pictures.sheets import SEPARATOR, facts_line
from memory_maze.scenario.model.counting import counted
from memory_maze.scenario.schema import Scenario

COLUMNS = 5
"""Pictures in a row."""

SIDE = 192
"""Pixels along each side of a picture."""


def sheet(dataset: Dataset, name: str, recordings: Sequence[Recording]) -> Page:
    """Puts trajectories on a page: a row each, with a map of the way where it is known what was played.

    Args:
      dataset: that they are of.
      name: of the dataset; a path is cut to its last part.
      recordings: at least one.

    Returns:
      A page, for `pictures.write_page`.

    Raises:
      DatasetError: a file is damaged.
    """
    title = f"dataset {PurePath(name).name or name}"
    return lay_out(Heading(title, *told_of(dataset)), [entry_of(recording) for recording in recordings], SIDE)


def entry_of(recording: Recording, columns: int = COLUMNS) -> Entry:
    """The row of one trajectory.

    Args:
      recording: has pictures and rewards.
      columns: pictures in the row.

    Raises:
      DatasetError: the file is damaged.
    """
    last = recording.length - 1
    moments = [*dict.fromkeys(round(column * last / (columns - 1)) for column in range(columns))]
    chart, below = None, Caption("")
    if recording.scenario is not None and recording.line is not None:
        chart = _way(recording, moments, recording.line.seed, recording.scenario)
        below = _prompt(recording, "first prompt:", 0)
    return Entry(recording.file, SEPARATOR.join(_notes(recording)), chart, below, tuple(_shots(recording, moments)))


def told_of(dataset: Dataset) -> tuple[str, str]:
    """What was played, and how the trajectories were made."""
    recipe, count = dataset.recipe, sum(len(split) for split in dataset.values())
    facts = [counted(count, "trajectory", "trajectories")]
    scenarios = [recording.scenario for split in dataset.values() for recording in split[:1]]
    scenario = scenarios[0] if scenarios and all(one == scenarios[0] for one in scenarios) else None
    if recipe is not None:
        facts += [f"policy {recipe.policy}", f"{counted(recipe.steps, 'step')} each", f"seed {recipe.seed}"]
    if scenario is not None:
        facts.append(facts_line(scenario))
    return "" if scenario is None else scenario.summary, SEPARATOR.join(facts)


def _notes(recording: Recording) -> Iterator[str]:
    """What is to be said of one trajectory."""
    line = recording.line
    if isinstance(line, Line):
        yield line.policy
    elif isinstance(line, Game):
        yield line.player or "somebody"
    if line is not None:
        yield f"seed {line.seed}"
    yield counted(recording.length - 1, "step")
    yield f"return {float(recording['reward'].sum()):g}"
    episodes = int(recording["reset"].sum()) if "reset" in recording else 1
    if episodes > 1:
        yield f"{episodes} episodes, the map shows the first"


def _shots(recording: Recording, moments: Sequence[int]) -> Iterator[Shot]:
    returns = np.cumsum(recording["reward"])
    for number, moment in enumerate(moments, start=1):
        image = recording.window(moment, moment + 1, ["image"])["image"][0]
        told = Caption(f"{number}   step {moment}   return {returns[moment]:g}")
        captions = (told, _prompt(recording, "now:", moment)) if "target_color" in recording else (told,)
        yield Shot((Image.fromarray(image),), captions)


def _prompt(recording: Recording, words: str, moment: int) -> Caption:
    """What the trajectory tells of the prompt, which may not be shown at that moment."""
    color = recording.window(moment, moment + 1, ["target_color"])["target_color"][0].astype(np.float64)
    return Caption(words, color_bytes(color), color_name(color)) if color.any() else Caption(words, None, "not shown")


def _way(recording: Recording, moments: Sequence[int], seed: int, scenario: Scenario) -> Chart:
    """The map of the first episode, with the way and a number for each of the moments that are shown."""
    episode = first_episode(scenario, seed)
    later = np.flatnonzero(recording["reset"][1:])
    end = int(later[0]) + 1 if len(later) else recording.length
    chart = Chart(scenario, episode, chart_side(episode.layout.shape, SIDE))
    poses = _poses(recording, episode)[:end]
    chart.trail(poses)
    prompted = (episode.positions == recording["target_pos"][0]).all(axis=1)
    for center, color, is_prompted in zip(episode.centers, episode.colors, prompted.tolist(), strict=True):
        chart.object(center, color, is_prompted=is_prompted)
    chart.pins([poses[moment] for moment in moments if moment < end], pin_radius(SIDE))
    return chart


def _poses(recording: Recording, episode: Episode) -> list[Pose]:
    metres = ((recording["agent_pos"] - inner_middle(episode.layout.shape)) * episode.cell_size).tolist()
    headings = np.arctan2(recording["agent_dir"][:, 1], recording["agent_dir"][:, 0]).tolist()
    return [Pose(x, y, 0.0, -heading) for (x, y), heading in zip(metres, headings, strict=True)]
