"""A fixed start is held against the maze of a fixed seed."""

import numpy as np
import pytest

import memory_maze
from memory_maze.game.draws import EpisodeSource
from memory_maze.game.starts import start_problems
from memory_maze.maze.sources import open_source
from memory_maze.scenario import ScenarioError, load

SEEDED = load("classic/9x9", {"maze.seed": 3})


def with_start(x, y, **changes):
    return SEEDED.override({"episode.start": {"cell": [x, y]}, **changes})


@pytest.mark.parametrize(("x", "y"), [(x, y) for x in range(9) for y in range(9)])
def test_a_start_is_right_exactly_where_the_maze_is_free_and_leaves_room(x, y):
    layout = open_source(SEEDED.maze, 0, 3).next()
    row, column = 9 - y, x + 1
    places = [place for place in layout.places if place != (row, column)]
    expected = not layout.walls[row, column] and len(places) >= 3
    assert (list(start_problems(with_start(x, y))) == []) == expected


def test_a_wall_is_refused_wherever_an_environment_is_made():
    layout = open_source(SEEDED.maze, 0, 3).next()
    row, column = next((row, column) for row in range(1, 10) for column in range(1, 10) if layout.walls[row, column])
    scenario = with_start(column - 1, 9 - row)
    sentence = rf"^episode.start.cell: \[{column - 1}, {9 - row}\] is a wall in the maze of maze.seed 3; choose a free "
    # Gymnasium's environments generate nothing, and import no generator, before their first reset.
    single, vector = memory_maze.make(scenario), memory_maze.make_vec(scenario, 2)
    for begin in (lambda: memory_maze.build(scenario), single.reset, vector.reset):
        with pytest.raises(ScenarioError, match=sentence):
            begin()


def test_an_episode_begins_at_the_start():
    x, y = next((x, y) for x in range(9) for y in range(9) if not list(start_problems(with_start(x, y))))
    episode = EpisodeSource(with_start(x, y), 0).next(np.random.RandomState(0), np.random.RandomState(1))
    assert (episode.start.x, episode.start.y) == ((x - 4) * 2.0, (y - 4) * 2.0)
    assert (9 - y, x + 1) not in episode.object_cells


def test_a_start_that_takes_the_last_place_is_refused():
    layout = open_source(SEEDED.maze, 0, 3).next()
    row, column = layout.places[0]
    count = len(layout.places)
    scenario = with_start(column - 1, 9 - row, **{"objects.count": count})
    [problem] = start_problems(scenario)
    assert problem.message.startswith(f"[{column - 1}, {9 - row}] takes the place of an object: in the maze of ")


def test_nothing_is_generated_without_both(monkeypatch):
    def never(*_):
        raise AssertionError

    monkeypatch.setattr("memory_maze.game.starts.open_source", never)
    for overrides in ({}, {"maze.seed": 3}, {"maze.seed": 3, "episode.start": {"heading": 90}}):
        assert list(start_problems(load("classic/9x9", overrides))) == []
