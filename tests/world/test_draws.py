"""Values that an episode draws: the same for a seed, through every door, and nothing but what was asked for."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

import memory_maze
from memory_maze.dataset import make_recipe
from memory_maze.dataset.errors import DatasetError
from memory_maze.dataset.making.recording import record
from memory_maze.game.draws import first_episode
from memory_maze.observation.scenes import scene_of, texture_names
from memory_maze.rendering.scene import FREE
from memory_maze.scenario import Scenario, ScenarioError, digest, load
from memory_maze.worlds import build_world
from tests.world.test_tasks import require_equal

DRAWN: dict[str, Any] = {
    "maze.cell_size": {"uniform": [1.5, 2.5]},
    "maze.wall_height": {"choice": [0.5, 1.5]},
    "maze.style": {"choice": ["style_01", "style_03", "plain"]},
    "objects.radius": {"uniform": [0.3, 0.6]},
    "objects.height": {"uniform": [0.0, 0.5]},
    "objects.colors": {"choice": ["palette", "shuffled", ["red", "#00ff00", "blue"]]},
    "camera.field_of_view": {"integers": [60, 100]},
    "camera.height": {"uniform": [0.6, 1.2]},
    "observation.prompt_steps": {"choice": [None, 3]},
    "task.reward": {"integers": [1, 3]},
    "task.step_reward": {"uniform": [-0.1, 0.0]},
    "task.first_prompt_after": {"integers": [0, 20]},
}

MAZES: dict[str, Any] = {"maze.size": {"integers": [7, 13]}, "objects.count": {"integers": [1, 3]}}


def scenario_of(changes: dict[str, Any], **more: Any) -> Scenario:
    return load("classic/9x9", {"episode.seconds": 10, **changes, **more})


def test_an_episode_has_what_it_drew() -> None:
    scenario = scenario_of(DRAWN)
    for seed in range(30):
        episode = first_episode(scenario, seed)
        drawn = episode.drawn
        assert set(drawn) == set(DRAWN)
        assert episode.radius == drawn["objects.radius"]
        assert (episode.cell_size, episode.wall_height) == (drawn["maze.cell_size"], drawn["maze.wall_height"])
        assert (episode.style, episode.field_of_view) == (drawn["maze.style"], drawn["camera.field_of_view"])
        assert episode.camera_height == drawn["camera.height"]
        assert episode.prompt_steps == drawn["observation.prompt_steps"]
        assert (episode.terms.reward, episode.terms.step_reward) == (drawn["task.reward"], drawn["task.step_reward"])
        assert (episode.centers[:, 2] == drawn["objects.height"]).all()


def test_all_that_may_be_drawn_is_drawn_and_nothing_else() -> None:
    drawn = [first_episode(scenario_of(DRAWN), seed).drawn for seed in range(200)]
    assert {values["maze.style"] for values in drawn} == {"style_01", "style_03", "plain"}
    assert {values["task.reward"] for values in drawn} == {1, 2, 3}
    assert {values["observation.prompt_steps"] for values in drawn} == {None, 3}
    radii = np.array([values["objects.radius"] for values in drawn])
    assert ((radii >= 0.3) & (radii <= 0.6)).all()
    assert radii.min() < 0.33
    assert radii.max() > 0.57


def test_what_the_benchmark_draws_stays_the_same() -> None:
    """A drawn value that leaves the maze alone changes neither the maze nor the places nor the start."""
    plain = first_episode(load("classic/9x9"), 5)
    drawn = first_episode(scenario_of({"task.reward": {"integers": [1, 9]}}), 5)
    assert plain.layout.text == drawn.layout.text
    assert plain.start == drawn.start
    assert plain.first_target == drawn.first_target


def test_sizes_and_numbers_of_objects_differ_from_episode_to_episode() -> None:
    envs = memory_maze.make_vec(scenario_of(MAZES), num_envs=16)
    _, info = envs.reset(seed=0)
    episodes = [envs.moments.episode(row) for row in range(16)]
    assert {episode.layout.shape[0] - 2 for episode in episodes} == {7, 9, 11, 13}
    assert {len(episode.centers) for episode in episodes} == {1, 2, 3}
    assert info["drawn"]["maze.size"].tolist() == [episode.layout.shape[0] - 2 for episode in episodes]
    assert info["drawn"]["_maze.size"].all()
    for row in range(0, 16, 5):
        single = memory_maze.make(scenario_of(MAZES))
        observation, info_of_one = single.reset(seed=row)
        assert info_of_one["drawn"]["objects.count"] == len(episodes[row].centers)
        vector_again = memory_maze.make_vec(scenario_of(MAZES), num_envs=16)
        np.testing.assert_array_equal(vector_again.reset(seed=0)[0][row], observation)


def test_mazes_of_a_training_set_are_drawn_from_it() -> None:
    scenario = scenario_of({"maze.seed": {"integers": [10, 14]}})
    texts = {seed: first_episode(load("classic/9x9", {"maze.seed": seed}), 0).layout.text for seed in range(10, 15)}
    world = build_world([scenario])
    world.seed(0, 0)
    seen = set()
    for _ in range(40):
        world.begin(0)
        episode = world.now.episode()
        assert episode.layout.text == texts[episode.drawn["maze.seed"]]
        seen.add(episode.drawn["maze.seed"])
    assert seen == set(range(10, 15))


@pytest.mark.parametrize("changes", [DRAWN | {"observation.form": "dict"}, MAZES], ids=["values", "mazes"])
def test_drawn_episodes_are_the_same_through_every_door(changes: dict[str, Any]) -> None:
    scenario = scenario_of(changes)
    single, built = memory_maze.make(scenario), memory_maze.build(scenario, 3)
    form = {field: value for field, value in changes.items() if field == "observation.form"}
    vector = memory_maze.make_vec([scenario_of(form), scenario])
    actions = np.random.default_rng(0).choice([1, 1, 4, 5], 100).tolist()
    for number in range(2):
        observation, info = single.reset(seed=3) if number == 0 else single.reset()
        many, infos = vector.reset(seed=[0, 3]) if number == 0 else vector.reset()
        time_step = built.reset()
        for action in actions[: 40 - number]:
            require_equal(as_mapping(row_of(many)), as_mapping(observation))
            require_equal(as_mapping(time_step.observation), as_mapping(observation))
            told = next(field for field in ("task.reward", "maze.size") if field in changes)
            assert infos["drawn"][told][1] == info["drawn"][told]
            state = pickle.loads(pickle.dumps(single.unwrapped.get_state()))
            observation, *_, info = single.step(action)
            many, *_, infos = vector.step([0, action])
            time_step = built.step(action)
    again = memory_maze.make(scenario)
    again.reset(seed=9)
    again.unwrapped.set_state(state)
    require_equal(as_mapping(again.step(action)[0]), as_mapping(observation))
    follow = [env.reset()[1]["drawn"] for env in (again, single)]
    assert follow[0] == follow[1]


def row_of(many: Any) -> Any:
    return {key: value[1] for key, value in many.items()} if isinstance(many, dict) else many[1]


def as_mapping(observation: Any) -> dict[str, Any]:
    return dict(observation) if isinstance(observation, dict) else {"image": observation}


def test_a_dataset_tells_what_its_episodes_drew() -> None:
    recipe = make_recipe(scenario_of({"objects.radius": {"uniform": [0.3, 0.6]}}), 2, policy="random")
    drawn = [one.drawn for one in record(recipe, [0, 1])]
    assert [[*values] for (values,) in drawn] == [["objects.radius"]] * 2
    with pytest.raises(DatasetError, match=r"maze\.size is drawn in each episode, and arrays of a dataset"):
        make_recipe(scenario_of(MAZES), 2)


def test_arenas_with_drawn_pillars_have_as_many() -> None:
    scenario = scenario_of({"maze.generator": "open", "maze.pillars": {"integers": [0, 4]}})
    episodes = [first_episode(scenario, seed) for seed in range(60)]
    pillars = [int(episode.layout.walls[1:-1, 1:-1].sum()) for episode in episodes]
    assert pillars == [episode.drawn["maze.pillars"] for episode in episodes]
    assert set(pillars) == set(range(5))
    with pytest.raises(ScenarioError, match=r"maze\.pillars: 7 pillars, but 6 pillars is what an arena of 9 x 9"):
        scenario_of({"maze.generator": "open", "maze.pillars": {"choice": [0, 7]}})


def test_objects_that_are_drawn_take_their_certain_places() -> None:
    layout = "*******\n*P  01*\n*2    *\n*******"
    digits = {"maze.layout": layout, "objects.count": {"integers": [3, 5]}, "maze.cell_size": {"uniform": [2.0, 3.0]}}
    for seed in range(20):
        episode = first_episode(scenario_of(digits), seed)
        assert len(episode.object_cells) == episode.drawn["objects.count"]
        assert episode.object_cells[:3] == ((1, 4), (1, 5), (2, 1))
    with pytest.raises(ScenarioError, match=r"row 3 has object 2, and with 2 objects the last is 1"):
        scenario_of({**digits, "objects.count": {"integers": [2, 5]}})


@pytest.mark.parametrize(
    "walls", [["red", "purple"], {"blocks": ["red", "purple", "red"] * 3}], ids=["images", "blocks"]
)
def test_walls_that_are_named_are_painted_in_the_style_that_is_drawn(walls: Any) -> None:
    scenario = scenario_of({"maze.style": {"choice": ["style_04", "plain"]}, "maze.walls": walls})
    names = texture_names(scenario).walls
    assert names == ("style_04/red", "style_04/purple", "plain/red", "plain/purple")
    for seed in range(10):
        episode = first_episode(scenario, seed)
        used = scene_of(scenario, episode).wall_texture
        styles = {names[number - 1].split("/")[0] for number in np.unique(used[used > FREE]).tolist()}
        assert styles == {episode.style}
        if isinstance(walls, dict):
            assert episode.block_texture.tolist() == [0, 1, 0] * 3


@pytest.mark.parametrize(
    ("drawn", "field"),
    [
        ({"maze.size": {"integers": [7, 9]}, "maze.seed": 3}, "maze.size"),
        ({"maze.size": {"integers": [7, 9]}, "maze.seed": {"integers": [1, 9]}}, "maze.seed"),
        ({"maze.generator": "open", "maze.seed": 3, "maze.pillars": {"integers": [0, 2]}}, "maze.pillars"),
    ],
)
def test_no_cell_is_fixed_where_episodes_have_different_mazes(drawn: dict[str, Any], field: str) -> None:
    with pytest.raises(
        ScenarioError, match=rf"^{field}: is drawn, so episode\.start\.cell may be a wall; leave the cell"
    ):
        scenario_of({**drawn, "episode.start": {"cell": [0, 0]}})
    with pytest.raises(
        ScenarioError, match=rf"^{field}: is drawn, so cells of objects\.places may be walls; leave the p"
    ):
        scenario_of({**drawn, "objects.places": [[0, 0]]})


REFUSED = {
    "camera.resolution": ({"integers": [64, 96]}, "cannot be drawn anew in each episode: it is the shape of `image`"),
    "control.frequency": ({"choice": [4, 8]}, "cannot be drawn anew in each episode: a control step has one length"),
    "maze.rooms.max": ({"integers": [1, 6]}, "cannot be drawn anew in each episode; write one value for all episodes"),
    "maze.pillars": ({"uniform": [1, 3]}, "cannot be drawn by uniform; use integers or choice"),
    "maze.generator": (
        {"choice": ["perfect", "open"]},
        "cannot be drawn anew in each episode; write one value for all",
    ),
    "objects.places": ({"choice": [[[0, 0]], [[2, 0]]]}, "cannot be drawn anew in each episode; write one value for"),
    "objects.count": ({"uniform": [1, 3]}, "cannot be drawn by uniform; use integers or choice"),
    "objects.radius": ({"uniform": [0.6, 0.3]}, r"uniform takes the least first: \[0.3, 0.6\]"),
    "objects.height": ({"uniform": [0.5]}, "uniform takes two numbers, the least and the most, such as"),
    "maze.size": ({"integers": [8, 12]}, "is drawn among the odd numbers, so both ends are odd"),
    "maze.cell_size": ({"uniform": [0.5, 2.0]}, "must be at least 1, not 0.5"),
    "maze.style": ({"choice": []}, "list the values to choose from"),
    "camera.height": ({"choice": [0.9, "low"]}, "expected a number, not 'low'"),
    "task.find": ({"integers": [1.5, 3]}, "integers takes two whole numbers"),
}


@pytest.mark.parametrize("field", REFUSED)
def test_what_cannot_be_drawn_is_refused_where_it_stands(field: str, tmp_path: Any) -> None:
    given, message = REFUSED[field]
    *sections, name = field.split(".")
    lines = ["summary: x", "extends: classic/9x9", *(f"{'  ' * depth}{part}:" for depth, part in enumerate(sections))]
    file = tmp_path / "x.yaml"
    file.write_text("\n".join([*lines, f"{'  ' * len(sections)}{name}: {given}".replace("'", "")]) + "\n")
    with pytest.raises(ScenarioError, match=message) as caught:
        load(file)
    assert {problem.line for problem in caught.value.problems} == {3 + len(sections)}


def test_extremes_have_to_go_together() -> None:
    both = {"objects.radius": {"uniform": [0.5, 1.2]}, "maze.cell_size": {"uniform": [2.0, 3.0]}}
    with pytest.raises(ScenarioError, match=r"1\.2 m is too large a radius for a cell of 2 m"):
        load("classic/9x9", both)


def test_a_key_whose_shape_would_change_is_named() -> None:
    with pytest.raises(ScenarioError, match="is drawn, and with it the shape of `maze_layout`"):
        load("classic/9x9-ExtraObs", {"maze.size": {"integers": [7, 11]}})


def test_documents_go_round() -> None:
    scenario = scenario_of(DRAWN)
    assert load(scenario.model_dump(mode="json")) == scenario
    assert load(scenario.model_dump(mode="json", exclude_unset=True)).draws == scenario.draws
    assert digest(load(scenario.model_dump(mode="json"))) == digest(scenario)
    assert digest(scenario) != digest(scenario.override({"objects.radius": {"uniform": [0.3, 0.5]}}))
    assert scenario.override({"objects.radius": 0.5}).draws == tuple(
        draw for draw in scenario.draws if draw.field != "objects.radius"
    )
