"""One trajectory as JSON that pages replay: where everything was, moment by moment. From the arrays of its file alone,
so that ours, upstream's and people's games look the same."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.reading.dataset import Recording
from memory_maze.game.draws import first_episode
from memory_maze.maze.sources import GenerationError
from memory_maze.web.charts import Json, rows_of, swatch

FREQUENCY = 4.0
"""Control steps a second where nothing says so: the benchmark's."""

UNKNOWN = {"color": "#9a9a9a", "name": "unknown"}
"""An object that is never asked for, in a file that tells colours of prompts alone."""

RADIUS = 0.25
"""The radius of an object on the map, in cells: trajectories do not tell it."""

MAPPED = ("maze_layout", "agent_pos", "agent_dir", "targets_pos", "target_pos", "target_color")
"""What a map is drawn from."""

DIGITS = 3

Arrays = dict[str, NDArray[Any]]


def replay(recording: Recording) -> Json:
    """A trajectory, without its pictures.

    Raises:
      DatasetError: it is no trajectory, or its file is damaged.
    """
    names = set(recording)
    if not {"image", "reward"} <= names or recording.length < 1:
        raise DatasetError(f"{recording.file} is no trajectory: it lacks pictures 'image' or numbers 'reward'")
    rewards = np.asarray(recording["reward"], np.float64)
    scenario, line = recording.scenario, recording.line
    told: Json = {
        "file": recording.file,
        "length": recording.length,
        "frequency": FREQUENCY if scenario is None else scenario.control.frequency,
        "summary": "" if scenario is None else scenario.summary,
        "facts": _facts(line),
        "rewards": _rounded(rewards),
        "chart": None,
    }
    if not set(MAPPED) <= names:
        return told
    arrays = {name: recording[name] for name in MAPPED}
    begins = _begins(recording, arrays["maze_layout"])
    bounds = [*begins, recording.length]
    parts = [_part(recording, arrays, a, b) for a, b in zip(begins, bounds[1:], strict=True)]
    return {**told, "parts": parts, "chart": parts[0]["chart"]}


def _facts(line: Any) -> list[list[str]]:
    """What is known of who played, in words."""
    if line is None:
        return []
    if hasattr(line, "player"):
        kind = "whole" if line.whole else "partial"
        helped = f", {line.helped} steps by a policy" if line.helped else ""
        told = [["player", line.player or "no name"], ["seed", str(line.seed)], ["game", f"{kind}{helped}"]]
        return [*told, ["played", line.began]]
    return [["policy", line.policy], ["seed", str(line.seed)], ["split", line.split]]


def _begins(recording: Recording, layouts: NDArray[Any]) -> list[int]:
    """The moments at which episodes begin: tasks that end go on with the next one."""
    if "reset" in recording:
        begins = np.flatnonzero(recording["reset"]).tolist()
    else:
        flat = (layouts != 0).reshape(len(layouts), -1)
        begins = (1 + np.flatnonzero((flat[1:] != flat[:-1]).any(axis=1))).tolist()
    return sorted({0, *begins})


def _part(recording: Recording, arrays: Arrays, begin: int, end: int) -> Json:
    """One episode of a trajectory."""
    own = {name: array[begin:end] for name, array in arrays.items()}
    places, prompts = np.asarray(own["targets_pos"], float), np.asarray(own["target_pos"], float)
    colors = np.asarray(own["target_color"], float)
    far = np.abs(places - prompts[:, None]).max(axis=-1)
    targets = np.where(far.min(axis=1) < 1e-6, far.argmin(axis=1), -1)
    shown = colors.max(axis=1) > 0
    free = own["maze_layout"][0]
    directions = np.asarray(own["agent_dir"], float)
    positions = np.asarray(own["agent_pos"], float)
    return {
        "begin": begin,
        "chart": {
            "width": free.shape[1],
            "height": free.shape[0],
            "free": rows_of(free),
            "radius": RADIUS,
            "objects": _objects(recording, targets, shown, colors, places.shape[1], is_first=begin == 0),
        },
        "x": _rounded(positions[:, 0]),
        "y": _rounded(positions[:, 1]),
        "heading": _rounded(np.arctan2(directions[:, 1], directions[:, 0])),
        "target": targets.tolist(),
        "prompted": shown.astype(int).tolist(),
        "moves": _moves(places),
    }


def _objects(
    recording: Recording,
    targets: NDArray[np.int64],
    shown: NDArray[np.bool_],
    colors: NDArray[np.float64],
    count: int,
    *,
    is_first: bool,
) -> list[Json]:
    """The objects' colours: of the episode, where it can be drawn again, else those of the prompts."""
    found = [UNKNOWN] * count
    if is_first and recording.scenario is not None and recording.line is not None:
        try:
            drawn = first_episode(recording.scenario, recording.line.seed).colors
        except GenerationError:
            drawn = colors[:0]
        found = [swatch(color) for color in drawn] if len(drawn) == count else found
    for number in range(count):
        seen = np.flatnonzero(shown & (targets == number))
        if len(seen):
            found[number] = swatch(colors[seen[0]])
    return found


def _moves(places: NDArray[np.float64]) -> list[list[Any]]:
    """When objects go elsewhere: [moment, [[x, y], ...]], the first moment's at first."""
    changed = np.flatnonzero((places[1:] != places[:-1]).any(axis=(1, 2))) + 1
    return [[moment, places[moment].round(DIGITS).tolist()] for moment in (0, *changed.tolist())]


def _rounded(values: NDArray[Any]) -> list[float]:
    rounded: list[float] = np.asarray(values, float).round(DIGITS).tolist()
    return rounded
