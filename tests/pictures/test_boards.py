"""Boards: the agent's view beside the map, the prompt in words, and what lies between control steps."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.game.moments import Moments
from memory_maze.observation.observer import Observer
from memory_maze.pictures import PictureError
from memory_maze.pictures.boards import Board, BoardStyle
from memory_maze.pictures.lettering import color_bytes
from memory_maze.pictures.smoothing import Instant, smooth

STYLE = BoardStyle(side=96)


@pytest.fixture(scope="module")
def scenario():
    return load("classic/9x9")


@pytest.fixture(scope="module")
def moments(scenario):
    return list(rollout(scenario, "oracle", 0, 40))


def frames(scenario, instants, style=STYLE):
    board = Board(scenario, style)
    drawn = [board.frame(instant) for instant in instants]
    board.close()
    return drawn


def still(moment):
    return Instant(float(moment.steps[0]), moment)


def view(frame, style=STYLE):
    return frame[style.margin : style.margin + style.side, style.margin : style.margin + style.side]


def words(frame, style=STYLE):
    return frame[style.margin + style.side :]


def test_the_view_is_what_the_agent_sees(scenario, moments):
    observer = Observer((scenario,))
    (frame,) = frames(scenario, [still(moments[3])])
    assert frame.shape == (STYLE.size[1], STYLE.size[0], 3)
    np.testing.assert_array_equal(view(frame), observer.picture(moments[3], STYLE.side))
    observer.close()


def test_the_agents_own_pixels_are_enlarged_with_hard_edges(scenario, moments):
    observer = Observer((scenario,))
    style = BoardStyle(side=128, resolution=64)
    (frame,) = frames(scenario, [still(moments[3])], style)
    enlarged = observer.picture(moments[3], 64).repeat(2, axis=0).repeat(2, axis=1)
    np.testing.assert_array_equal(view(frame, style), enlarged)
    observer.close()


def test_a_size_that_cannot_be_drawn_is_refused(scenario):
    with pytest.raises(PictureError, match="8 pixels"):
        Board(scenario, BoardStyle(side=8))


def test_the_words_change_with_the_prompt_and_the_return(scenario, moments):
    found = next(k for k in range(1, len(moments)) if moments[k].total[0] > moments[k - 1].total[0])
    before, after = (moments[found - 1], moments[found])
    same_clock = [still(before), still(after)._replace(step=float(before.steps[0]))]
    one, other = frames(scenario, same_clock)
    half = STYLE.margin + STYLE.side
    changed = (words(one) != words(other)).any(axis=(0, 2))
    assert changed[:half].any() == (before.target[0] != after.target[0])
    assert changed[half:].any()


def test_people_are_told_the_prompt_and_whether_the_agent_is(moments):
    once = load("classic/9x9", {"observation.prompt_steps": 1})
    shown, hidden = list(rollout(once, "noop", 0, 1))
    half = STYLE.margin + STYLE.side
    told, untold = (words(frame)[:, :half] for frame in frames(once, [still(shown), still(hidden)]))
    color = color_bytes(shown.colors[0, shown.target[0]])
    assert all((part == color).all(axis=2).any() for part in (told, untold))
    assert (untold != told).any()


def test_another_episode_has_another_map(scenario, moments):
    other = next(iter(rollout(scenario, "noop", 1, 1)))
    board = Board(scenario, STYLE)
    board.frame(still(moments[5]))
    np.testing.assert_array_equal(board.frame(still(other)), frames(scenario, [still(other)])[0])
    board.close()


@pytest.mark.parametrize("per_step", [1, 3, 7.5, 1.5, 0.3])
def test_instants_are_evenly_spread_and_end_with_the_last_moment(moments, per_step):
    steps = [instant.step for instant in smooth(moments, per_step)]
    assert np.allclose(steps[:-1], np.arange(len(steps) - 1) / per_step)
    assert 0 < steps[-1] - steps[-2] < 1 / per_step + 1e-9
    assert steps[-1] == len(moments) - 1


def test_no_more_moments_are_taken_than_are_needed(moments):
    taken = iter(moments)
    instants = smooth(taken, 2)
    assert [next(instants).step for _ in range(4)] == [0.0, 0.5, 1.0, 1.5]
    assert next(taken) is moments[4]


@pytest.mark.parametrize("per_step", [1, 3])
def test_moments_stay_where_they_are_and_time_is_even(moments, per_step):
    instants = list(smooth(moments, per_step))
    assert len(instants) == per_step * (len(moments) - 1) + 1
    assert np.allclose(np.diff([instant.step for instant in instants]), 1 / per_step)
    for moment, instant in zip(moments, instants[::per_step], strict=True):
        assert np.allclose(moment.positions, instant.now.positions)
        assert (moment.target, moment.total) == (instant.now.target, instant.now.total)


def test_the_way_between_is_smooth(moments):
    """Speeds change from instant to instant by less than from step to step on a broken line."""
    poses = np.array([instant.now.pose() for instant in smooth(moments, 8)])
    broken = np.diff([moment.pose() for moment in moments], axis=0) / 8
    assert np.abs(np.diff(poses, n=2, axis=0)).max() < 0.7 * np.abs(np.diff(broken, axis=0)).max()


def test_one_moment_is_one_instant(moments):
    assert [instant.step for instant in smooth(moments[:1], 5)] == [0.0]
    assert isinstance(moments[0], Moments)
