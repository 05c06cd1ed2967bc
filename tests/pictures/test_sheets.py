"""Contact sheets."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import UnknownPolicyError
from memory_maze.pictures import PictureError, contact_sheet, sheet_page, sheet_rows
from memory_maze.pictures.drawing.raster import to_image
from memory_maze.pictures.drawing.shapes import Picture, Ring, Text
from memory_maze.pictures.lettering import PAPER
from memory_maze.pictures.pages import EDGE
from memory_maze.pictures.sheets import COLUMNS, default_steps
from memory_maze.pictures.sought import UNTOLD


def test_a_row_spans_its_steps_evenly():
    (row,) = sheet_rows(load("classic/9x9"), [4], steps=20, side=160)
    assert row.seed == 4
    assert [moment.steps[0] for moment in row.moments] == [0, 5, 10, 15, 20]
    assert [frame.size for frame in row.frames] == [(160, 160)] * COLUMNS
    assert max(row.chart.width, row.chart.height) == 160


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


@pytest.mark.parametrize(("name", "longer"), [("classic/15x15", 208), ("examples/giant-63x63", 780)])
def test_a_map_grows_with_its_maze(name, longer):
    scenario = load(name)
    (row,) = sheet_rows(scenario, [0], "noop", 4, 208)
    assert max(row.chart.width, row.chart.height) == longer


def test_pictures_stand_in_rows_beside_a_large_map():
    scenario = load("examples/giant-63x63")
    page = sheet_page(scenario, "x", sheet_rows(scenario, [0], "noop", 4, 208))
    boxes = [shape.box for shape in page.shapes if isinstance(shape, Picture)]
    assert len({left for left, *_ in boxes}) == 2
    assert len({top for _, top, *_ in boxes}) == 3
    assert page.width < 1400


def test_letters_grow_with_the_pictures():
    scenario = load("classic/9x9")
    small, large = (sheet_page(scenario, "x", sheet_rows(scenario, [0], "noop", 4, side)) for side in (208, 416))
    sizes = [[shape.size for shape in page.shapes if isinstance(shape, Text)] for page in (small, large)]
    assert sizes[1] == [2 * size for size in sizes[0]]


def texts(page):
    return [shape.text for shape in page.shapes if isinstance(shape, Text)]


def test_each_picture_says_what_is_sought():
    scenario = load("classic/9x9", {"observation.prompt_steps": 1})
    page = sheet_page(scenario, "x", sheet_rows(scenario, [0], "noop", 4, 208))
    assert texts(page).count("now:") == 5
    assert texts(page).count("blue") == 6
    assert texts(page).count(UNTOLD) == 4
    assert "where picture 1 was seen, and its heading" in texts(page)


def test_depth_and_segmentation_stand_below_the_pictures():
    scenario = load("examples/depth-and-segmentation")
    page = sheet_page(scenario, "x", sheet_rows(scenario, [0], "noop", 4, 160))
    assert (texts(page).count("depth"), texts(page).count("segmentation")) == (5, 5)
    assert sum(isinstance(shape, Picture) for shape in page.shapes) == 15


def test_the_agent_has_a_ring_from_above_unless_its_own_pixels_are_shown():
    scenario = load("classic/9x9-Top")
    drawn, own = (
        sheet_page(scenario, "x", sheet_rows(scenario, [0], "noop", 4, 256, own_pixels=own)) for own in (False, True)
    )
    assert ("the agent, from above" in texts(drawn), "the agent, from above" in texts(own)) == (True, False)
    assert not any(isinstance(shape, Ring) for shape in own.shapes)


def test_white_pictures_do_not_run_into_the_sheet():
    scenario = load("classic/9x9")
    page = sheet_page(scenario, "x", sheet_rows(scenario, [0], "noop", 4, 64))
    image = to_image(page)
    left, top, *_ = next(shape.box for shape in page.shapes if isinstance(shape, Picture))
    assert image.getpixel((round(left) - 1, round(top) + 9)) == EDGE


def test_a_long_name_and_summary_stay_on_the_page():
    scenario = load("classic/9x9", {"summary": "word " * 59})
    sheet = contact_sheet(scenario, "name/" * 60, sheet_rows(scenario, [0], "noop", 4, 64))
    assert (np.asarray(sheet)[:, -12:] == PAPER).all()


def test_what_cannot_be_drawn_is_refused_before_the_first_row():
    with pytest.raises(PictureError):
        sheet_rows(load("classic/9x9"), [0], side=2000)
    with pytest.raises(UnknownPolicyError):
        sheet_rows(load("classic/9x9"), [0], policy="nobody")
