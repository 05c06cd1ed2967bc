"""What notebooks show: a map, a picture and a table, that stand alone."""

import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

import memory_maze
from memory_maze import load
from memory_maze.dataset import generate, local_engine, make_recipe
from memory_maze.game.draws import first_episode
from memory_maze.notebooks import DRAWN_BY, html_of


class Shown(HTMLParser):
    """The pictures and cells of what a notebook shows, and elements that stay open."""

    def __init__(self, html):
        super().__init__()
        self.images, self.cells, self.open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            address = dict(attrs)["src"]
            assert address.startswith("data:image/png;base64,")
            self.images.append(Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))))
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.cells.append(data)


@pytest.fixture(scope="module")
def scenario():
    return load("classic/9x9", {"summary": "Mazes <b> & more"})


@pytest.fixture(scope="module")
def dataset(scenario, tmp_path_factory):
    folder = tmp_path_factory.mktemp("set") / "mine"
    generate(make_recipe(scenario, 1, policy="forward", steps=6), folder, engine=local_engine(1))
    return memory_maze.dataset.open(folder)


@pytest.fixture(scope="module")
def state(scenario):
    env = memory_maze.make(scenario)
    env.reset(seed=3)
    env.step(1)
    return env.unwrapped.get_state()


@pytest.fixture(scope="module")
def things(scenario, dataset, state):
    layout = first_episode(scenario, 0).layout
    [split] = dataset.values()
    return {"scenario": scenario, "layout": layout, "state": state, "dataset": dataset, "trajectory": split[0]}


def test_all_that_is_drawn_is_tried(things):
    assert set(things) == set(DRAWN_BY)


@pytest.mark.parametrize(
    ("kind", "pictures", "told"),
    [
        ("scenario", 2, ("Mazes <b> & more", "9 x 9 cells", "the first maze of seed 0")),
        ("layout", 1, ("9 x 9 cells", "object places")),
        ("state", 1, ("step 1", "to find", "return")),
        ("dataset", 4, ("1 of 1 trajectories", "policy forward", "Mazes <b> & more")),
        ("trajectory", 4, ("seed", "6 steps", "image uint8[7, 64, 64, 3]")),
    ],
)
def test_each_shows_a_map_and_says_what_it_is(things, kind, pictures, told):
    html = things[kind]._repr_html_()
    assert html == html_of(kind, things[kind])
    shown = Shown(html)
    assert shown.open == []
    assert len(shown.images) == pictures
    assert all(max(image.size) == 192 for image in shown.images)
    text = "\n".join(shown.cells)
    assert all(words in text for words in told)
    assert not re.search(r"https?:", html)
    assert len(html) < 150_000


def test_a_states_map_shows_where_the_agent_is(scenario, state):
    env = memory_maze.make(scenario)
    env.reset(seed=3)
    maps = []
    for action in (1, 1, 1):
        env.step(action)
        maps.append(np.asarray(Shown(env.unwrapped.get_state()._repr_html_()).images[0]))
    assert any((one != maps[0]).any() for one in maps[1:])
    assert (np.asarray(Shown(state._repr_html_()).images[0]) == maps[0]).all()


def test_a_scenario_without_a_maze_says_why():
    walled = load("classic/9x9", {"maze.seed": 3, "episode.start.cell": [3, 1]})
    shown = Shown(walled._repr_html_())
    assert shown.images == []
    assert any("[3, 1] is a wall in the maze" in cell for cell in shown.cells)


def test_other_files_show_their_arrays(tmp_path):
    np.savez(tmp_path / "x-3.npz", something=np.zeros((4, 2)))
    [split] = memory_maze.dataset.open(tmp_path).values()
    shown = Shown(split[0]._repr_html_())
    assert shown.images == []
    assert "something float64[4, 2]" in shown.cells
