"""Contact sheets."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import UnknownPolicyError
from memory_maze.pictures import PictureError, contact_sheet, sheet_rows
from memory_maze.pictures.lettering import PAPER
from memory_maze.pictures.sheets import COLUMNS, default_steps


def test_a_row_spans_its_steps_evenly():
    (row,) = sheet_rows(load("classic/9x9"), [4], steps=20, side=64)
    assert row.seed == 4
    assert [moment.steps[0] for moment in row.moments] == [0, 5, 10, 15, 20]
    assert [frame.size for frame in row.frames] == [(64, 64)] * COLUMNS
    assert max(row.chart.size) == 64


def test_a_short_episode_has_fewer_frames():
    scenario = load("classic/9x9", ["episode.steps=2", "episode.seconds=null"])
    (row,) = sheet_rows(scenario, [0], side=64)
    assert [moment.steps[0] for moment in row.moments] == [0, 1, 2]


@pytest.mark.parametrize(("name", "steps"), [("classic/9x9", 120), ("classic/9x9-HiFreq", 1200)])
def test_a_row_spans_half_a_minute(name, steps):
    assert default_steps(load(name)) == steps


@pytest.mark.parametrize("name", ["classic/9x9", "classic/11x11-Oracle-Top", "examples/t-maze"])
def test_a_sheet_has_a_row_for_each_seed_and_an_empty_margin(name):
    scenario = load(name)
    one, two = (contact_sheet(scenario, name, sheet_rows(scenario, seeds, "forward", 8, 64)) for seeds in ([0], [0, 1]))
    assert one.width == two.width
    assert two.height > one.height + 64
    pixels = np.asarray(two)
    for edge in (pixels[:12], pixels[-12:], pixels[:, :20], pixels[:, -12:]):
        assert (edge == PAPER).all()


def test_a_long_name_and_summary_stay_on_the_page():
    scenario = load("classic/9x9", {"summary": "word " * 59})
    sheet = contact_sheet(scenario, "name/" * 60, sheet_rows(scenario, [0], "noop", 4, 64))
    assert (np.asarray(sheet)[:, -12:] == PAPER).all()


def test_what_cannot_be_drawn_is_refused_before_the_first_row():
    with pytest.raises(PictureError):
        sheet_rows(load("classic/9x9"), [0], side=2000)
    with pytest.raises(UnknownPolicyError):
        sheet_rows(load("classic/9x9"), [0], policy="nobody")
