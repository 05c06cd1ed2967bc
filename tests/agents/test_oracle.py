"""The oracle drives to what is prompted, however often it may act."""

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents import make_policy
from memory_maze.pictures import rollout


def score(name, steps, seed=0, overrides=()):
    *_, last = rollout(load(name, overrides), "oracle", seed, steps)
    return float(last.total[0])


def test_it_finds_many_objects_in_the_classic_maze():
    returns = [score("classic/9x9", 250, seed) for seed in range(2)]
    assert np.mean(returns) >= 8
    assert min(returns) >= 7


@pytest.mark.parametrize(
    ("name", "overrides", "steps", "least"),
    [
        ("classic/9x9-HiFreq", (), 1000, 3),
        ("examples/continuous", (), 400, 4),
        ("classic/9x9", ("control.frequency=1",), 120, 6),
        ("classic/9x9-Vis", (), 200, 5),
        ("examples/four-rooms", ("maze.cell_size=1", "objects.radius=0.4"), 200, 8),
        ("examples/t-maze-recall", (), 200, 4),
    ],
)
def test_it_finds_objects_in_every_kind_of_scenario(name, overrides, steps, least):
    assert score(name, steps, 1, overrides) >= least


def test_it_does_not_plan_through_walls_where_it_acts_rarely():
    assert score("classic/9x9", 120, 2, ("control.frequency=1",)) >= 8


def test_it_is_the_same_every_time():
    one, two = ([m.pose() for m in rollout(load("classic/9x9"), "oracle", 5, 40)] for _ in range(2))
    assert one == two


def test_it_does_not_need_a_way_to_give_an_action():
    layout = "*****\n*P G*\n*****"
    scenario = load({"summary": "x", "maze": {"layout": layout}, "objects": {"count": 1}, "episode": {"steps": 5}})
    # No document may say so; a copy is not checked.
    walled_off = scenario.maze.model_copy(update={"layout": layout.replace("P G", "P*G")})
    scenario = scenario.model_copy(update={"maze": walled_off})
    *_, last = rollout(scenario, "oracle", 0, 5)
    assert last.steps[0] == 5
    assert float(last.total[0]) == 0


def test_it_notices_a_new_episode():
    scenario = load("classic/9x9")
    policy = make_policy("oracle", scenario)
    moments = [next(iter(rollout(scenario, "noop", seed, 1))) for seed in (0, 1)]
    fresh = [make_policy("oracle", scenario)(now)[0] for now in moments]
    assert [policy(now)[0] for now in moments] == fresh
