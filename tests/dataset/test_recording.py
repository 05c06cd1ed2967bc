from __future__ import annotations

import io

import numpy as np
import pytest

from memory_maze.agents import make_policy
from memory_maze.builder import build
from memory_maze.dataset import DatasetError, Recipe, make_recipe, record
from memory_maze.dataset.files.entries import OBSERVED, entries, recorded
from memory_maze.game.actions import ACTIONS
from memory_maze.scenario import load
from memory_maze.tables import POLICIES

SMALL = {"train": 4}


def loaded(data: bytes) -> dict[str, np.ndarray]:
    return dict(np.load(io.BytesIO(data), allow_pickle=False))


@pytest.mark.parametrize(
    ("name", "policy"),
    [(name, "oracle") for name in ("classic/9x9", "classic/9x9-Oracle", "classic/9x9-6CL", "examples/prompt-once")]
    + [("classic/9x9", policy) for policy in POLICIES if policy != "oracle"]
    + [("examples/continuous", "random"), ("examples/continuous", "oracle")],
)
def test_a_trajectory_is_what_a_single_environment_gives(name: str, policy: str) -> None:
    recipe = make_recipe(load(name), splits=SMALL, policy=policy, seed=5, steps=30)
    arrays = loaded(record(recipe, [1, 2])[1].data)
    assert list(arrays) == [entry.name for entry in entries(recipe.scenario)]
    scenario, seeds = recorded(recipe.scenario), recipe.seeds(2)
    env, plays = build(scenario, seeds.environment), make_policy(policy, scenario, seeds.policy)
    step = env.reset()
    for moment in range(31):
        for key in OBSERVED:
            np.testing.assert_array_equal(arrays[key][moment], step.observation[key], strict=True)
        assert arrays["reward"][moment] == (step.reward or 0.0)
        assert (arrays["reset"][moment], arrays["terminal"][moment]) == (moment == 0, False)
        action = plays(env.moments)[0]
        if moment < 30:
            given = np.eye(len(ACTIONS))[action] if scenario.control.actions == "discrete" else action
            np.testing.assert_array_equal(arrays["action"][moment + 1], given)
            step = env.step(action)
    env.close()
    assert not arrays["action"][0].any()


def test_entries_are_the_published_ones() -> None:
    arrays = loaded(record(make_recipe(load("classic/9x9"), 1, steps=20), [0])[0].data)
    assert {name: (array.shape, str(array.dtype)) for name, array in arrays.items()} == {
        "image": ((21, 64, 64, 3), "uint8"),
        "action": ((21, 6), "float64"),
        "reward": ((21,), "float64"),
        "terminal": ((21,), "bool"),
        "reset": ((21,), "bool"),
        "maze_layout": ((21, 9, 9), "uint8"),
        "agent_pos": ((21, 2), "float64"),
        "agent_dir": ((21, 2), "float64"),
        "targets_pos": ((21, 3, 2), "float64"),
        "targets_vec": ((21, 3, 2), "float64"),
        "target_pos": ((21, 2), "float64"),
        "target_vec": ((21, 2), "float64"),
        "target_color": ((21, 3), "float64"),
    }


def test_a_trajectory_can_be_made_alone(recipe: Recipe) -> None:
    together = {one.index: one.data for one in record(recipe, range(recipe.episodes))}
    for index in (0, 3, 6):
        assert record(recipe, [index])[0].data == together[index]
    assert len(set(together.values())) == recipe.episodes


def test_a_trajectory_depends_on_its_number_and_not_on_the_splits() -> None:
    one = make_recipe(load("classic/9x9"), splits={"train": 4}, seed=3, steps=5)
    other = make_recipe(load("classic/9x9"), splits={"a": 1, "b": 9}, seed=3, steps=5)
    assert record(one, [3])[0].data == record(other, [3])[0].data
    assert [other.file(index) for index in (0, 3)] == ["a/00000000-5.npz", "b/00000003-5.npz"]


def test_seeds_are_as_documented() -> None:
    recipe = make_recipe(load("classic/9x9"), 3, seed=7)
    for index in range(3):
        assert recipe.seeds(index) == tuple(np.random.SeedSequence((7, index)).generate_state(2))


def test_episodes_are_cut_at_a_thousand_steps() -> None:
    assert make_recipe(load("classic/15x15"), 1).steps == 1000
    assert make_recipe(load("examples/t-maze"), 1).steps == load("examples/t-maze").episode_steps


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "say how many trajectories to make"),
        ({"episodes": 3, "splits": {"train": 4}}, "the splits hold 4 trajectories, not 3"),
        ({"episodes": 0}, "0 trajectories cannot be made"),
        ({"splits": {"../up": 1}}, "a split cannot be called '../up'"),
        ({"splits": {"parts": 1}}, "a split cannot be called 'parts': there is another folder"),
        ({"splits": {"train": 1, "Train": 1}}, "a split cannot be called 'train': there is another folder"),
        ({"episodes": 2.5}, "split 'train' cannot hold 2.5 trajectories"),
        ({"episodes": 1, "steps": 1001}, "cannot have 1001 steps; an episode of this scenario has 1000"),
        ({"episodes": 1, "policy": "orcale"}, "did you mean 'oracle'"),
        ({"episodes": 1, "seed": -1}, "seed -1 cannot be used"),
    ],
)
def test_what_cannot_be_made_is_told(arguments: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        make_recipe(load("classic/9x9"), **arguments)
    assert isinstance(caught.value, DatasetError) or "seed" in arguments or "policy" in arguments
