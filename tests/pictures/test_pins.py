"""Numbers on maps stand beside what they mark, and cover nothing."""

from itertools import pairwise

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents.rollouts import rollout
from memory_maze.pictures.drawing.shapes import Disc
from memory_maze.pictures.lettering import INK
from memory_maze.pictures.marks import WHITE
from memory_maze.pictures.pins import Obstacle, place_labels
from memory_maze.pictures.sheets import sheet_rows

RADIUS = 7.0


def gap(one, other):
    return float(np.hypot(*np.subtract(one, other)))


def test_numbers_stand_on_the_map_and_apart():
    spots = [(3.0, 3.0), (197.0, 3.0), (100.0, 100.0), (101.0, 100.0), (102.0, 101.0)]
    places = place_labels(spots, RADIUS, (200, 200), [])
    assert all(RADIUS <= part <= 200 - RADIUS for place in places for part in place)
    assert all(gap(a, b) > 2 * RADIUS for k, a in enumerate(places) for b in places[:k])
    assert all(gap(place, spot) <= 4 * RADIUS for place, spot in zip(places, spots, strict=True))


def test_the_nearest_free_place_is_taken():
    free = place_labels([(100.0, 100.0)], RADIUS, (200, 200), [])[0]
    ahead = Obstacle(*free, 8.0, 10.0)
    beside = place_labels([(100.0, 100.0)], RADIUS, (200, 200), [ahead])[0]
    assert gap(free, (100, 100)) <= 2 * RADIUS
    assert gap(beside, free) > RADIUS + 8


@pytest.mark.parametrize("name", ["classic/9x9", "examples/t-maze", "classic/15x15"])
def test_numbers_of_a_sheet_cover_no_object(name):
    scenario = load(name)
    (row,) = sheet_rows(scenario, [0], steps=100)
    discs = [shape for shape in row.chart.shapes if isinstance(shape, Disc)]
    pairs = [(lower, upper) for lower, upper in pairwise(discs) if (lower.x, lower.y) == (upper.x, upper.y)]
    objects = [lower for lower, upper in pairs if upper.fill == WHITE]
    numbers = [lower for lower, upper in pairs if (lower.fill, upper.fill) == (WHITE, INK)]
    assert len(numbers) == len(row.moments)
    assert len(objects) == scenario.objects.count
    assert all(gap((a.x, a.y), (b.x, b.y)) > a.radius + b.radius for a in numbers for b in objects)


def test_a_rollout_of_one_place_has_all_its_numbers():
    scenario = load("classic/9x9")
    moments = list(rollout(scenario, "noop", 0, 12))
    places = place_labels([(50.0, 50.0)] * len(moments), RADIUS, (208, 208), [])
    assert all(gap(a, b) >= 2 * RADIUS for k, a in enumerate(places) for b in places[:k])
