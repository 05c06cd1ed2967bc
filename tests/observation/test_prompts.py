"""The forms that a prompt has as entries of an observation, and the way to its object."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.observation.goals import viewpoint
from memory_maze.worlds import build_world

KEYS = ["image", "target_color", "target_onehot", "goal_image", "prompt_text", "target_distance"]


def envs_of(count: int = 4, **changes: Any) -> Any:
    given = {"observation.form": "dict", "observation.keys": KEYS, **changes}
    return memory_maze.make_vec("classic/9x9", num_envs=count, overrides=given)


def text_of(row: np.ndarray[Any, Any]) -> str:
    return bytes(row).rstrip(b"\0").decode("ascii")


def test_number_and_name_tell_what_the_colour_tells() -> None:
    envs = envs_of(8)
    observation, info = envs.reset(seed=0)
    assert observation["target_onehot"].argmax(axis=1).tolist() == info["target_index"].tolist()
    assert observation["target_onehot"].sum(axis=1).tolist() == [1.0] * 8
    names = ["red", "green", "blue"]
    assert [text_of(row) for row in observation["prompt_text"]] == [names[i] for i in info["target_index"]]


def test_nothing_is_told_while_the_prompt_is_not_shown() -> None:
    envs = envs_of(2, **{"observation.prompt_steps": 1})
    first, _ = envs.reset(seed=0)
    later = envs.step(np.zeros(2, int))[0]
    for key in ("target_color", "target_onehot", "goal_image", "prompt_text"):
        assert first[key].any()
        assert not later[key].any()


def test_a_long_name_is_a_colour_in_hexadecimal() -> None:
    colors = ["#010203", "#ffaa00", "#00ff7f"]
    observation, info = envs_of(3, **{"objects.colors": colors}).reset(seed=0)
    assert [text_of(row) for row in observation["prompt_text"]] == [colors[i] for i in info["target_index"]]


def test_the_goal_image_shows_the_prompted_object_from_a_free_cell() -> None:
    envs = envs_of(6)
    observation, info = envs.reset(seed=0)
    now = envs.moments
    for row in range(6):
        x, y, _, steer, _ = viewpoint(now, row)
        cell = np.floor(np.array([x, y]) / now.cell_size[row] + now.middle[row]).astype(int)
        assert now.map(row)[cell[1] + 1, cell[0] + 1] == 1
        ahead = np.array([np.cos(-steer), np.sin(-steer)])
        away = now.centers[row, info["target_index"][row], :2] - (x, y)
        np.testing.assert_allclose(away, ahead * now.cell_size[row], atol=1e-9)
        middle = observation["goal_image"][row, 34:60, 28:36].reshape(-1, 3).astype(float)
        color = 255 * now.colors[row, info["target_index"][row]]
        cosine = (middle @ color) / np.linalg.norm(middle, axis=1) / np.linalg.norm(color)
        assert np.median(cosine) > 0.99


def test_the_goal_image_stays_until_the_prompt_changes() -> None:
    envs = envs_of(1, **{"task.prompts": "cycle"})
    before, _ = envs.reset(seed=0)
    after = envs.step([1])[0]
    assert (before["goal_image"] == after["goal_image"]).all()
    world = envs._world
    world.touched[0, world.now.target[0]] = True
    found = envs.step([0])[0]
    assert (found["goal_image"] != before["goal_image"]).any()


def test_the_goal_image_is_the_same_alone_and_after_a_snapshot() -> None:
    together = envs_of(3).reset(seed=5)[0]["goal_image"]
    given = {"observation.form": "dict", "observation.keys": KEYS}
    for row in range(3):
        single = memory_maze.make("classic/9x9", overrides=given)
        assert (single.reset(seed=5 + row)[0]["goal_image"] == together[row]).all()
        again = memory_maze.make("classic/9x9", overrides=given)
        again.reset(seed=99)
        assert (again.unwrapped.set_state(single.unwrapped.get_state())[0]["goal_image"] == together[row]).all()


def test_the_way_is_never_shorter_than_the_straight_line_and_ends_at_the_object() -> None:
    envs = envs_of(32)
    observation, info = envs.reset(seed=0)
    now, rows = envs.moments, np.arange(32)
    straight = np.linalg.norm(now.centers[rows, info["target_index"], :2] - now.positions[:, :2], axis=1)
    ways = observation["target_distance"][:, 0]
    assert (ways >= straight - 1e-9).all()
    assert (ways < 60).all()
    assert (ways > straight + 0.5).sum() > 10


def test_the_way_changes_by_a_cell_at_most() -> None:
    envs = envs_of(16)
    before = envs.reset(seed=1)[0]["target_distance"]
    for _ in range(40):
        after = envs.step(np.ones(16, int))[0]["target_distance"]
        same = envs.moments.prompt_age > 0
        # Another cell may come next: a way from cell to cell is not quite the shortest.
        assert (np.abs(after - before)[same] < 2.0 + 0.55).all()
        before = after


def test_there_is_no_way_where_nothing_is_prompted() -> None:
    world = build_world([memory_maze.load("classic/9x9", {"task.prompts": "none"})])
    world.seed(0, 0)
    world.begin(0)
    observation, _ = envs_of(2, **{"task.prompts": "none"}).reset(seed=0)
    for key in KEYS[1:]:
        assert not observation[key].any()


@pytest.mark.parametrize("key", ["target_onehot", "goal_image", "prompt_text"])
def test_a_prompt_that_is_told_by_another_key_may_be_shown_for_a_while(key: str) -> None:
    changes = {"observation": {"form": "dict", "keys": ["image", key], "prompt": "none", "prompt_steps": 3}}
    assert memory_maze.load("classic/9x9", changes).observation.prompt_steps == 3
