"""The oracle and the explorer play every task for which there is a best next object."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from memory_maze.agents import AgentError, make_policy
from memory_maze.agents.rollouts import rollout
from memory_maze.game.moments import Moments
from memory_maze.scenario import Scenario, load

ROOMY = {"maze.size": 11, "maze.rooms.objects": 3, "objects.count": 4}


def scenario_of(**changes: Any) -> Scenario:
    return load("classic/9x9", {**ROOMY, "episode.seconds": 60, **changes})


def played(scenario: Scenario, policy: str, seed: int = 0) -> list[Moments]:
    return list(rollout(scenario, policy, seed, scenario.episode_steps))


@pytest.mark.parametrize("policy", ["oracle", "explorer-oracle"])
@pytest.mark.parametrize(
    ("task", "least"),
    [
        ({"task.prompts": "in-order"}, 4),
        ({"task.prompts": "cycle"}, 5),
        ({"task.prompts": [3, 0]}, 4),
        ({"task.prompts": "none", "task.found": "vanishes"}, 4),
        ({"task.prompts": "none"}, 6),
        ({"task.found": "moves"}, 4),
        ({"task.found": "all-move"}, 4),
        ({"task.distractors": 2}, 5),
        ({"task.first_prompt_after": 100}, 3),
        ({"observation.prompt_until": 1}, 2),
        ({"objects.visible": "never", "task.prompts": "cycle", "episode.seconds": 150}, 1),
        ({"task.find": 2}, 2),
    ],
    ids=str,
)
def test_it_finds_what_the_task_asks_for(policy: str, task: dict[str, Any], least: int) -> None:
    found = [played(scenario_of(**task), policy, seed)[-1].found[0] for seed in range(2)]
    assert np.mean(found) >= least


def test_the_oracle_keeps_clear_of_others_where_a_touch_costs() -> None:
    careless = [played(scenario_of(), "oracle", seed)[-1] for seed in range(4)]
    careful = [played(scenario_of(**{"task.wrong_touch": -1.0}), "oracle", seed)[-1] for seed in range(4)]
    touches = [sum(int(now.wrong[0]) for now in runs) for runs in (careless, careful)]
    assert touches[1] < touches[0]
    assert sum(int(now.found[0]) for now in careful) > 10


def test_hidden_objects_are_found_by_walking_into_their_cells() -> None:
    cycle = {"task.prompts": "cycle", "episode.seconds": 150}
    hidden = played(scenario_of(**{"objects.visible": "never", **cycle}), "explorer-oracle", 1)
    shown = played(scenario_of(**cycle), "explorer-oracle", 1)
    first = [next(now.steps[0] for now in runs if now.found[0] > 0) for runs in (shown, hidden)]
    assert first[0] < first[1]


@pytest.mark.parametrize("seed", range(1, 5))
def test_who_looks_for_hidden_objects_goes_into_cells_and_does_not_wait_before_them(seed: int) -> None:
    hidden = {"objects.visible": "never", "task.prompts": "cycle", "episode.seconds": 150}
    runs = played(scenario_of(**hidden), "explorer-oracle", seed)
    places = [now.positions[0, :2] for now in runs]
    moved = [np.hypot(*(after - before)) for before, after in zip(places, places[20:], strict=False)]
    assert min(moved) > 0.02
    assert runs[-1].found[0] >= 3


def test_while_exploring_the_explorer_does_not_use_the_prompt() -> None:
    """What it does before the first prompt does not depend on what that will be."""
    changes = {"task.first_prompt_after": 60, "objects.colors": "shuffled"}
    others: tuple[dict[str, Any], ...] = ({}, {"task.prompts": "cycle"})
    runs = [played(scenario_of(**changes, **more), "explorer-oracle", 3)[:60] for more in others]
    assert [now.pose() for now in runs[0]] == [now.pose() for now in runs[1]]


@pytest.mark.parametrize("policy", ["oracle", "explorer-oracle"])
def test_where_there_is_no_next_object_it_says_so(policy: str) -> None:
    scenario = scenario_of(**{"objects.count": 1, "task.prompts": "none"})
    with pytest.raises(AgentError, match="has no next object to drive to: nothing is prompted"):
        make_policy(policy, scenario)
