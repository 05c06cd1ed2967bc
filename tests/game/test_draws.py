import numpy as np
import pytest

from memory_maze import ScenarioError, load
from memory_maze.game.colors import color_table
from memory_maze.game.draws import EpisodeSource, draw_maze_seed, draw_target
from memory_maze.maze.sources import GenerationError

FIXED = {
    "summary": "A fixed maze.",
    "maze": {"layout": "*******\n*P   G*\n* *** *\n*G   G*\n*******"},
    "objects": {"count": 3},
    "episode": {"steps": 10},
}


def episodes(scenario, seed, count):
    random_state = np.random.RandomState(seed)
    source = EpisodeSource(scenario, draw_maze_seed(random_state))
    return [source.next(random_state, np.random.RandomState(1)) for _ in range(count)]


def test_one_object_prompts_itself_again():
    assert draw_target(np.random.RandomState(0), 1, (True,)) == 0


def test_a_fixed_start_is_kept_and_objects_stay_off_it():
    scenario = load(FIXED, {"episode.start": {"cell": [4, 2], "heading": 90.0}, "objects.count": 2})
    for episode in episodes(scenario, 0, 20):
        assert (episode.start.x, episode.start.y) == (4.0, 2.0)
        assert episode.start.steer == pytest.approx(-np.pi / 2)
        assert (1, 5) not in episode.object_cells


def test_a_start_is_never_on_an_object():
    scenario = load(FIXED, {"maze.layout": "*****\n*   *\n*****", "objects.count": 2})
    for episode in episodes(scenario, 0, 50):
        start = (1, int(episode.start.x / 2 + 2))
        assert start not in episode.object_cells


def test_without_a_start_marked_any_cell_that_is_left_may_be_one():
    scenario = load(FIXED, {"maze.layout": "*****\n*GGG*\n*****", "objects.count": 2})
    for episode in episodes(scenario, 0, 50):
        assert (1, int(episode.start.x / 2 + 2)) not in episode.object_cells


@pytest.mark.parametrize("layout", ["*****\n*GGG*\n*****", "*****\n*   *\n*****"])
def test_objects_that_leave_no_cell_to_start_in_are_refused(layout):
    with pytest.raises(ScenarioError, match=r"objects.count: 3 objects leave no cell to start in"):
        load(FIXED, {"maze.layout": layout, "objects.count": 3})


@pytest.mark.parametrize("frequency", [3, 7, 0.3, 11, 130, 0.7])
def test_a_suggested_frequency_is_accepted(frequency):
    with pytest.raises(ScenarioError) as refused:
        load(FIXED, {"control.frequency": frequency})
    suggested = str(refused.value).partition("; use ")[2].split(" or ")
    assert [load(FIXED, {"control.frequency": float(text)}).physics_steps for text in suggested]


def test_listed_colours_are_taken_in_order():
    scenario = load(FIXED, {"objects.colors": ["#ff0000", "blue", "#0000ff"]})
    assert color_table(scenario)[0].tolist() == [1.0, 0.0, 0.0]
    assert color_table(scenario)[1].tolist() == [39 / 220, 140 / 220, 217 / 220]
    assert (episodes(scenario, 0, 1)[0].colors == color_table(scenario)).all()


def test_shuffled_colours_differ_between_episodes():
    drawn = episodes(load("classic/9x9-6CL"), 0, 5)
    assert len({episode.colors.tobytes() for episode in drawn}) > 1


def test_one_wall_image_needs_no_draw():
    plain = load(FIXED)
    assert (episodes(plain.override({"maze.walls": ["red"]}), 0, 1)[0].block_texture == 0).all()


def test_a_maze_that_never_holds_the_objects_is_reported():
    # Six rooms of nine cells or more seldom find room.
    rooms = {"min_side": 9, "max_side": 33, "max": 9}
    scenario = load("classic/9x9", {"maze": {"size": 33, "rooms": rooms}, "objects": {"count": 6}})
    with pytest.raises(GenerationError, match="none of 200 mazes has a place for each of 6 objects"):
        episodes(scenario, 0, 3)
