"""Maps: everything is where it is, in its colours."""

import math

import numpy as np
import pytest

from memory_maze import load
from memory_maze.game.body import Pose
from memory_maze.game.colors import color_name
from memory_maze.pictures import draw_map, rollout
from memory_maze.pictures.lettering import INK, color_bytes, fitted, font
from memory_maze.pictures.maps import Chart

CELL = 20


@pytest.fixture(scope="module")
def scenario():
    return load("classic/9x9")


@pytest.fixture(scope="module")
def now(scenario):
    return next(iter(rollout(scenario, "noop", 0, 1)))


def middle(image, cell):
    row, column = cell
    return image.getpixel((round((column + 0.5) * CELL), round((row + 0.5) * CELL)))


def test_a_map_shows_walls_darker_than_the_floor(scenario, now):
    image = Chart(scenario, now.episode(), 11 * CELL).image()
    assert image.size == (11 * CELL, 11 * CELL)
    walls = now.episode().layout.walls
    bright = np.array([[sum(middle(image, (r, c))) for c in range(11)] for r in range(11)])
    assert bright[~walls].min() > np.median(bright[walls])


def test_wall_cells_of_a_block_have_one_tint_and_blocks_differ(scenario, now):
    image = Chart(scenario, now.episode(), 11 * CELL).image()
    assert middle(image, (0, 0)) == middle(image, (0, 2))
    assert len({middle(image, (0, column)) for column in range(11)}) > 1


def test_objects_are_discs_in_their_colours(scenario, now):
    image = draw_map(scenario, now, 11 * CELL)
    for cell, color in zip(now.episode().object_cells, now.episode().colors, strict=True):
        assert middle(image, cell) == color_bytes(color)


def test_the_agent_is_an_arrow_that_points_along_its_heading(scenario, now):
    chart = Chart(scenario, now.episode(), 11 * CELL)
    chart.agent(Pose(0.0, 0.0, 0.0, -math.pi / 2))
    image = chart.image()
    x = y = round(5.5 * CELL)
    assert image.getpixel((x, y - 4)) == INK
    assert image.getpixel((x, y + 6)) != INK


def test_a_trail_and_pins_leave_marks_that_clear_removes(scenario, now):
    chart = Chart(scenario, now.episode(), 200)
    empty = np.asarray(chart.image())
    chart.trail([Pose(-2.0, 0.0, 0.0, 0.0), Pose(2.0, 0.0, 0.0, 0.0)])
    trailed = np.asarray(chart.image())
    chart.pins([Pose(0.0, 4.0, 0.0, 0.0)], 7.0)
    pinned = np.asarray(chart.image())
    chart.clear()
    assert (trailed != empty).any()
    assert (pinned != trailed).any()
    assert (np.asarray(chart.image()) == empty).all()


@pytest.mark.parametrize("side", [20, 97, 300])
@pytest.mark.parametrize("name", ["examples/t-maze", "examples/giant-63x63"])
def test_a_map_has_the_shape_of_its_maze_at_any_size(name, side):
    scenario = load(name)
    width, height = scenario.maze_shape
    now = next(iter(rollout(scenario, "noop", 0, 1)))
    image = draw_map(scenario, now, side)
    assert max(image.size) == side
    assert image.width / image.height == pytest.approx((width + 2) / (height + 2), abs=0.1)


def test_colours_have_the_names_of_the_palette_or_hexadecimal_ones(now):
    assert [color_name(color) for color in now.episode().colors] == ["red", "green", "blue"]
    assert color_name(np.array([1.0, 0.5, 0.0])) == "#ff8000"


def test_text_is_cut_to_its_place():
    assert fitted("short", 15, 200) == "short"
    cut = fitted("a sentence that is much too long", 15, 90)
    assert cut.endswith("...")
    assert font(15).getlength(cut) <= 90
