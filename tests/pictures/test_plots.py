"""Plots of training: what is where."""

from __future__ import annotations

from itertools import pairwise

import pytest

from memory_maze.pictures.drawing.raster import to_image
from memory_maze.pictures.drawing.shapes import Disc, Line, Page, Polygon, Text
from memory_maze.pictures.plots import OURS, training_plot
from memory_maze.results.curves import Curve, Point, published_curves


def a_curve(scenario: str = "classic/9x9", agent: str = "small, seed 0", height: float = 4.0) -> Curve:
    return Curve(agent, scenario, (Point(0.0, 0.0, None), Point(1e6, height / 2, 0.5), Point(2e6, height, 0.5)))


def texts(page: Page) -> dict[str, Text]:
    return {shape.text: shape for shape in page.shapes if isinstance(shape, Text)}


def line_of(page: Page, number: int = 0) -> Line:
    (found,) = (shape for shape in page.shapes if isinstance(shape, Line) and shape.color == OURS[number])
    return found


def test_a_run_of_the_benchmark_stands_beside_the_papers_curves() -> None:
    page = training_plot([a_curve()])
    told = texts(page)
    assert {"classic/9x9", "published IMPALA", "published Dreamer TBTT", "small, seed 0", "5", "10M"} <= told.keys()
    line, right = line_of(page), told["10M"].x
    share = (line.points[-1][0] - line.points[0][0]) / (right - line.points[0][0])
    assert share == pytest.approx(0.2)
    published = [shape for shape in page.shapes if isinstance(shape, Disc)]
    # Three agents, after 5 and 10 million steps.
    assert len(published) == 6
    assert max(disc.x for disc in published) == pytest.approx(right)


def test_returns_are_as_high_as_the_grid_says() -> None:
    page = training_plot([a_curve("mine.yaml")])
    line = line_of(page)
    scale = [shape for shape in page.shapes if isinstance(shape, Text) and shape.anchor == "r" and len(shape.text) == 1]
    by_value = {float(shape.text): shape.y for shape in scale}
    per_return = (by_value[0.0] - by_value[4.0]) / 4
    assert line.points[0][1] - line.points[-1][1] == pytest.approx(4 * per_return)
    (band,) = (shape for shape in page.shapes if isinstance(shape, Polygon))
    top = min(y for _, y in band.points)
    assert line.points[-1][1] - top == pytest.approx(0.5 * per_return)


def test_nothing_published_is_shown_where_nothing_is() -> None:
    page = training_plot([a_curve("mine.yaml"), a_curve("mine.yaml", "small, seed 1")])
    assert not any("published" in text for text in texts(page))
    assert line_of(page, 1).points == line_of(page, 0).points


def test_names_do_not_cover_each_other() -> None:
    equal = [a_curve("mine.yaml", f"small, seed {seed}") for seed in range(4)]
    page = training_plot(equal)
    heights = sorted(shape.y for text, shape in texts(page).items() if text.startswith("small"))
    assert min(after - before for before, after in pairwise(heights)) >= 20


def test_the_right_end_can_be_chosen() -> None:
    page = training_plot([a_curve()], until=100e6)
    assert "100M" in texts(page)
    assert len([shape for shape in page.shapes if isinstance(shape, Disc)]) == sum(
        len(curve.points) for curve in published_curves("classic/9x9")
    )
    early = training_plot([a_curve()], until=1e6)
    assert len(line_of(early).points) == 2
    assert to_image(early).size == (1000, 560)


def test_one_plot_is_of_one_scenario() -> None:
    with pytest.raises(ValueError, match=r"classic/9x9, mine\.yaml"):
        training_plot([a_curve(), a_curve("mine.yaml")])
