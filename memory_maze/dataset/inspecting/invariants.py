"""What is true of every trajectory of a scenario, and how a wrong one is told."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.files.entries import entries
from memory_maze.dataset.files.formats import Archive
from memory_maze.observation.border import PROMPT_BRIGHTNESS
from memory_maze.scenario.schema import Scenario

TOLERANCE = 1e-9
"""Cells by which recorded vectors may differ, which are computed in metres, and again here in cells; and returns."""

ENDS = "'reset' is not true at the first moment of each episode alone, or 'terminal' not at the end of one"

Arrays = Mapping[str, NDArray[Any]]


def problems(archive: Archive, scenario: Scenario, steps: int) -> list[str]:
    """Everything that is wrong with a trajectory, a sentence each.

    Args:
      archive: the file.
      scenario: that it was made from.
      steps: that it should have.
    """
    found = list(_wrong_shapes(archive, scenario, steps))
    if found:
        return found
    try:
        arrays = {entry.name: archive.read(entry.name) for entry in entries(scenario)}
    except DatasetError as error:
        return [str(error).partition(": ")[2]]
    if not _ends_are_marked(arrays, scenario):
        return [ENDS]
    begins = [*np.flatnonzero(arrays["reset"]).tolist(), steps + 1]
    parts = [{name: array[begin:end] for name, array in arrays.items()} for begin, end in pairwise(begins)]
    return [sentence for sentence, holds in _INVARIANTS.items() if not all(holds(part, scenario) for part in parts)]


def has_return(archive: Archive, total: float) -> bool:
    """Whether the rewards of a trajectory add up to a return, which may have been added up in another order."""
    return math.isclose(float(archive.read("reward").sum()), total, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _wrong_shapes(archive: Archive, scenario: Scenario, steps: int) -> Iterator[str]:
    wanted = {entry.name: entry for entry in entries(scenario)}
    for name in archive.names:
        if name not in wanted:
            yield f"there is an array '{name}', which no trajectory has"
    for name, entry in wanted.items():
        if name not in archive.names:
            yield f"the array '{name}' is missing"
            continue
        try:
            shape, dtype = archive.shape(name), archive.dtype(name)
        except DatasetError as error:
            yield str(error).partition(": ")[2]
            continue
        if (shape, dtype) != ((steps + 1, *entry.shape), entry.dtype):
            yield f"'{name}' is {dtype}{list(shape)}, not {entry.dtype}{[steps + 1, *entry.shape]}"


def _ends_are_marked(a: Arrays, scenario: Scenario) -> bool:
    """An episode begins at first, and wherever one was terminated before, which only some tasks do."""
    reset, terminal = a["reset"], a["terminal"]
    may_end = scenario.has_goal or scenario.task.ends_on_wrong_touch or scenario.task.rule != "hunt"
    return bool(reset[0]) and bool((reset[1:] == terminal[:-1]).all()) and (may_end or not terminal.any())


def _actions_fit(a: Arrays, scenario: Scenario) -> bool:
    action = a["action"]
    if scenario.control.actions == "continuous":
        return not action[0].any() and bool((np.abs(action) <= 1.0).all())
    one_hot = np.isin(action, (0.0, 1.0)).all() and (action[1:].sum(axis=1) == 1.0).all()
    return not action[0].any() and bool(one_hot)


def _rewards_fit(a: Arrays, scenario: Scenario) -> bool:
    task, rewards = scenario.task, a["reward"][1:]
    if a["reward"][0] != 0.0 or not np.isfinite(rewards).all():
        return False
    several = task.rule != "hunt" or task.wrong_touch != 0.0 or task.prompts == "none"
    return several or bool(np.isin(rewards, (task.step_reward, task.step_reward + task.reward)).all())


def _maze_stays(a: Arrays, scenario: Scenario) -> bool:
    walls = a["maze_layout"] == 0
    still = (walls == walls[0]).all()
    if scenario.task.found not in ("moves", "all-move"):
        still &= (a["targets_pos"] == a["targets_pos"][0]).all()
    return bool(still) and bool((a["maze_layout"] <= (2 if scenario.observation.shortest_path else 1)).all())


def _free(a: Arrays, places: NDArray[np.float64]) -> bool:
    """Whether all of float64 [..., 2], in cells, are in free ones."""
    layout = a["maze_layout"][0]
    x, y = np.floor(places[..., 0]).astype(np.int64), np.floor(places[..., 1]).astype(np.int64)
    inside = (x >= 0) & (x < layout.shape[1]) & (y >= 0) & (y < layout.shape[0])
    return bool(inside.all()) and bool((layout[y, x] > 0).all())


def _agent_is_free(a: Arrays, scenario: Scenario) -> bool:
    return bool(np.isfinite(a["agent_pos"]).all()) and _free(a, a["agent_pos"])


def _objects_are_free(a: Arrays, scenario: Scenario) -> bool:
    return _free(a, a["targets_pos"])


def _heading_is_unit(a: Arrays, scenario: Scenario) -> bool:
    return bool((np.abs(np.hypot(*a["agent_dir"].T) - 1.0) < TOLERANCE).all())


def _vectors_fit(a: Arrays, scenario: Scenario) -> bool:
    right, forward = a["targets_vec"][..., 0], a["targets_vec"][..., 1]
    here, ahead = a["agent_pos"][:, None], a["agent_dir"][:, None]
    beside = np.stack([ahead[..., 1], -ahead[..., 0]], axis=-1)
    expected = here + right[..., None] * beside + forward[..., None] * ahead
    return bool((np.abs(expected - a["targets_pos"]) < TOLERANCE).all())


def _target_fits(a: Arrays, scenario: Scenario) -> bool:
    if scenario.task.prompts == "none":
        return not a["target_pos"].any() and not a["target_vec"].any()
    if a["terminal"][-1]:
        # Nothing may be left to be found.
        a = {name: array[:-1] for name, array in a.items()}
    which = (a["targets_pos"] == a["target_pos"][:, None]).all(axis=2)
    chosen = np.take_along_axis(a["targets_vec"], which.argmax(axis=1)[:, None, None], axis=1)[:, 0]
    return bool(which.any(axis=1).all()) and bool((np.abs(chosen - a["target_vec"]) < TOLERANCE).all())


def _prompt_changes_with_rewards(a: Arrays, scenario: Scenario) -> bool:
    task, last = scenario.task, len(a["reward"]) - int(a["terminal"][-1])
    if task.rule != "hunt" or task.reward == 0.0 or task.wrong_touch != 0.0:
        return True
    changed = (a["target_pos"][1:last] != a["target_pos"][: last - 1]).any(axis=1)
    return not (changed & (a["reward"][1:last] == task.step_reward)).any()


def _border_shows_prompt(a: Arrays, scenario: Scenario) -> bool:
    if scenario.observation.prompt != "border":
        return True
    shown = a["target_color"].any(axis=1)
    paint = (a["target_color"] * 255 * PROMPT_BRIGHTNESS).astype(np.uint8)
    return bool((a["image"][:, -1, 0] == paint)[shown].all())


_INVARIANTS: Mapping[str, Callable[[Arrays, Scenario], bool]] = {
    "'action' is not zero at first and an action afterwards": _actions_fit,
    "'reward' is somewhere nothing that the task gives, or not 0 at first": _rewards_fit,
    "'maze_layout' or 'targets_pos' changes within the episode": _maze_stays,
    "'agent_pos' is not in a free cell everywhere": _agent_is_free,
    "'targets_pos' is not in free cells": _objects_are_free,
    "'agent_dir' is not of length 1 everywhere": _heading_is_unit,
    "'targets_vec' does not follow from the positions and the heading": _vectors_fit,
    "'target_pos' or 'target_vec' is none of the objects'": _target_fits,
    "the prompt changes without a reward": _prompt_changes_with_rewards,
    "the picture's border does not have the prompted colour": _border_shows_prompt,
}
