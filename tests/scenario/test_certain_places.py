"""Objects whose cells a document says: by digits in a layout, or by `objects.places`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from memory_maze.game.drawn import drawn as as_document
from memory_maze.game.draws import EpisodeSource, first_episode, second_stream
from memory_maze.game.solvability import first_failure
from memory_maze.game.starts import start_problems
from memory_maze.maze.coordinates import inner_to_grid
from memory_maze.maze.sources import read_layout
from memory_maze.scenario import Scenario, ScenarioError, load

ROWS = ("*******", "*P   1*", "* *** *", "*G 0 G*", "*******")


def scenario(*rows: str, count: int = 2, places: Any = None, **maze: Any) -> Scenario:
    drawn = {"layout": "\n".join(rows)} if rows else maze
    return load(
        {
            "summary": "x",
            "maze": drawn,
            "objects": {"count": count, "places": places},
            "episode": {"steps": 5},
        }
    )


def cells(given: Scenario, episodes: int = 20) -> list[tuple[tuple[int, int], ...]]:
    stream = np.random.RandomState(0)
    source = EpisodeSource(given, 1)
    return [source.next(stream, second_stream(1)).object_cells for _ in range(episodes)]


def refused(*rows: str, start: Any = "random", **fields: Any) -> str:
    with pytest.raises(ScenarioError) as caught:
        scenario(*rows, **fields).override({"episode.start": start})
    return str(caught.value)


def test_digits_say_where_objects_stand_in_every_episode() -> None:
    assert set(cells(scenario(*ROWS))) == {((3, 3), (1, 5))}


def test_objects_without_a_digit_stand_on_the_marked_cells() -> None:
    found = cells(scenario(*ROWS, count=4))
    assert {episode[:2] for episode in found} == {((3, 3), (1, 5))}
    assert {episode[2:] for episode in found} == {((3, 1), (3, 5)), ((3, 5), (3, 1))}


def test_objects_without_a_digit_stand_on_free_cells_where_none_is_marked() -> None:
    found = cells(scenario("******", "*P1  *", "******"), 40)
    assert {episode[1] for episode in found} == {(1, 2)}
    assert {episode[0] for episode in found} == {(1, 3), (1, 4)}


def test_places_say_the_same_as_digits() -> None:
    digits = scenario(*ROWS, count=3)
    marked = [row.replace("0", " ").replace("1", " ") for row in ROWS]
    assert cells(scenario(*marked, count=3, places=[[2, 0], [4, 2]])) == cells(digits)


def test_places_in_the_maze_of_a_seed_change_neither_the_maze_nor_what_else_is_drawn() -> None:
    plain = load("classic/9x9", {"maze.seed": 3})
    layout = first_episode(plain, 0).layout
    row, column = next(cell for cell in layout.spawns if cell not in layout.places)
    place = (column - 1, layout.shape[0] - 2 - row)
    fixed = plain.override({"objects.places": [list(place)]})
    assert list(start_problems(fixed)) == []
    assert first_failure(fixed, range(3)) is None
    one, other = first_episode(plain, 5), first_episode(fixed, 5)
    assert one.layout.text == other.layout.text
    assert np.array_equal(one.block_texture, other.block_texture)
    assert other.object_cells[0] == inner_to_grid(place, layout.shape)
    assert set(other.object_cells[1:]) <= set(layout.places)


def test_a_start_is_on_none_of_the_places() -> None:
    source, stream = EpisodeSource(scenario("*****", "*01 *", "*****"), 1), np.random.RandomState(0)
    for _ in range(20):
        assert source.next(stream, second_stream(1)).start.x == 2.0


def test_what_is_drawn_again_keeps_the_digits() -> None:
    given = scenario(*ROWS)
    assert as_document(given, 3)["maze"]["layout"] == "\n".join(ROWS) + "\n"
    free = "*****\n*0  *\n*****"
    assert read_layout(free).text == free


@pytest.mark.parametrize(
    ("rows", "fields", "sentence"),
    [
        (("*****", "*P02*", "*****"), {}, "maze.layout: row 2 has object 2, and with 2 objects the last is 1; rais"),
        (("*****", "*P11*", "*****"), {}, "maze.layout: row 2 has a second 1; draw it once"),
        (("*****", "*P0**", "*****"), {}, "objects.count: 1 further object, but the layout has 0 free cells"),
        (("****", "*01*", "****"), {}, "objects.count: the objects leave no cell to start in; draw another free cell"),
        (("*****", "*P*1*", "* *0*", "*****"), {}, "maze.layout: no way leads from the P in row 2, column 2 to the 1"),
        (ROWS, {"start": {"cell": [4, 2]}}, "episode.start.cell: [4, 2] is the cell of object 1; begin in another one"),
        (ROWS, {"places": [[0, 0]]}, "objects.places[0]: object 0 stands in row 4 of the layout already; draw a G"),
        (
            ("*****", "*P 1*", "*****"),
            {"places": [[2, 0]]},
            "objects.places[0]: [2, 0] is the cell of object 1 in the layout; choose another one",
        ),
        (
            ("*****", "*P  *", "*****"),
            {"places": [[1, 0], [1, 0]]},
            "objects.places[1]: [1, 0] is the cell of object 0 too; choose another one",
        ),
        (
            ("*****", "*P  *", "*****"),
            {"places": [[1, 0], [2, 0], [0, 0]]},
            "objects.places: 3 places for 2 objects; leave some out or raise objects.count",
        ),
        (
            ("*****", "*   *", "*****"),
            {"places": [[1, 0]], "start": {"cell": [1, 0]}},
            "episode.start.cell: [1, 0] is both the cell of object 0 and where the episode begins; ch",
        ),
        (("*****", "*P  *", "*****"), {"places": [[3, 0]]}, "objects.places[0]: [3, 0] is outside the maze of 3 x 1"),
        (("*****", "*P G*", "*  **", "*****"), {"places": [[2, 0]]}, "objects.places[0]: [2, 0] is a wall: row 3"),
        ((), {"size": 9, "places": [[1, 0]]}, "objects.places[0]: [1, 0] may be a wall, since every episode has "),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(rows: tuple[str, ...], fields: dict[str, Any], sentence: str) -> None:
    message = refused(*rows, **fields)
    assert any(line.startswith(sentence) for line in message.splitlines()), message


def test_a_wall_in_the_maze_of_a_seed_is_refused_once_it_is_made() -> None:
    seeded = load("classic/9x9", {"maze.seed": 3})
    layout = first_episode(seeded, 0).layout
    row, column = np.argwhere(layout.walls[1:-1, 1:-1])[0] + 1
    cell = [int(column) - 1, layout.shape[0] - 2 - int(row)]
    fixed = seeded.override({"objects.places": [cell]})
    [problem] = start_problems(fixed)
    assert problem.path == ("objects", "places", 0)
    assert f"{cell} is a wall in the maze of maze.seed 3" in problem.message
    with pytest.raises(ScenarioError, match=r"is a wall in the maze of maze\.seed 3"):
        EpisodeSource(fixed, 0)


def test_objects_on_all_starts_of_the_maze_of_a_seed_are_refused() -> None:
    seeded = load("classic/9x9", {"maze.seed": 3, "maze.rooms.max": 3})
    layout = first_episode(seeded, 0).layout
    assert len(layout.spawns) <= 3
    places = [[column - 1, layout.shape[0] - 2 - row] for row, column in layout.spawns]
    [problem] = start_problems(seeded.override({"objects.places": places}))
    assert "objects stand on every cell to start in" in problem.message
