"""labmaze's mazes from our own code; this needs no labmaze."""

import json
import random

import numba
import numpy as np
import pytest

from memory_maze import load
from memory_maze.maze.generators.labmaze import LabmazeGenerator
from memory_maze.maze.generators.twister import between, draw, new_twister, pick, shuffle
from memory_maze.maze.sources import GenerationError, open_source
from memory_maze.scenario.schema import Maze
from tests.maze.parameters import draw_maze, draw_seed
from tests.maze.recorded_mazes import FILE, digest

RECORDED = json.loads(FILE.read_text(encoding="utf-8"))


@numba.njit
def draw_many(twister, count):
    number = np.uint64(0)
    for _ in range(count):
        number = draw(twister)
    return number


@numba.njit
def pick_one(twister, lowest, highest):
    return pick(twister, lowest, highest)


@numba.njit
def take_one(twister, lowest, highest):
    return between(twister, lowest, highest)


@numba.njit
def mix(twister, values):
    shuffle(twister, values, len(values))


@pytest.mark.parametrize("stream", RECORDED, ids=lambda stream: "{width}x{height}".format(**stream["maze"]))
def test_recorded_mazes_are_made_again(stream):
    generator = LabmazeGenerator(Maze.model_validate(stream["maze"]), stream["seed"])
    assert [digest(generator.next()) for _ in stream["mazes"]] == stream["mazes"]


def test_the_engine_is_cpluspluss():
    # The C++ standard names the 10,000th number of the default seed.
    assert draw_many(new_twister(5489), 10_000) == 9981545732273789042


def test_a_choice_takes_a_number_even_where_there_is_none():
    one, other = new_twister(3), new_twister(3)
    assert pick_one(one, 4, 4) == 4
    assert take_one(other, 4, 4) == 4
    assert take_one(other, 4, 2) == 4
    draw_many(other, 1)
    assert draw_many(one, 1) == draw_many(other, 1)


def test_choices_are_scaled_numbers_of_the_engine():
    numbers, choices = new_twister(8), new_twister(8)
    for count in (2, 3, 1000, 2**31):
        number = int(draw_many(numbers, 1))
        assert pick_one(choices, -5, count - 6) == number * count // 2**64 - 5


@pytest.mark.parametrize("count", [0, 1])
def test_shuffling_fewer_than_two_takes_no_number(count):
    twister = new_twister(1)
    mix(twister, np.arange(count))
    assert draw_many(twister, 1) == draw_many(new_twister(1), 1)


@pytest.mark.parametrize("count", [2, 3, 8, 9])
def test_shuffling_keeps_every_value_and_reaches_every_first(count):
    twister, firsts = new_twister(1), set()
    for _ in range(200):
        values = np.arange(count)
        mix(twister, values)
        assert sorted(values) == list(range(count))
        firsts.add(int(values[0]))
    assert firsts == set(range(count))


@pytest.mark.parametrize("part", range(5))
def test_skipping_is_the_same_as_looking_away(part):
    draw = random.Random(part)
    maze, seed = draw_maze(draw, 15), draw_seed(draw)
    one, other = LabmazeGenerator(maze, seed), LabmazeGenerator(maze, seed)
    for _ in range(17):
        one.next()
    other.skip(17)
    assert digest(one.next()) == digest(other.next())


def test_a_layout_is_not_written_again():
    generator = LabmazeGenerator(Maze(size=9), 1)
    layout = generator.next()
    before = digest(layout)
    generator.skip(3)
    generator.next()
    assert digest(layout) == before


@pytest.mark.parametrize("part", range(20))
def test_every_free_cell_can_be_reached(part):
    draw = random.Random(100 + part)
    layout = LabmazeGenerator(draw_maze(draw, 31), draw_seed(draw)).next()
    reached = np.zeros(layout.shape, bool)
    reached[layout.spawns[0]] = True
    while True:
        grown = reached.copy()
        grown[1:] |= reached[:-1]
        grown[:-1] |= reached[1:]
        grown[:, 1:] |= reached[:, :-1]
        grown[:, :-1] |= reached[:, 1:]
        grown &= ~layout.walls
        if np.array_equal(grown, reached):
            break
        reached = grown
    assert np.array_equal(reached, ~layout.walls)


def test_a_maze_that_cannot_hold_all_objects_says_what_to_raise():
    maze = load("classic/9x9", {"maze.seed": 0, "maze.rooms": {"max": 6, "min_side": 5}, "maze.size": 11}).maze
    sentence = r"none of 200 mazes has a place for each of 90 objects; raise maze\.size, maze\.rooms\.max or"
    with pytest.raises(GenerationError, match=sentence):
        open_source(maze, 0, 90)


def test_generating_mazes_needs_no_labmaze(run_python):
    code = (
        "import sys; from memory_maze import load; from memory_maze.maze.sources import open_source;"
        "open_source(load('classic/9x9').maze, 0, 3).next(); print('labmaze' in sys.modules)"
    )
    assert run_python(code).stdout.strip() == "False"
