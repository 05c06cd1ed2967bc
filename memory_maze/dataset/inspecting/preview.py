"""A dataset for the eye: a contact sheet of some trajectories, and a clip of them side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.reading.dataset import Dataset, Recording
from memory_maze.game.body import Pose
from memory_maze.game.draws import first_episode
from memory_maze.game.episode import Episode
from memory_maze.maze.coordinates import inner_middle
from memory_maze.pictures.lettering import FAINT, INK, PAPER, fitted, font
from memory_maze.pictures.maps import Chart
from memory_maze.scenario.schema import Scenario

COLUMNS = 6
"""Pictures in a row of the page."""

SIDE = 192
"""Pixels along each side of a map or picture."""

MARGIN, GAP, LINE = 24, 10, 22
TITLE_SIZE, TEXT_SIZE = 24, 14


def chosen(dataset: Dataset, count: int) -> list[Recording]:
    """Some trajectories, spread evenly over all splits.

    Args:
      dataset: to choose from.
      count: at most so many.

    Raises:
      DatasetError: there are none, or one is no trajectory.
    """
    everyone = [recording for split in dataset.values() for recording in split]
    if not everyone:
        raise DatasetError("the dataset has no trajectories yet; generate again to go on")
    count = min(count, len(everyone))
    picked = [everyone[number * len(everyone) // count] for number in range(count)]
    for recording in picked:
        if not _can_be_shown(recording):
            raise DatasetError(f"{recording.file} is no trajectory: it lacks pictures 'image' or numbers 'reward'")
    return picked


def _can_be_shown(recording: Recording) -> bool:
    if not {"image", "reward"} <= set(recording) or not recording.length:
        return False
    image, reward = recording.window(0, 1, ("image", "reward")).values()
    is_picture = image.dtype == np.uint8 and image.ndim == 4 and image.shape[-1] == 3 and image.size > 0
    return is_picture and reward.ndim == 1 and reward.dtype.kind in "fiub"


def sheet(dataset: Dataset, name: str, recordings: Sequence[Recording]) -> Image.Image:
    """Puts trajectories on a page: a row each, with a map of the way where the dataset's recipe is known.

    Args:
      dataset: that they are of.
      name: the title.
      recordings: at least one.

    Returns:
      An RGB picture.

    Raises:
      DatasetError: a file is damaged.
    """
    columns = COLUMNS + any(recording.scenario is not None for recording in recordings)
    top, step = MARGIN + 2 * LINE, SIDE + LINE + GAP
    size = (2 * MARGIN + columns * (SIDE + GAP) - GAP, top + len(recordings) * step + MARGIN - GAP)
    page = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(page)
    pen.text((MARGIN, MARGIN - 6), fitted(name, TITLE_SIZE, size[0] - 2 * MARGIN), fill=INK, font=font(TITLE_SIZE))
    for number, recording in enumerate(recordings):
        _row(page, pen, recording, top + number * step)
    return page


def mosaic(recordings: Sequence[Recording], steps: int) -> Iterator[NDArray[np.uint8]]:
    """Trajectories side by side, a frame a step.

    Args:
      recordings: at least one; the longest decides how long it is.
      steps: at most so many.

    Returns:
      uint8 [H, W, 3] frames; who has come to an end stands still.
    """
    across = math.ceil(math.sqrt(len(recordings)))
    down = math.ceil(len(recordings) / across)
    for moment in range(min(steps + 1, max(recording.length for recording in recordings))):
        frame = np.full((down * (SIDE + 4), across * (SIDE + 4), 3), PAPER[0], np.uint8)
        for number, recording in enumerate(recordings):
            top, left = number // across * (SIDE + 4) + 2, number % across * (SIDE + 4) + 2
            frame[top : top + SIDE, left : left + SIDE] = _picture(recording, min(moment, recording.length - 1))
        yield frame


def _row(page: Image.Image, pen: ImageDraw.ImageDraw, recording: Recording, top: int) -> None:
    left = MARGIN
    total = float(recording["reward"].sum())
    label = f"{recording.file}   return {total:g}"
    pen.text((left, top + SIDE + 4), fitted(label, TEXT_SIZE, 2 * SIDE), fill=INK, font=font(TEXT_SIZE))
    if recording.scenario is not None and recording.line is not None:
        page.paste(_way(recording, recording.line.seed, recording.scenario), (left, top))
        left += SIDE + GAP
    for number in range(COLUMNS):
        moment = number * (recording.length - 1) // (COLUMNS - 1)
        page.paste(Image.fromarray(_picture(recording, moment)), (left, top))
        if number > 1:
            pen.text((left, top + SIDE + 4), f"step {moment}", fill=FAINT, font=font(TEXT_SIZE))
        left += SIDE + GAP


def _picture(recording: Recording, moment: int) -> NDArray[np.uint8]:
    """uint8 [SIDE, SIDE, 3]."""
    image = recording.window(moment, moment + 1, ["image"])["image"][0]
    return np.asarray(Image.fromarray(image).resize((SIDE, SIDE), Image.Resampling.NEAREST))


def _way(recording: Recording, seed: int, scenario: Scenario) -> Image.Image:
    """The map, with the whole way, as large as a picture."""
    episode = first_episode(scenario, seed)
    chart = Chart(scenario, episode, SIDE)
    poses = _poses(recording, episode)
    chart.trail(poses)
    prompted = (episode.positions == recording["target_pos"][-1]).all(axis=1)
    for center, color, is_prompted in zip(episode.centers, episode.colors, prompted.tolist(), strict=True):
        chart.object(center, color, is_prompted=is_prompted)
    chart.agent(poses[-1])
    drawn = chart.image()
    square = Image.new("RGB", (SIDE, SIDE), PAPER)
    square.paste(drawn, ((SIDE - drawn.width) // 2, (SIDE - drawn.height) // 2))
    return square


def _poses(recording: Recording, episode: Episode) -> list[Pose]:
    metres = ((recording["agent_pos"] - inner_middle(episode.layout.shape)) * episode.cell_size).tolist()
    headings = np.arctan2(recording["agent_dir"][:, 1], recording["agent_dir"][:, 0]).tolist()
    return [Pose(x, y, 0.0, -heading) for (x, y), heading in zip(metres, headings, strict=True)]
