"""What is measured of a scenario."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from memory_maze import load
from memory_maze.agents.evaluation import play, summarise
from memory_maze.agents.planning.motion import SPEED
from memory_maze.describing.description import POLICIES, describe
from memory_maze.describing.mazes import maze_facts
from memory_maze.describing.measures import Measure, difference
from memory_maze.scenario import Scenario, digest

CORRIDOR = "*************\n*P  G     G *\n*************\n"


def corridor(**changes: Any) -> Scenario:
    """Objects 3 and 9 cells to the right of the start, which looks there."""
    fields = {
        **{"summary": "x", "maze": {"layout": CORRIDOR}, "objects": {"count": 2}},
        **{"episode": {"steps": 40, "start": {"cell": [0, 0], "heading": 0}}},
    }
    return load(fields).override(changes)


def test_ways_are_seconds_at_full_speed() -> None:
    (facts,) = maze_facts(corridor(task={"prompts": "cycle"}), range(1))
    cells = 2.0
    near, far = sorted(facts.between)
    assert near == pytest.approx(far, abs=0.5)
    assert (6 * cells - 1.5) / SPEED < near < 6 * cells / SPEED + 1.0
    assert facts.free == 11 / 11
    assert facts.rooms is None


def test_where_nothing_is_prompted_the_first_object_is_the_nearest() -> None:
    (facts,) = maze_facts(corridor(task={"prompts": "none"}), range(1))
    assert facts.to_first is not None
    assert (3 * 2.0 - 1.5) / SPEED < facts.to_first < 3 * 2.0 / SPEED + 1.0


def test_rooms_and_free_cells_are_those_of_the_layout() -> None:
    scenario = load("classic/9x9")
    for facts in maze_facts(scenario, range(3)):
        assert facts.rooms is not None
        assert 3 <= facts.rooms <= 6
        assert len(facts.between) == 6
        assert 0.5 < facts.free < 1.0


def test_scores_are_those_of_evaluate_and_the_gap_is_their_difference() -> None:
    scenario, seeds = load("classic/9x9", {"episode.seconds": 50}), range(2)
    calls: list[tuple[str, int, int]] = []
    told = describe(scenario, seeds, lambda *call: calls.append(call))
    assert told.digest == digest(scenario)
    assert tuple(one.policy for one in told.behaviours) == POLICIES
    for policy in POLICIES:
        assert told.behaviour(policy).evaluation == summarise(scenario, list(play(scenario, policy, seeds)))
    with_memory, without = told.behaviour("explorer-oracle").returns, told.behaviour("forgetful").returns
    assert told.memory_gap.values == tuple(np.subtract(with_memory, without).tolist())
    assert calls[:2] == [("measuring ways", 1, 2), ("measuring ways", 2, 2)]
    assert [call for call in calls if call[1] == call[2]][-1] == ("random", 402, 402)
    assert all(0 <= share <= 1 for one in told.behaviours for share in one.in_sight)


def test_who_sees_everything_needs_no_memory() -> None:
    told = describe(load("classic/9x9-Top", {"episode.seconds": 50}), range(1))
    assert told.memory_gap.values == (0.0,)
    assert told.behaviour("random").in_sight == (1.0,)


def test_objects_in_view_at_the_start_are_seen_at_once() -> None:
    told = describe(corridor(), range(2))
    assert told.explored.values == (0.0, 0.0)
    assert told.behaviour("oracle").in_sight[0] > 0


@pytest.mark.parametrize(
    "changes",
    [
        {"task": {"prompts": "none"}},
        {"task": {"prompts": "none", "found": "vanishes"}},
        {"task": {"found": "moves"}},
        {"task": {"prompts": "in-order"}},
        {"task": {"first_prompt_after": 20}},
        {"task": {"distractors": 1}},
        {"observation": {"prompt_steps": 1}},
        {"objects": {"count": 2, "radius": {"uniform": [0.3, 0.6]}}},
    ],
)
def test_every_task_can_be_described(changes: dict[str, Any]) -> None:
    told = describe(corridor(**changes), range(1))
    assert len(told.memory_gap.values) == 1
    assert told.to_first.mean is not None
    prompts = changes.get("task", {}).get("prompts")
    assert bool(told.behaviour("oracle").in_sight) == (prompts != "none")


def test_objects_that_are_never_shown_are_never_seen() -> None:
    told = describe(corridor(objects={"visible": "never"}), range(1))
    assert told.explored.values == ()
    assert told.behaviour("oracle").in_sight == (0.0,)


def test_policies_that_cannot_play_are_told() -> None:
    told = describe(corridor(objects={"count": 1}, task={"prompts": "none"}), range(1))
    assert told.behaviour("oracle").evaluation is None
    assert told.behaviour("oracle").problem.startswith("oracle has no next object to drive to")
    assert told.behaviour("random").evaluation is not None
    assert (told.memory_gap.mean, told.memory_gap.quartiles) == (None, ())
    assert told.between.values == ()


def test_measures_tell_mean_error_and_quartiles() -> None:
    measure = Measure("x", "s", (1.0, 2.0, 3.0, 6.0))
    assert (measure.mean, measure.quartiles) == (3.0, (1.0, 1.75, 2.5, 3.75, 6.0))
    assert measure.standard_error == pytest.approx(np.std([1, 2, 3, 6], ddof=1) / 2)
    assert Measure("x", "s", (1.0, 2.0), is_by_episode=False).standard_error is None
    assert Measure("x", "s", (1.0,)).standard_error is None
    assert difference("gap", "", (3.0, 2.0), (1.0, 2.0)).values == (2.0, 0.0)
