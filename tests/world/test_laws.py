"""Whatever the schema accepts can be played, and is the same through every door."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import memory_maze
from memory_maze.maze.sources import GenerationError
from memory_maze.one_maze import OneMaze
from memory_maze.scenario import Scenario, ScenarioError, load
from tests.scenario.test_laws import CHANGES
from tests.world.test_tasks import require_equal

SMALL = {"episode.seconds": 30.0, "camera.resolution": 64}

FEW, MANY = (
    settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    for count in (20, 300)
)


def require_equal_doors(scenario: Scenario, seed: int) -> None:
    """Plays some steps in every kind of environment."""
    try:
        single = memory_maze.make(scenario)
        first, info = single.reset(seed=seed)
    except GenerationError:
        # Large rooms and many objects: `validate --deep` finds such scenarios.
        return
    vector, built, alone = memory_maze.make_vec(scenario), memory_maze.build(scenario, seed), OneMaze(scenario, seed)
    many, infos = vector.reset(seed=seed)
    for other in (row_of(many), built.reset().observation, alone.begin()):
        require_equal(as_mapping(other), as_mapping(first))
    assert {key: infos[key][0] for key in info if key != "drawn"} == {key: info[key] for key in info if key != "drawn"}
    for action in (1, 4, 1, 5, 2, 1):
        observation, reward, terminated, truncated, _ = single.step(action)
        many, rewards, terminations, truncations, _ = vector.step([action])
        time_step, step = built.step(action), alone.play(action)
        for other in (row_of(many), time_step.observation, step.observation):
            require_equal(as_mapping(other), as_mapping(observation))
        assert (rewards[0], terminations[0], truncations[0]) == (reward, terminated, truncated)
        assert (time_step.reward, time_step.last()) == (reward, terminated or truncated)
        assert step[1:] == (reward, terminated, truncated)
        if terminated or truncated:
            break
    for environment in (single, vector, built, alone):
        environment.close()


def row_of(many: Any) -> Any:
    return {key: value[0] for key, value in many.items()} if isinstance(many, dict) else many[0]


def as_mapping(observation: Any) -> dict[str, Any]:
    return {"image": observation} if isinstance(observation, np.ndarray) else dict(observation)


@FEW
@given(CHANGES, st.integers(0, 2**32 - 1))
def test_what_is_accepted_is_played_equally_through_every_door(changes: dict[str, Any], seed: int) -> None:
    require_equal_doors(load("classic/9x9", {**changes, **SMALL}), seed)


@pytest.mark.slow
@MANY
@given(CHANGES, st.integers(0, 2**32 - 1))
def test_three_hundred_documents_are_played_equally_through_every_door(changes: dict[str, Any], seed: int) -> None:
    require_equal_doors(load("classic/9x9", {**changes, **SMALL}), seed)


NONSENSE: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, -1, 10**9, "x", [], {}, True),
        *({"uniform": [2, 1]}, {"choice": []}, {"integers": [0.5, 1]}, {"uniforms": [1, 2]}),
    ]
)


@pytest.mark.slow
@MANY
@given(CHANGES.filter(bool), NONSENSE, st.data())
def test_nonsense_is_refused_where_it_stands_or_can_be_played(changes: dict[str, Any], value: Any, data: Any) -> None:
    field = data.draw(st.sampled_from(sorted(changes)))
    try:
        scenario = load("classic/9x9", {**changes, field: value, **SMALL})
    except ScenarioError as error:
        places = [problem.path.split(".")[0] for problem in error.problems]
    else:
        require_equal_doors(scenario, 0)
        places = [field.split(".")[0]]
    assert field.split(".")[0] in places
