"""What every generator but labmaze promises: all is within reach, and there is room for what is asked for."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory_maze.game.drawn import drawn
from memory_maze.game.draws import EpisodeSource, second_stream
from memory_maze.maze.coordinates import grid_to_inner
from memory_maze.maze.layout import Layout
from memory_maze.maze.paths import reachable
from memory_maze.maze.sources import open_source, read_layout
from memory_maze.scenario import Scenario, ScenarioError, load
from memory_maze.scenario.model.fields import most_pillars
from memory_maze.scenario.schema import Maze
from tests.compiling.test_interpreted import without_numba

LAWS = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)

SIDES = st.integers(1, 50).map(lambda half: 2 * half + 1)
SEEDS = st.integers(0, 2**31 - 1)

COLORS = [f"#{number:06x}" for number in range(100)]


@st.composite
def sections(draw: st.DrawFn) -> Maze:
    width, height = draw(SIDES), draw(SIDES)
    if draw(st.booleans()):
        return Maze(width=width, height=height, generator="perfect")
    pillars = draw(st.integers(0, most_pillars(width, height)))
    return Maze(width=width, height=height, generator="open", pillars=pillars)


def scenario(maze: Maze, objects: int = 1) -> Scenario:
    return load(
        {
            "summary": "x",
            "maze": maze.model_dump(),
            "objects": {"count": objects, "colors": COLORS},
            "episode": {"steps": 5},
        }
    )


def mazes(maze: Maze, seed: int, count: int) -> list[Layout]:
    source = open_source(maze, seed, 1)
    return [source.next() for _ in range(count)]


def ways(layout: Layout) -> int:
    """Pairs of free cells side by side."""
    free = ~layout.walls
    return int((free[1:] & free[:-1]).sum() + (free[:, 1:] & free[:, :-1]).sum())


def fingerprint(maze: Maze) -> str:
    """Of the first mazes of a seed."""
    text = "\n".join(layout.text for layout in mazes(maze, 3, 3))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def interpreted_fingerprint(section: str) -> str:
    code = "from memory_maze.scenario.schema import Maze; from tests.maze import test_generators as t;"
    return without_numba(f"{code} print(t.fingerprint(Maze(**{section})))")


@LAWS
@given(sections(), SEEDS)
def test_every_free_cell_can_be_reached_and_may_hold_anything(maze: Maze, seed: int) -> None:
    for layout in mazes(maze, seed, 2):
        width, height = maze.sides
        assert layout.shape == (height + 2, width + 2)
        assert layout.walls[[0, -1]].all()
        assert layout.walls[:, [0, -1]].all()
        assert layout.places == layout.spawns
        assert len(layout.places) == layout.free.sum()
        reached = reachable(layout.free, grid_to_inner(layout.places[0], layout.shape))
        assert np.array_equal(reached, layout.free.astype(bool))


@LAWS
@given(SIDES, SIDES, SEEDS)
def test_a_perfect_maze_is_a_tree_over_the_odd_cells(width: int, height: int, seed: int) -> None:
    [layout] = mazes(Maze(width=width, height=height, generator="perfect"), seed, 1)
    assert not layout.walls[1::2, 1::2].any()
    assert layout.walls[::2, ::2].all()
    assert ways(layout) == len(layout.places) - 1


@LAWS
@given(sections().filter(lambda maze: maze.generator == "open"), SEEDS)
def test_pillars_are_as_many_as_asked_for_and_stand_alone(maze: Maze, seed: int) -> None:
    [layout] = mazes(maze, seed, 1)
    pillars = np.argwhere(layout.walls[1:-1, 1:-1]) + 1
    assert len(pillars) == maze.pillars
    for row, column in pillars:
        assert layout.walls[row - 1 : row + 2, column - 1 : column + 2].sum() == 1


@LAWS
@given(sections(), st.data(), st.integers(0, 2**32 - 1))
def test_as_many_objects_as_the_schema_takes_have_places_and_leave_a_start(
    maze: Maze, data: st.DataObject, seed: int
) -> None:
    cells = len(mazes(maze, 0, 1)[0].places)
    most = min(100, cells - 1)
    for count in {most, data.draw(st.integers(1, most))}:
        stream = np.random.RandomState(seed)
        episode = EpisodeSource(scenario(maze, count), seed % 2**31).next(stream, second_stream(seed % 2**31))
        assert len(set(episode.object_cells)) == count
        assert set(episode.object_cells) <= set(episode.layout.places)
    if most < 100:
        with pytest.raises(ScenarioError, match=f"but the maze has {cells} free cells; raise maze.size or lower obj"):
            scenario(maze, cells)


@LAWS
@given(sections(), SEEDS)
def test_what_is_drawn_is_read_again(maze: Maze, seed: int) -> None:
    [layout] = mazes(maze, seed, 1)
    again = read_layout(layout.text)
    assert np.array_equal(again.walls, layout.walls)
    assert (again.spawns, again.places) == (layout.spawns, layout.places)
    assert set(layout.text) <= set("* \n")


@pytest.mark.parametrize("generator", ["labmaze", "perfect", "open"])
def test_a_document_that_draws_a_maze_loads_again(generator: str) -> None:
    parent = load("classic/9x9", {"maze.generator": generator, "maze.seed": 3})
    document = drawn(parent, 5)
    assert load(document).maze.layout == document["maze"]["layout"]


@LAWS
@given(sections(), SEEDS, st.integers(0, 5))
def test_skipping_is_the_same_as_looking_away(maze: Maze, seed: int, count: int) -> None:
    source = open_source(maze, seed, 1)
    source.skip(count)
    assert source.next().text == mazes(maze, seed, count + 1)[-1].text


def test_a_layout_is_not_written_again() -> None:
    for section in ({"generator": "perfect"}, {"generator": "open", "pillars": 5}):
        source = open_source(Maze(size=15, **section), 0, 1)
        first = source.next()
        text = first.text
        assert source.next().text != text
        assert first.text == text


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ({"size": 15, "generator": "perfect"}, "2efb96896edd678a"),
        ({"width": 31, "height": 9, "generator": "open", "pillars": 12}, "88435895778e6f01"),
    ],
)
def test_a_seed_means_the_same_mazes_for_ever_with_numba_and_without(section: dict[str, int], expected: str) -> None:
    assert fingerprint(Maze.model_validate(section)) == expected
    assert interpreted_fingerprint(repr(section)) == expected


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"maze.generator": "perfect", "maze.rooms.max": 3},
            "maze.rooms: only labmaze heeds rooms, and the generator is perfect; leave rooms out",
        ),
        ({"maze.pillars": 3}, "maze.pillars: only open heeds pillars, and the generator is labmaze; leave pillars out"),
        (
            {"maze.generator": "open", "maze.pillars": 7},
            "maze.pillars: 7 pillars, but 6 pillars is what an arena of 9 x 9 can be sure to hold; lower maze.pillars "
            "or raise maze.size",
        ),
    ],
)
def test_what_a_generator_does_not_heed_or_hold_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("classic/9x9", changes)
    assert str(caught.value).partition(" (")[0] == sentence


def test_another_generator_takes_back_what_was_inherited_for_the_first() -> None:
    perfect = load("classic/15x15", {"maze.generator": "perfect"})
    assert perfect.maze.rooms == Maze(size=15).rooms
    arena = perfect.override({"maze.generator": "open", "maze.pillars": 4})
    assert arena.override({"maze.size": 17}).maze.pillars == 4
    assert arena.override({"maze.generator": "open"}).maze.pillars == 4
    assert arena.override({"maze.generator": "perfect"}).maze.pillars == 0
