"""Rollouts and what is filmed of them."""

import numpy as np
import pytest
from PIL import Image

from memory_maze import build, load
from memory_maze.agents import UnknownPolicyError
from memory_maze.observation.observer import Observer
from memory_maze.pictures import PictureError, Style, Take, film, film_rollout, rollout


@pytest.fixture(scope="module")
def scenario():
    return load("classic/9x9")


def test_a_rollout_is_the_episode_that_the_environment_has(scenario):
    env = build(scenario.override({"observation.form": "dict", "observation.keys": ["agent_pos"]}), 3)
    env.reset()
    for moment in rollout(scenario, "forward", 3, 12):
        assert env.moments.pose() == moment.pose()
        env.step(1)
    assert moment.steps[0] == 12


def test_a_rollout_ends_with_the_episode():
    moments = list(rollout(load("classic/9x9", ["episode.steps=7", "episode.seconds=null"]), "random", 0, 100))
    assert [moment.steps[0] for moment in moments] == list(range(8))


def test_a_rollout_counts_its_return(scenario):
    totals = [float(now.total[0]) for now in rollout(scenario, "oracle", 0, 60)]
    assert totals[0] == 0
    assert totals[-1] >= 1
    assert set(np.diff(totals)) <= {0.0, 1.0}


def test_a_rollout_draws_no_pictures_for_the_environment(scenario, monkeypatch):
    monkeypatch.setattr(Observer, "picture", None)
    assert len(list(rollout(scenario, "random", 0, 3))) == 4


def test_an_unknown_policy_is_refused_at_once(scenario):
    with pytest.raises(UnknownPolicyError):
        rollout(scenario, "nobody", 0, 1)


def test_frames_are_what_the_agent_sees(scenario):
    moments = list(rollout(scenario, "forward", 0, 2))
    frames = list(film(scenario, moments, 64))
    observer = Observer((scenario,))
    assert all((frame == observer.picture(m)).all() for frame, m in zip(frames, moments, strict=True))
    observer.close()


def test_a_map_lies_in_the_upper_left_corner_clear_of_the_border(scenario):
    moments = list(rollout(scenario, "forward", 0, 2))
    plain, mapped = (next(iter(film(scenario, moments, 128, share))) for share in (0.0, 0.5))
    changed = np.argwhere((plain != mapped).any(axis=2))
    assert changed.min() >= 2
    assert changed.max() <= 70


@pytest.mark.parametrize("side", [15, 1025])
def test_a_size_that_cannot_be_drawn_is_refused_at_once(scenario, side):
    with pytest.raises(PictureError, match=f"a frame of {side} pixels cannot be drawn here; use 16 to 1024"):
        film(scenario, [], side)


def test_a_minimap_needs_a_pixel_for_every_cell():
    oracle = load("examples/giant-63x63", ["observation.minimap=true"])
    with pytest.raises(PictureError, match="use 63 to 1024"):
        film(oracle, [], 62)
    moments = list(rollout(oracle, "noop", 0, 1))[:1]
    assert next(iter(film(oracle, moments, 63))).shape == (63, 63, 3)


def test_a_filmed_rollout_gives_its_last_moment_and_is_watched(tmp_path, scenario):
    seen = []

    def watch(moments):
        for moment in moments:
            seen.append(int(moment.steps[0]))
            yield moment

    last = film_rollout(scenario, tmp_path / "x.gif", Take("random", 1, 4), Style(side=32), watch)
    assert last.steps[0] == 4
    assert seen == [0, 1, 2, 3, 4]
    with Image.open(tmp_path / "x.gif") as gif:
        assert gif.size == (32, 32)
        assert gif.info["duration"] == 100
