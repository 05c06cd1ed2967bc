"""A description as a figure."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from memory_maze import load
from memory_maze.describing.description import Description, describe
from memory_maze.pictures.figures import WIDTH, figure, notes_of, row_of
from memory_maze.pictures.histograms import BAR, MOST_BARS, Box, bars_of, draw_histogram, rounded_step

SHORT = load("examples/t-maze", {"episode.steps": 20})


@pytest.fixture(scope="module")
def description() -> Description:
    return describe(SHORT, range(2))


@pytest.mark.parametrize(
    ("values", "begin", "step", "counts"),
    [
        ([3.0], 3.0, 1.0, (1,)),
        ([0.5, 0.5], 0.0, 1.0, (2,)),
        ([0.0, 1.0, 1.0, 3.0], 0.0, 1.0, (1, 2, 0, 1)),
        ([-2.0, 0.0], -2.0, 1.0, (1, 0, 1)),
        ([0.0, 0.5, 2.3], 0.0, 0.1, (1, 0, 0, 0, 0, 1, *[0] * 17, 1)),
        ([0.0, 100.0], 0.0, 5.0, (1, *[0] * 19, 1)),
    ],
)
def test_values_are_counted_in_round_steps(
    values: list[float], begin: float, step: float, counts: tuple[int, ...]
) -> None:
    bars = bars_of(values)
    assert (bars.begin, bars.counts) == (begin, counts)
    assert bars.step == pytest.approx(step)


def test_no_histogram_has_too_many_bars() -> None:
    random = np.random.default_rng(0)
    for _ in range(200):
        values = (random.normal(size=50) * 10 ** random.uniform(-4, 4) + random.normal()).tolist()
        bars = bars_of(values)
        assert len(bars.counts) <= MOST_BARS
        assert sum(bars.counts) == 50
        assert bars.begin <= min(values) + 1e-6
        assert bars.end > max(values) - 1e-6


def test_steps_are_one_two_or_five() -> None:
    assert [rounded_step(span, 10) for span in (0.0, 10.0, 11.0, 21.0, 51.0)] == [1.0, 1.0, 2.0, 5.0, 10.0]


def test_bars_are_as_high_as_there_are_values() -> None:
    page = Image.new("RGB", (300, 200))
    draw_histogram(ImageDraw.Draw(page), Box(0, 0, 300, 200, 14), "x [s]", [0.0, 1.0, 1.0])
    columns = (np.asarray(page) == BAR).all(axis=2).sum(axis=0)
    assert columns[80] > 0
    assert columns[250] == pytest.approx(2 * columns[80], abs=2)


def test_a_histogram_of_nothing_says_so() -> None:
    pages = [Image.new("RGB", (300, 200)) for _ in range(2)]
    for page, title in zip(pages, ("x", "y"), strict=True):
        draw_histogram(ImageDraw.Draw(page), Box(0, 0, 300, 200, 14), title, [])
    assert not (np.asarray(pages[0]) == BAR).all(axis=2).any()
    assert pages[0] != pages[1]


def test_the_figure_has_room_for_everything(description: Description) -> None:
    page = figure(SHORT, "examples/t-maze", description)
    assert page.width == WIDTH
    pixels = np.asarray(page)
    assert (pixels[-40:] == pixels[-1, -1]).all()
    assert (pixels[:, -40:] == pixels[-1, -1]).all()
    assert (pixels == BAR).all(axis=2).any()


def test_what_cannot_be_played_is_told() -> None:
    fields = {"maze": {"layout": "*****\n*P G*\n*****\n"}, "objects": {"count": 1}, "task": {"prompts": "none"}}
    scenario = load({"summary": "x", **fields, "episode": {"steps": 5}})
    told = describe(scenario, range(1))
    assert row_of(told.behaviours[0])[1] == "cannot play this"
    assert any("oracle has no next object" in note for note in notes_of(told))
    assert figure(scenario, "x", told).width == WIDTH
