"""Films of boards: in real time, smooth, with a card at the end."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.pictures import FilmStyle, PictureError, Take, film_rollout
from memory_maze.pictures.boards import Board, BoardStyle
from memory_maze.pictures.cards import end_lines, with_card
from memory_maze.pictures.filming import CARD_SECONDS, boards
from memory_maze.pictures.smoothing import Instant

SIDE = 48


@pytest.fixture(scope="module")
def scenario():
    return load("classic/9x9")


@pytest.fixture(scope="module")
def moments(scenario):
    return list(rollout(scenario, "forward", 0, 4))


def test_a_film_runs_in_real_time(scenario, moments):
    frames = list(boards(scenario, moments, SIDE, fps=30.0))
    assert len(frames) == 1 + 30 * (len(moments) - 1) / scenario.control.frequency
    assert {frame.shape for frame in frames} == {(*BoardStyle(SIDE).size[::-1], 3)}
    assert all((one != other).any() for one, other in pairwise(frames))


def test_a_world_that_is_faster_than_the_film_is_shown_in_time_too(moments):
    fast = load("classic/9x9-HiFreq")
    assert len(list(boards(fast, rollout(fast, "forward", 0, 40), SIDE, fps=10.0))) == 11


def test_without_a_rate_each_moment_is_a_frame(scenario, moments):
    board = Board(scenario, BoardStyle(SIDE))
    for frame, moment in zip(boards(scenario, moments, SIDE), moments, strict=True):
        np.testing.assert_array_equal(frame, board.frame(Instant(float(moment.steps[0]), moment)))
    board.close()


def test_a_film_ends_with_a_card_that_stays(scenario, moments):
    plain, carded = (list(boards(scenario, moments, SIDE, 10.0, who)) for who in (None, "oracle, seed 0"))
    count = round(10 * CARD_SECONDS)
    assert len(carded) == len(plain) + count
    card = with_card(plain[-1], end_lines(scenario, moments[-1], "oracle, seed 0"))
    assert all((frame == card).all() for frame in carded[-count:])
    assert (card != plain[-1]).any()


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("classic/9x9", "published means of whole episodes: people 26.4, oracle 34.8"),
        ("classic/15x15-HD", "published means of whole episodes: people 67.7, oracle 87.7"),
        ("examples/t-maze", None),
    ],
)
def test_the_card_tells_the_return_and_what_is_published(name, published):
    scenario = load(name)
    *_, last = rollout(scenario, "oracle", 0, 30)
    headline, how, *rest = end_lines(scenario, last, "oracle, seed 0")
    assert headline == f"return {last.total[0]:g}"
    assert how.endswith(" s, oracle, seed 0")
    assert rest == ([] if published is None else [published])


def test_lines_that_are_too_wide_stay_on_the_card():
    frame = np.zeros((60, 120, 3), np.uint8)
    card = with_card(frame, ("return 1", "word " * 50))
    np.testing.assert_array_equal(card[:, :8], with_card(frame, ("return 1", "word"))[:, :8])


@pytest.mark.parametrize(("name", "side", "milliseconds"), [("x.gif", 320, (60, 70)), ("x.webp", 320, (66, 67))])
def test_a_gif_or_webp_is_smaller_and_runs_in_real_time(tmp_path, scenario, name, side, milliseconds):
    film_rollout(scenario, tmp_path / name, Take("forward", 0, 1), FilmStyle())
    with Image.open(tmp_path / name) as film:
        assert film.size == BoardStyle(side).size
        film.seek(1)
        film.load()
        assert film.info["duration"] in milliseconds


def test_a_still_has_no_card(tmp_path, scenario, moments):
    film_rollout(scenario, tmp_path / "x.png", Take("forward", 0, 4), FilmStyle(SIDE))
    *_, last = boards(scenario, moments, SIDE)
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "x.png")), last)


def test_a_size_that_cannot_be_drawn_is_refused(tmp_path, scenario):
    with pytest.raises(PictureError, match="8 pixels"):
        film_rollout(scenario, tmp_path / "x.gif", Take(), FilmStyle(8))
    assert not any(tmp_path.iterdir())
